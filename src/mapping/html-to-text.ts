// HTML → the text a person would read. Its one rule: time grows with the length only. The result is text, never safe HTML.

/** Their content is never shown. */
const hidden = ['script', 'style', 'head', 'template', 'noscript']
const blocks = /^\/?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|blockquote|section|article|hr)$/u
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

export function htmlToText(html: string): string {
  // Only A to Z: other letters may change in length, and places in both texts must agree.
  const lowered = html.replace(/[A-Z]/gu, (letter) => letter.toLowerCase())
  let text = ''
  let at = 0
  // Once a closing mark was not found it is not looked for again: "<" repeated a million times stays linear.
  let closes = true
  while (at < html.length) {
    const open: number = closes ? html.indexOf('<', at) : -1
    if (open < 0) break
    text += html.slice(at, open)
    const name: string | undefined = /^<(\/?[a-z][a-z0-9]*|!--)/u.exec(lowered.slice(open, open + 24))?.[1]
    const end = endOfTag(lowered, open, name)
    if (name === undefined || end < 0) {
      closes = name === undefined || html.indexOf('>', open) >= 0
      text += '<'
      at = open + 1
      continue
    }
    if (blocks.test(name)) text += '\n'
    at = end
  }
  return tidy(decode(text + html.slice(at)))
}

/** Where reading goes on after the tag, or -1 when it never closes. */
function endOfTag(lowered: string, open: number, name: string | undefined): number {
  if (name === '!--') {
    const end = lowered.indexOf('-->', open)
    return end < 0 ? lowered.length : end + 3
  }
  if (name === undefined) return -1
  const end = lowered.indexOf('>', open)
  if (end < 0 || !hidden.includes(name)) return end < 0 ? -1 : end + 1
  const closing = lowered.indexOf(`</${name}`, end)
  if (closing < 0) return lowered.length
  const closed = lowered.indexOf('>', closing)
  return closed < 0 ? lowered.length : closed + 1
}

function decode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/giu,
    (all: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? all
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
    },
  )
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()
}
