// Words of a person's name, in one form. Its one rule: titles and generations are not names; the order typed is kept, since only comparing two names tells which is which.
import { transliterate, withoutUmlautE } from '../../cleanse/transliterate.ts'

export interface PersonName {
  given: readonly string[]
  family: readonly string[]
  /** jr, sr, 2, 3: tells father and son apart. */
  generation: string | undefined
}

const honorifics = new Set(
  'mr mrs ms miss mx dr prof professor sir dame lady lord herr frau hr fr dipl ing mag mba phd md mme mlle madame monsieur sr sra srta don dona señor señora dott dottssa rev hon capt baronet baron viscount earl esq mp'.split(
    ' ',
  ),
)
const generations: ReadonlyMap<string, string> = new Map(
  'jr:jr jnr:jr junior:jr snr:sr senior:sr ii:2 2nd:2 iii:3 3rd:3 iv:4 4th:4'.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.split(':')
    return [from, to]
  }),
)
const particles = new Set(
  'van von de der den del della di da dos das la le el al bin ibn ter ten zu zum zur af av du san st'.split(' '),
)

export function personName(names: { first?: string; last?: string; full?: string }): PersonName {
  const found: { generation: string | undefined } = { generation: undefined }
  const first = wordsOf(names.first ?? '', found)
  const last = wordsOf(names.last ?? '', found)
  if (first.length > 0 || last.length > 0 || names.full === undefined) {
    return { given: first, family: familyOf(last), generation: found.generation }
  }
  const comma = names.full.indexOf(',')
  const behind = comma < 0 ? [] : wordsOf(names.full.slice(comma + 1), found)
  if (comma >= 0 && behind.length > 0) {
    return { given: behind, family: familyOf(wordsOf(names.full.slice(0, comma), found)), generation: found.generation }
  }
  const all = wordsOf(comma < 0 ? names.full : names.full.slice(0, comma), found)
  if (all.length < 2) return { given: [], family: all, generation: found.generation }
  let start = all.length - 1
  while (start > 1 && particles.has(all[start - 1] as string)) start -= 1
  return { given: all.slice(0, start), family: familyOf(all.slice(start)), generation: found.generation }
}

/** "van der Berg" and "Berg" are compared by the word that tells families apart; "De La" alone stays. */
function familyOf(words: readonly string[]): readonly string[] {
  const told = words.filter((word) => !particles.has(word))
  return told.length > 0 ? told : words
}

function wordsOf(text: string, found: { generation: string | undefined }): string[] {
  const words = transliterate(text)
    .replace(/[’'`´]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
  const names = words.filter((word, at) => {
    const generation = at > 0 ? generations.get(word) : undefined
    if (generation !== undefined) found.generation = generation
    return generation === undefined && !(words.length > 1 && honorifics.has(word))
  })
  return names.map(withoutUmlautE)
}
