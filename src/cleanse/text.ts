// Text in one form: no invisible characters, single spaces, NFC, capped. Its one rule: cleaning a clean text changes nothing.

export interface Cleaned {
  /** undefined: nothing is left of it. */
  value: string | undefined
  /** What was done, in the order it was done; empty when the value came clean. */
  did: string[]
  /** A reason to doubt the value. Never holds the value itself. */
  suspicious?: string
}

/** Bidirectional marks, zero-width spaces, soft hyphens; not the joiners, which Persian and Indic names need. */
const invisible = /[\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/gu
const lineBreaks = /\r\n?|[\n\v\f\u0085\u2028\u2029]/gu

/** Words of printable ASCII with single spaces between: most of what comes, and nothing to do. */
const plain = /^[!-~]+(?: [!-~]+)*$/

/**
 * @param options.max UTF-16 units, as databases and CRMs count
 * @param options.lines keep line breaks, at most one blank line in a row
 */
export function tidyText(raw: string, options: { max: number; lines?: boolean }): Cleaned {
  if (raw.length <= options.max && plain.test(raw)) return { value: raw, did: [] }
  const did: string[] = []
  const step = (before: string, after: string, what: string): string => {
    if (before !== after) did.push(what)
    return after
  }
  const broken = raw.replace(lineBreaks, options.lines ? '\n' : ' ').replaceAll('\t', ' ')
  const visible = broken
    .split('\n')
    .map((line) => line.replace(invisible, ''))
    .join('\n')
  let text = step(broken, visible.toWellFormed(), 'control characters removed')
  text = step(text, text.normalize('NFC'), 'unicode form')
  text = step(text, text.trim(), 'trimmed')
  text = step(text, options.lines ? collapseLines(text) : text.replace(/\s+/gu, ' '), 'spaces collapsed')
  if (did.length === 0 && text !== raw) did.push('line breaks removed')
  if (text.length > options.max) text = step(text, cut(text, options.max).trimEnd(), `cut to ${options.max} characters`)
  return { value: text === '' ? undefined : text, did: text === '' && did.length === 0 ? ['empty'] : did }
}

const filler =
  /^(?:n\/a|n\.\s?a\.?|not applicable|not available|none|null|undefined|unknown|\.+|-+\s?(?:none|select.*|choose.*|please.*|bitte.*)?\s?-*|(?:please\s)?(?:select|choose)\b.*|bitte (?:aus)?wählen.*|sélectionne[rz].*|choisi.*|seleccion[ae].*|selezion[ai].*|selecione.*)$/iu

/** `n/a`, `--None--`, `Please select`: first lines of lists, and what is typed to get past a required field. NA without a stroke is Namibia. */
export function isFiller(text: string): boolean {
  return filler.test(text)
}

/** The first `max` UTF-16 units, without half a character at the end. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splitsPair ? max - 1 : max)
}

function collapseLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
}
