// The phrases of the title lexicon, made ready to look up. Its one rule: at each place the longest phrase is taken, and its words are not read again.
import { titleWords } from './title-fold.ts'
import { functionEndings, functionWords } from './title-functions.ts'
import { assistantsOf, formerWords, levelEndings, levelPhrases, managersOfThings } from './title-levels.ts'
import type { Department, Seniority } from './title-vocabulary.ts'

/** role: what somebody is · field: what somebody deals with · hint: counts only when nothing else does. */
export type Tier = 'role' | 'field' | 'hint'

export interface Hit<Means> {
  /** As compared, parted by spaces. */
  words: string
  /** Place of the first in its part. */
  at: number
  means: Means
  tier: Tier
}

export interface Phrases {
  /** How many words from `at` on make the longest known phrase; 0: none. */
  longestAt(words: readonly string[], at: number): number
}

class PhraseTable<Value> implements Phrases {
  readonly #values = new Map<string, Value>()
  #longest = 1

  /** The first that was told stands. */
  add(phrases: string, value: Value): void {
    for (const phrase of phrases.split(',')) {
      const words = titleWords(phrase.trim())
      const key = words.join(' ')
      if (key === '' || this.#values.has(key)) continue
      this.#values.set(key, value)
      this.#longest = Math.max(this.#longest, words.length)
    }
  }

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  longestAt(words: readonly string[], at: number): number {
    for (let length = Math.min(this.#longest, words.length - at); length > 0; length -= 1) {
      if (this.#values.has(keyOf(words, at, length))) return length
    }
    return 0
  }
}

/** Where the first of these phrases stands. */
export function matchesAt(words: readonly string[], phrases: Phrases): { words: string; at: number } | undefined {
  for (let at = 0; at < words.length; at += 1) {
    const length = phrases.longestAt(words, at)
    if (length > 0) return { words: keyOf(words, at, length), at }
  }
  return undefined
}

interface Lexicon<Means> {
  read(words: readonly string[]): Hit<Means>[]
}

function readWith<Means>(
  table: PhraseTable<{ means: Means; tier: Tier }>,
  compound: (word: string) => { means: Means; tier: Tier } | undefined,
): Lexicon<Means>['read'] {
  return (words) => {
    const hits: Hit<Means>[] = []
    for (let at = 0; at < words.length;) {
      const length = Math.max(table.longestAt(words, at), 1)
      const said = keyOf(words, at, length)
      const found = table.get(said) ?? compound(said)
      if (found) hits.push({ words: said, at, ...found })
      at += length
    }
    return hits
  }
}

function keyOf(words: readonly string[], at: number, length: number): string {
  return length === 1 ? (words[at] ?? '') : words.slice(at, at + length).join(' ')
}

const SHORTEST_COMPOUND = 7

let levels: (Lexicon<Seniority> & { assistants: Phrases; former: Phrases }) | undefined

/** Made on first use: most commands never read a title. */
export function levelLexicon(): NonNullable<typeof levels> {
  if (levels) return levels
  const table = new PhraseTable<{ means: Seniority; tier: Tier }>()
  table.add(managersOfThings, { means: 'professional', tier: 'role' })
  for (const [means, phrases] of Object.entries(levelPhrases) as [Seniority, string][]) {
    table.add(phrases, { means, tier: 'role' })
  }
  const endings = levelEndings.map(([ending, means]) => ({ ending: titleWords(ending)[0] ?? ending, means }))
  const read = readWith<Seniority>(table, (word) => {
    if (word.length < SHORTEST_COMPOUND) return undefined
    const found = endings.find(({ ending }) => word.endsWith(ending))
    return found && { means: found.means, tier: 'role' }
  })
  const assistants = new PhraseTable<true>()
  assistants.add(assistantsOf, true)
  const former = new PhraseTable<true>()
  former.add(formerWords, true)
  levels = { read, assistants, former }
  return levels
}

let functions: Lexicon<Department> | undefined

/** Made on first use. */
export function departmentLexicon(): Lexicon<Department> {
  if (functions) return functions
  const table = new PhraseTable<{ means: Department; tier: Tier }>()
  const stems: { stem: string; means: Department }[] = []
  const entries = Object.entries(functionWords) as [Department, (typeof functionWords)[Department]][]
  for (const tier of ['roles', 'fields', 'hints'] as const) {
    const name = ({ roles: 'role', fields: 'field', hints: 'hint' } as const)[tier]
    for (const [means, words] of entries) table.add(words[tier] ?? '', { means, tier: name })
  }
  for (const [means, words] of entries) {
    for (const stem of (words.stems ?? '').split(',').map((each) => each.trim())) {
      if (stem !== '') stems.push({ stem, means })
    }
  }
  // Longer ones first: Produktmanagement before Produkt.
  stems.sort((a, b) => b.stem.length - a.stem.length)
  const read = readWith<Department>(table, (word) => {
    if (word.length < SHORTEST_COMPOUND || wholeLevels().has(word)) return undefined
    const stem = stems.find((each) => word.startsWith(each.stem))
    if (stem) return { means: stem.means, tier: 'field' }
    const ending = functionEndings.find(([each]) => word.endsWith(each))
    return ending && { means: ending[1], tier: 'hint' }
  })
  functions = { read }
  return functions
}

let wholes: ReadonlySet<string> | undefined

/** Werkstudent is no part of a Werk. */
function wholeLevels(): ReadonlySet<string> {
  wholes ??= new Set(
    Object.values(levelPhrases)
      .flatMap((phrases) => phrases.split(','))
      .map((phrase) => titleWords(phrase.trim()).join(' '))
      .filter((phrase) => !phrase.includes(' ')),
  )
  return wholes
}
