// What transforms do to one text. Pure, in linear time, and total: every text gives a text or nothing.

export function firstWord(text: string): string {
  return text.trim().split(/\s/u, 1)[0] ?? ''
}

export function afterFirstWord(text: string): string {
  return text.trim().slice(firstWord(text).length).trim()
}

/** Words are divided by anything but letters, digits and apostrophes. NFC, so that doing it again changes nothing. */
export function titleCase(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu, (word) => {
      const [first = ''] = word
      const capital = first.toUpperCase()
      // "ß" and "ŉ" have no capital letter of their own: what becomes longer is left.
      return (capital.length === first.length ? capital : first) + word.slice(first.length)
    })
}

const count = String.raw`(\d{1,3}(?:[,.' ]\d{3})+|\d{1,12})`
const range = new RegExp(String.raw`^${count}\s*(?:(?:-|–|—|to)\s*${count}|\+)?\s*(?:employees|people)?$`, 'iu')

/** "11-50" → "30" */
export function rangeMiddle(text: string): string {
  const [, from, to] = range.exec(text.trim()) ?? []
  if (from === undefined) return text
  const [low, high] = [from, to ?? from].map((part) => Number(part.replace(/\D/gu, '')))
  return String(Math.floor(((low ?? 0) + (high ?? 0)) / 2))
}

export function webAddress(text: string): string | undefined {
  const trimmed = text.trim()
  const whole = /^[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`
  if (/\s/u.test(trimmed) || !URL.canParse(whole)) return undefined
  const url = new URL(whole)
  // A form that was pre-filled with "https://" gives no host with a dot.
  if (!/^https?:$/u.test(url.protocol) || !url.hostname.includes('.')) return undefined
  url.username = ''
  url.password = ''
  return url.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : url.href
}
