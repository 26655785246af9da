// Names typed in capitals or small letters only, as they are written. Its one rule: who mixed both meant it, and it stays: DeShawn, van Gogh, McDonald.
import { foldWord } from './name-fold.ts'
import { isGivenParticle, isParticle } from './name-words.ts'

/** Other particles are written large, as Italy and Arabic names abroad have it: Di Maria, Lo Presti, Al Saud, Le Blanc. */
const small = new Set(
  'van von vom zu zum zur af av de del den der des do dos das du da ter ten te het bin ibn bint binti binte und y e i vanden vander'.split(
    ' ',
  ),
)
/** Small only after another particle: de la Cruz, de los Santos, in 't Veld, op den Berg. */
const smallBetween = new Set(['la', 'las', 'los', 'le', 'les', 'lo', 't'])

/** Those that are two words grown together; most others that begin with Mac are not (Mackenzie, Macey, Machado). */
const macs =
  /^mac(?:donald|donnell|arthur|leod|gregor|intyre|pherson|millan|dougall|lean|aulay|allister|alister|farlane|intosh|neil|neill|kinnon|queen|rae|callum|laren|namara|duff|bride|diarmid|kintosh|innes|lachlan|naughton|phail|quarrie|taggart)$/

/** What an apostrophe parts from the name, which is large, too. */
const elided = /^(o|d|l|m|n|dell|dall|nell|sant|all|un)(['’])(\p{L}{2}.*)$/u

const turkish = /[İığĞ]/u

/** In Turkish I is the large ı, and İ the large i; only a name that has one of its own letters tells that it is one. */
export function localeOf(name: string): 'tr' | 'en' {
  return turkish.test(name) ? 'tr' : 'en'
}

/**
 * The words themselves when they stay.
 * @param kind only in a family name may van and de la be small from its start
 */
export function properCase(words: readonly string[], kind: 'given' | 'family', locale: 'tr' | 'en'): readonly string[] {
  const particle = (word: string): boolean =>
    kind === 'family' ? isParticle(foldWord(word)) : isGivenParticle(foldWord(word))
  const telling = words.filter((word) => !particle(word) && /\p{L}.*\p{L}/u.test(word))
  const text = (telling.length > 0 ? telling : words).join('')
  if (text !== text.toUpperCase() && text !== text.toLowerCase()) return words
  const lastName = words.findLastIndex((word) => !particle(word))
  const proper = words.map((word, at) => {
    const before = words[at - 1]
    const next = words[at + 1]
    if (at < lastName && isSmall(word, before, next, kind)) return lower(word, locale)
    return word
      .split(/(?<=[-‐‑])/u)
      .map((part) => caseOf(part, kind, locale))
      .join('')
  })
  return proper.join(' ') === words.join(' ') ? words : proper
}

function isSmall(
  word: string,
  before: string | undefined,
  next: string | undefined,
  kind: 'given' | 'family',
): boolean {
  const folded = foldWord(word.replace(/['’]/g, ''))
  if (kind === 'given' && (before === undefined || !isGivenParticle(folded))) return false
  if (small.has(folded) || /^['’]/.test(word)) return true
  if (folded === 'in' || folded === 'op') return next !== undefined && isParticle(foldWord(next.replace(/['’]/g, '')))
  return smallBetween.has(folded) && before !== undefined && isParticle(foldWord(before))
}

function caseOf(part: string, kind: 'given' | 'family', locale: string): string {
  const text = lower(part, locale)
  // J.R., and JP typed without dots
  if (/^(?:\p{L}\.)+\p{L}?\.?-?$/u.test(text)) return upper(text, locale)
  if (kind === 'given' && /^[bcdfghjklmnpqrstvwxz]{2,3}$/.test(text) && text !== 'md') return upper(text, locale)
  const [, start, mark, rest] = elided.exec(text) ?? []
  if (start !== undefined && rest !== undefined) return `${capital(start, locale)}${mark}${capital(rest, locale)}`
  if (/^['’]/.test(text)) return text
  if (/^mc\p{L}{3}/u.test(text)) return `Mc${capital(text.slice(2), locale)}`
  if (macs.test(text)) return `Mac${capital(text.slice(3), locale)}`
  // Dutch: IJsbrand; but Ijaz
  if (/^ij[^aeiou\P{L}]/u.test(text)) return `IJ${text.slice(2)}`
  return text.replace(/\p{L}/u, (letter) => capital(letter, locale))
}

function capital(text: string, locale: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) as number)
  return upper(first, locale) + text.slice(first.length)
}

function lower(text: string, locale: string): string {
  return text.toLocaleLowerCase(locale).normalize('NFC')
}

/** A letter that has no single capital stays: ß, ﬀ, ŉ. */
function upper(text: string, locale: string): string {
  const large = text.toLocaleUpperCase(locale)
  return large.length === text.length ? large : text
}
