// How alike two company names are, 0 to 1. Its one rule: what tells companies apart weighs most, so a missing "Germany" costs little, and another
// first word or number costs all.
import { WEAK, type CompanyKey } from '../cleanse/company-key.ts'
import { weakWords } from '../cleanse/weak-words.ts'
import { edits, jaroWinkler } from './alike.ts'

/** Short forms that are no beginning of the long one. */
const shortForms: ReadonlyMap<string, string> = new Map(
  (
    'intl international,int international,natl national,nat national,mfg manufacturing,mgmt management,svcs services,svc service,' +
    'tech technologies,technology technologies,univ university,govt government,dept department,assoc associates,bros brothers,' +
    'engg engineering,eng engineering,elec electric,pharma pharmaceuticals,labs laboratories,lab laboratories,comm communications,' +
    'grp group,hldgs holdings,ind industries,inds industries,sys systems,soln solutions,solns solutions,ctr center,centre center'
  )
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
)

/** Below it two words are two words. */
const SAME_WORD = 0.9
const DIFFERENT_NUMBERS = 0.5
/** Letters of a name may stand for it, and for many others too. */
const ACRONYM = 0.85

/**
 * @param weightOf how much a word tells: more for rare ones. Weak words count a third of it.
 * @returns symmetric; 1 only for equal cores
 */
export function companySimilarity(a: CompanyKey, b: CompanyKey, weightOf: (word: string) => number = () => 1): number {
  if (a.core === '' || b.core === '') return 0
  if (a.core === b.core) return 1
  if (numbersOf(a) !== numbersOf(b)) return Math.min(DIFFERENT_NUMBERS, byWords(a.words, b.words, weightOf))
  const best = Math.max(byWords(a.words, b.words, weightOf), wholeNames(a, b), acronym(a, b), acronym(b, a))
  return Math.min(0.99, best)
}

/** "Studio 54" is not "Studio 55", "3i" is not "3M". */
function numbersOf({ words }: CompanyKey): string {
  return words
    .flatMap((word) => word.match(/\d+/g) ?? [])
    .toSorted()
    .join(' ')
}

function byWords(left: readonly string[], right: readonly string[], weightOf: (word: string) => number): number {
  const [few, many] = left.length <= right.length ? [left, right] : [right, left]
  const weight = (word: string): number => weightOf(word) * (weakWords.has(word) ? WEAK : 1)
  const taken = new Set<number>()
  let shared = 0
  for (const word of few) {
    let best = 0
    let at = -1
    for (const [index, other] of many.entries()) {
      if (taken.has(index)) continue
      const alike = wordSimilarity(word, other)
      if (alike > best) [best, at] = [alike, index]
    }
    if (at === -1) continue
    taken.add(at)
    shared += best * (weight(word) + weight(many[at] ?? ''))
  }
  const all = [...few, ...many].reduce((sum, word) => sum + weight(word), 0)
  return all === 0 ? 0 : shared / all
}

/** 0 where they are two words. */
function wordSimilarity(a: string, b: string): number {
  if (a === b) return 1
  if ((shortForms.get(a) ?? a) === (shortForms.get(b) ?? b)) return 0.97
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  // "pharm." for "pharmaceuticals"; a plural.
  if (short.length >= 4 && long.startsWith(short)) return long.length - short.length <= 2 ? 0.95 : 0.85
  const most = short.length >= 9 ? 2 : short.length >= 5 ? 1 : 0
  if (most === 0 || edits(a, b, most) > most) return 0
  const alike = jaroWinkler(a, b)
  return alike >= SAME_WORD ? alike : 0
}

/** "Face Book" and "Facebook", a slip across the gap of two words. */
function wholeNames(a: CompanyKey, b: CompanyKey): number {
  const length = Math.min(a.core.length, b.core.length)
  const most = length >= 14 ? 2 : length >= 7 ? 1 : 0
  if (most > 0 && edits(a.core, b.core, most) <= most) return Math.max(0.9, jaroWinkler(a.core, b.core))
  const words = (key: CompanyKey): string => key.words.toSorted().join('')
  return words(a) === words(b) ? 0.97 : 0
}

/** "IBM" and "International Business Machines". */
function acronym(a: CompanyKey, b: CompanyKey): number {
  return a.words.length === 1 && a.core.length >= 3 && a.core === b.acronym ? ACRONYM : 0
}
