// Which words of a person's name are given, which family, which neither: titles, suffixes, order. Its one rule: words are moved and told apart, never
// changed, and a name of one word is never split.
import { foldWord, withoutPronouns } from './name-fold.ts'
import {
  isFirstHalf,
  isGeneration,
  isIberianSurname,
  isParticle,
  isSuffix,
  isTitle,
  startsFamily,
} from './name-words.ts'
import { isGivenName } from './nicknames.ts'

export interface PersonName {
  first?: string | undefined
  last?: string | undefined
  /** Read only where first or last does not say it. */
  full?: string | undefined
}

export interface NameParts {
  prefix: readonly string[]
  given: readonly string[]
  family: readonly string[]
  suffix: readonly string[]
  /** What was done to what stood in first, and in last. */
  did: { readonly first: readonly string[]; readonly last: readonly string[] }
}

type Words = readonly string[]
interface Reading {
  prefix: string[]
  suffix: string[]
  /** Between commas. */
  pieces: Words[]
  did: string[]
  endsWithComma: boolean
}
interface Order {
  given: Words
  family: Words
  why?: string
}

const PARTED = 'first and last name parted'
const AT_COMMA = 'order as the comma says'
const SUFFIX = 'degree taken off'
const COMMA = 'comma taken off'
/** Jr., III: in the list of what was done by those who keep it apart. */
export const GENERATION = 'generation told apart'

/** "Dr.Müller", "Prof.Dr. Ada" */
const gluedTitle = /(?<!\p{L})((?:dr|prof|dipl|ing|mag|med)\.)(?=\p{L}{2})/giu
const gluedTail = /(?<!\p{L})(dr|dipl)\.-ing\./giu
const honorary = /(?<=\s)h\.\s+c\./giu
const theGentleman = /^\s*de heer(?=\s)/iu

export function nameParts(name: PersonName): NameParts {
  const shouting = ![name.first, name.last, name.full].some((text) => /\p{Ll}/u.test(text ?? ''))
  const first = read(name.first, shouting)
  const last = read(name.last, shouting)
  const whole =
    first.pieces.length > 0 && last.pieces.length > 0 ? read(undefined, shouting) : read(name.full, shouting)
  if (lonelySuffix(first, last, shouting)) {
    last.suffix.push(...(last.pieces.pop() as Words))
    last.did.push(SUFFIX)
  }
  const all = [first, last, whole]
  const order = ordered(first, last, whole)
  // "Miss" or "Dr." alone: all that we know of the name.
  if (order.given.length === 0 && order.family.length === 0) return asTyped(name)
  const moved = ({ pieces, did }: Reading, now: Words): string[] => {
    if (order.why === undefined || joined(pieces).join(' ') === now.join(' ')) return did
    return [...did.filter((what) => what !== COMMA || order.why !== AT_COMMA), order.why]
  }
  return {
    prefix: [...new Set(all.flatMap(({ prefix }) => prefix))],
    given: order.given,
    family: order.family,
    suffix: [...new Set(all.flatMap(({ suffix }) => suffix))],
    did: { first: [...moved(first, order.given), ...whole.did], last: moved(last, order.family) },
  }
}

function asTyped({ first, last, full }: PersonName): NameParts {
  const family = wordsOf(last ?? '')
  const given = wordsOf(first ?? '')
  const typed = [...given, ...family].some(isWord)
  return { prefix: [], given, family: typed ? family : wordsOf(full ?? ''), suffix: [], did: { first: [], last: [] } }
}

function isWord(word: string): boolean {
  return /\p{L}/u.test(word)
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

function read(text = '', shouting: boolean): Reading {
  // Most of what comes.
  if (text === '' || (/^\p{L}+$/u.test(text) && !isTitle(text, { after: false, shouting }))) {
    return { prefix: [], suffix: [], pieces: text === '' ? [] : [[text]], did: [], endsWithComma: false }
  }
  const prefix: string[] = []
  const suffix: string[] = []
  const pieces: Words[] = []
  const named = withoutPronouns(text)
  const plain = named
    .replace(theGentleman, ' Dhr.')
    .replace(honorary, 'h.c.')
    .replace(gluedTail, '$1.Ing.')
    .replace(gluedTitle, '$1 ')
  for (const piece of plain.split(',')) {
    let words = wordsOf(piece)
    const options = { afterComma: pieces.length > 0, shouting }
    if (options.afterComma && words.every((word) => isSuffix(word, options))) {
      suffix.push(...words)
      continue
    }
    let titles = 0
    while (titles < words.length && isTitle(words[titles] as string, { after: titles > 0, shouting })) titles += 1
    prefix.push(...words.slice(0, titles))
    words = words.slice(titles)
    while (words.slice(0, -1).some(isWord) && isSuffix(words.at(-1) as string, { ...options, afterComma: false })) {
      suffix.unshift(words.at(-1) as string)
      words = words.slice(0, -1)
    }
    if (words.some(isWord)) pieces.push(words)
  }
  const did: string[] = []
  if (named !== text) did.push('pronouns taken off')
  if (prefix.length > 0) did.push('title taken off')
  if (suffix.some(isGeneration)) did.push(GENERATION)
  if (!suffix.every(isGeneration)) did.push(SUFFIX)
  else if (plain.includes(',') && plain.split(',').length > pieces.length) did.push(COMMA)
  return { prefix, suffix, pieces, did, endsWithComma: plain.trimEnd().endsWith(',') }
}

/** "Ada Lovelace" and "PhD" in two fields. */
function lonelySuffix(first: Reading, last: Reading, shouting: boolean): boolean {
  const [[word, ...more] = []] = last.pieces
  const [names = []] = first.pieces
  return (
    names.length > 1 &&
    last.pieces.length === 1 &&
    more.length === 0 &&
    isSuffix(word as string, { afterComma: false, shouting })
  )
}

function ordered(first: Reading, last: Reading, whole: Reading): Order {
  const [a, ...moreOfA] = first.pieces
  const [b, ...moreOfB] = last.pieces
  if (whole.pieces.length > 0) {
    const [words = [], given] = whole.pieces
    if (given !== undefined) return parted(whole.pieces, 'last')
    if (words.length > 1 || (a === undefined && b === undefined)) return split(words, 'full')
    if (same(words, a ?? b ?? [])) return { given: a ?? [], family: b ?? [] }
    return a === undefined ? { given: words, family: b ?? [] } : { given: a, family: words }
  }
  if (a === undefined && b === undefined) return { given: [], family: [] }
  if (b === undefined) return moreOfA.length > 0 ? parted(first.pieces, 'first') : split(a as Words, 'first')
  if (a === undefined) {
    if (moreOfB.length > 0) return parted(last.pieces, 'last')
    return first.prefix.length > 0 ? split(b, 'last') : { given: [], family: b }
  }
  if (moreOfA.length === 0 && moreOfB.length === 0) return bothGiven(a, b, first.endsWithComma)
  if (moreOfA.length === 0 && moreOfB.length === 1) return commaInLast(a, b, moreOfB[0] as Words)
  if (moreOfA.length === 1 && moreOfB.length === 0 && same(a, b)) {
    return { given: moreOfA[0] as Words, family: b, why: 'last name taken out of the first name' }
  }
  return { given: joined(first.pieces), family: joined(last.pieces) }
}

/** "Lovelace, Ada" and "Berg, Jan van der"; more commas are left alone. */
function parted(pieces: readonly Words[], from: 'first' | 'last'): Order {
  const [family = [], given = []] = pieces
  if (pieces.length > 2)
    return from === 'first' ? { given: joined(pieces), family: [] } : { given: [], family: joined(pieces) }
  return { ...particlesMoved(given, family), why: AT_COMMA }
}

function bothGiven(a: Words, b: Words, comma: boolean): Order {
  if (comma && !(isGivenName(a.join(' ')) && !isGivenName(b.join(' ')))) {
    return { ...particlesMoved(b, a), why: AT_COMMA }
  }
  if (same(a, b) && a.length > 1) return split(a, 'full')
  if (a.length > b.length && same(a.slice(-b.length), b)) {
    return { given: a.slice(0, -b.length), family: b, why: 'last name taken out of the first name' }
  }
  if (b.length > a.length && same(b.slice(0, a.length), a)) {
    return { given: a, family: b.slice(a.length), why: 'first name taken out of the last name' }
  }
  const moved = particlesMoved(a, b)
  return moved.given.length === a.length
    ? { given: a, family: b }
    : { ...moved, why: 'particle put before the last name' }
}

/** What is left when "van der Berg, Jan" was cut at its first space; "Berg, van der"; a last name that holds the first one, too. */
function commaInLast(a: Words, family: Words, after: Words): Order {
  if (same(after, a)) return { given: a, family, why: 'first name taken out of the last name' }
  if (areParticles(after)) {
    return { given: a, family: [...after, ...family], why: 'particle put before the last name' }
  }
  if (!areParticles(a) && isGivenName(a.join(' '))) return { given: a, family: joined([family, after]) }
  return { ...particlesMoved(after, [...a, ...family]), why: AT_COMMA }
}

/** @param from a title or nothing stood in the other field; full: there is none */
function split(words: Words, from: 'first' | 'last' | 'full'): Order {
  const stays: Order = from === 'first' ? { given: words, family: [] } : { given: [], family: words }
  const folded = words.map(foldWord)
  if (words.length === 1)
    return from === 'full' && isGivenName(words[0] as string) ? { given: words, family: [] } : stays
  if (words.length > 6 || words.some((word, at) => !isWord(word) || isOther(word, folded[at] as string, words)))
    return stays
  const at = familyAt(words, folded, from)
  if (at === undefined) return stays
  // Counted from the end: the family name came first.
  return at < 0
    ? { given: words.slice(-at), family: words.slice(0, -at), why: PARTED }
    : { given: words.slice(0, at), family: words.slice(at), why: PARTED }
}

/** Small among large ones: "Head of Sales". */
function isOther(word: string, folded: string, words: Words): boolean {
  return /^\p{Ll}/u.test(word) && !isParticle(folded) && words.some((other) => /^\p{Lu}.*\p{Ll}/u.test(other))
}

/** Where the family name begins; negative: how many words it has, when it stands first. */
function familyAt(words: Words, folded: Words, from: 'first' | 'last' | 'full'): number | undefined {
  const [first = '', second = ''] = folded
  if (words.every((word) => /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}ー]+$/u.test(word))) return -1
  const loud = loudAt(words, folded)
  if (loud !== undefined) return loud
  // Señor García López
  if (from === 'last' && isIberianSurname(first)) return undefined
  // A particle in front: nothing but a family name.
  if (isParticle(first) && !isGivenName(words[0] as string)) return undefined
  const particle = folded.findIndex((word, at) => at > 0 && at < words.length - 1 && startsFamily(word))
  if (particle > 0 && !(first === 'maria' && particle === 1)) return particle
  if (particle > 0) {
    const after = folded.findIndex((word, at) => at > particle && !isParticle(word))
    return after > 0 && after < words.length - 1 ? after + 1 : undefined
  }
  if (words.length === 2 && from === 'first') {
    if (isFirstHalf(first) && isGivenName(second)) return undefined
    if (/^\p{L}\.?$/u.test(words[1] as string)) return undefined
  }
  return words.length > 2 && isIberianSurname(folded.at(-2) as string) ? words.length - 2 : words.length - 1
}

/** "DUPONT Jean", "Juan GARCÍA LÓPEZ": who writes so writes the family name in capitals. */
function loudAt(words: Words, folded: Words): number | undefined {
  const isLoud = (at: number): boolean =>
    /^[\p{Lu}\p{M}'’-]{2,}$/u.test(words[at] as string) &&
    ((words[at] as string).length > 2 || isParticle(folded[at] as string))
  const loud = words.map((_, at) => isLoud(at))
  const rest = words.filter((_, at) => !loud[at])
  if (rest.length === 0 || rest.length === words.length || !rest.some((word) => /\p{Ll}/u.test(word))) return undefined
  const from = loud.indexOf(true)
  const to = loud.lastIndexOf(true) + 1
  if (to - from + rest.length !== words.length || !words.slice(from, to).some((word) => word.length > 2))
    return undefined
  if (to === words.length) return from
  if (from > 0) return undefined
  // "ADA Lovelace"
  return isGivenName(words.slice(0, to).join(' ')) && !isGivenName(rest.join(' ')) ? undefined : -to
}

/** Jan van der | Berg, when they are typed small. */
function particlesMoved(given: Words, family: Words): { given: Words; family: Words } {
  let from = given.length
  while (from > 1 && isMovable(given[from - 1] as string)) from -= 1
  return from === given.length
    ? { given, family }
    : { given: given.slice(0, from), family: [...given.slice(from), ...family] }
}

function isMovable(word: string): boolean {
  return word.length > 1 && word === word.toLowerCase() && isParticle(foldWord(word))
}

function areParticles(words: Words): boolean {
  return words.every((word) => isParticle(foldWord(word)))
}

function same(a: Words, b: Words): boolean {
  return a.length === b.length && a.every((word, at) => foldWord(word) === foldWord(b[at] as string))
}

/** With the commas that we did not understand. */
function joined(pieces: readonly Words[]): Words {
  return wordsOf(pieces.map((piece) => piece.join(' ')).join(', '))
}
