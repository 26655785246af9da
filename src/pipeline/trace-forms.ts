// How what tells of a person may stand in bytes that nobody has read: their address in many forms, their name beside their number.
// Its one rule: nothing is parsed, so that a body which cannot be read is looked through like any other.

/** So many digits from the right tell a line, however it is written: with country code, with 0 before it, in groups. */
const LINE_DIGITS = 8

export interface Named {
  lastName: string
  phone: string
}

/** Whether bytes hold one of these addresses, or one of these names and beside it its number. */
export function seekForms(emails: readonly string[], named: readonly Named[]): (bytes: Buffer) => boolean {
  const forms = emails.flatMap(formsOf)
  const people = named.flatMap(({ lastName, phone }) => {
    const line = phone.replaceAll(/\D/g, '').slice(-LINE_DIGITS)
    return line.length < LINE_DIGITS || lastName === '' ? [] : [{ names: formsOfName(lastName), line }]
  })
  return (bytes) => {
    if (bytes.length === 0) return false
    const lower = inLowerCase(bytes)
    if (forms.some((form) => lower.includes(form) || bytes.includes(form))) return true
    // A number alone may be a switchboard's, a name alone a namesake's.
    const held = people.filter(({ names }) => names.some((name) => lower.includes(name)))
    if (held.length === 0) return false
    const digits = digitsOf(bytes)
    return held.some(({ line }) => digits.includes(line))
  }
}

/** Plain, in addresses, in JSON, in forms, as UTF-16, in base64. Lower case, base64 apart. */
function formsOf(email: string): Buffer[] {
  const [local = '', domain = ''] = email.split('@')
  const texts = [
    email,
    encodeURIComponent(email),
    `${local}%40${domain}`,
    `${local}\\u0040${domain}`,
    `${local}&#64;${domain}`,
    `${local}&#x40;${domain}`,
  ]
  const inBase64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(email)])
      .toString('base64')
      .replace(/=+$/, '')
    // The first and last signs depend on what stands beside it.
    return text.slice(shift === 0 ? 0 : shift + 1, -2)
  })
  return [...twice(texts), ...inBase64.map((text) => Buffer.from(text))]
}

function formsOfName(name: string): Buffer[] {
  const inJson = name.replaceAll(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const inForm = encodeURIComponent(name).replaceAll('%20', '+')
  return [...twice([name, encodeURIComponent(name), inForm, inJson]), inLowerCase(Buffer.from(name, 'latin1'))]
}

function twice(texts: readonly string[]): Buffer[] {
  return [...new Set(texts)]
    .flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
    .map((form) => inLowerCase(form))
}

/** A to Z only: whoever looks for another letter looks for it as it was given. */
function inLowerCase(bytes: Buffer): Buffer {
  const lower = Buffer.from(bytes)
  for (let index = 0; index < lower.length; index += 1) {
    const byte = lower[index] ?? 0
    if (byte >= 0x41 && byte <= 0x5a) lower[index] = byte + 32
  }
  return lower
}

/** Without those of `%20`, which stands between the groups of a number in a form. */
function digitsOf(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replaceAll(/%[0-9a-f]{2}/gi, '')
    .replaceAll(/\D+/g, '')
}
