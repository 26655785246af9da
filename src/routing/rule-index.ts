// Which rules can hold for a lead, in the order of the file, without asking the others. Its one rule: it leaves out only rules that cannot
// hold; whether one does hold is asked of its condition (condition.ts), here and in the plain scan alike.
//
// Rules that need the same kinds of things (a country and an industry, say) stand in one group. A lead is looked up once in each group,
// value by value; what it finds is a shelf of rules, with a tree of their ranges where they also need a number.
import { texts, type Condition } from './condition.ts'
import type { Field } from './fields.ts'
import type { Question } from './question.ts'
import { RangeTree, type Range } from './range-tree.ts'
import { needsOf, THERE, type Aspect, type Need, type Needs } from './rule-needs.ts'

/** Values looked up one after the other; one more narrows little. */
const MOST_LOOK_UPS = 3
/** Shelves of a group in which one rule may stand, unless a single list of values is longer. */
const MOST_SHELVES = 32

/** What leads are looked up by: a field's value, or its beginnings or ends. */
interface Key {
  /** Its place among all keys. */
  number: number
  field: Field
  aspect: Aspect
  /** Of beginnings and ends. */
  lengths: Set<number>
  /** Token → how many rules have it. */
  uses: Map<string, number>
}

interface Shelf {
  next: Map<string, Shelf>
  /** Of rules in the file, ascending; a rule that can hold in two ways may stand twice. Bands stand in the order of their low ends. */
  places: number[]
  /** Of the same rules, until the tree is made. */
  ranges: Range[]
  tree: RangeTree | null
}

interface Group {
  keys: Key[]
  /** The field of the ranges. */
  measure: Field | null
  /** Ranges with two ends: few hold one number, so they are found at once; of ranges with one end half may hold it. */
  isBands: boolean
  shelf: Shelf
}

/** Rules that can hold, one after the other. */
export interface Candidates {
  /** @returns the first place after this one of a rule that can hold, or -1; places are asked for in ascending order */
  after(place: number): number
}

export class RuleIndex {
  readonly #keys = new Map<string, Key>()
  readonly #groups = new Map<string, Group>()

  static of(rules: readonly { when: Condition }[]): RuleIndex {
    const building = RuleIndex.building(rules)
    for (;;) {
      const { done, value } = building.next()
      if (done) return value
    }
  }

  /**
   * Builds it in steps, so that whoever drives it can let others work between two.
   * @param rules in the order of the file
   */
  static *building(rules: readonly { when: Condition }[]): Generator<undefined, RuleIndex> {
    const index = new RuleIndex()
    const all: Needs[][] = []
    for (const { when } of rules) {
      const ways = needsOf(when)
      for (const need of ways.flatMap(({ lookUps }) => lookUps)) count(index.#key(need), need)
      all.push(ways)
      yield
    }
    for (const [place, ways] of all.entries()) {
      for (const needs of ways) index.#put(place, needs)
      yield
    }
    for (const group of index.#groups.values()) yield* finish(group.shelf, group)
    return index
  }

  candidates(question: Question): Candidates {
    const known: (readonly string[] | undefined)[] = []
    const tokens = (key: Key): readonly string[] => (known[key.number] ??= tokensOf(key, question))
    const cursors: Cursor[] = []
    for (const { keys, shelf, measure, isBands } of this.#groups.values()) {
      const number = measure?.read(question) ?? null
      if (measure && typeof number !== 'number') continue
      for (const found of shelvesOf(shelf, keys, tokens)) cursors.push(new Cursor(found, Number(number), isBands))
    }
    return {
      after(place) {
        let first = -1
        for (const cursor of cursors) {
          const next = cursor.after(place)
          if (next !== -1 && (first === -1 || next < first)) first = next
        }
        return first
      },
    }
  }

  #key({ name, aspect, field }: Need): Key {
    const id = `${aspect} ${name}`
    const key = this.#keys.get(id) ?? { number: this.#keys.size, field, aspect, lengths: new Set(), uses: new Map() }
    this.#keys.set(id, key)
    return key
  }

  #put(place: number, { lookUps, ranges }: Needs): void {
    const chosen = this.#choose(lookUps)
    const [measured] = [...ranges].toSorted(([, a], [, b]) => Number(isBand(b)) - Number(isBand(a)))
    let shelves = [this.#group(chosen, measured).shelf]
    for (const { tokens } of chosen)
      shelves = shelves.flatMap(({ next }) => tokens.map((token) => shelfAt(next, token)))
    for (const shelf of shelves) {
      shelf.places.push(place)
      if (measured) shelf.ranges.push(measured[1])
    }
  }

  /** What the fewest rules share. */
  #choose(lookUps: readonly Need[]): Need[] {
    const sharp = lookUps.filter(({ aspect }) => aspect !== 'known' && aspect !== 'unknown')
    if (sharp.length === 0) return lookUps.slice(0, 1)
    const shared = (need: Need): number => {
      const { uses } = this.#key(need)
      return need.tokens.reduce((sum, token) => sum + (uses.get(token) ?? 0), 0)
    }
    const chosen: Need[] = []
    let shelves = 1
    for (const { need } of sharp.map((one) => ({ need: one, by: shared(one) })).toSorted((a, b) => a.by - b.by)) {
      if (chosen.length === MOST_LOOK_UPS) break
      if (chosen.length > 0 && need.tokens.length > 1 && shelves * need.tokens.length > MOST_SHELVES) continue
      chosen.push(need)
      shelves *= need.tokens.length
    }
    return chosen.toSorted((a, b) => this.#key(a).number - this.#key(b).number)
  }

  #group(chosen: readonly Need[], measured: readonly [string, Range & { field: Field }] | undefined): Group {
    const keys = chosen.map((need) => this.#key(need))
    const isBands = measured !== undefined && isBand(measured[1])
    const id = [...keys.map(({ number }) => number), measured ? `${measured[0]} ${isBands}` : ''].join(' ')
    const group = this.#groups.get(id) ?? { keys, measure: measured?.[1].field ?? null, isBands, shelf: emptyShelf() }
    this.#groups.set(id, group)
    return group
  }
}

/** Walks one shelf. */
class Cursor {
  readonly #places: readonly number[]
  readonly #tree: RangeTree | null
  readonly #number: number
  #at = 0

  constructor({ places, tree }: Shelf, number: number, isBands: boolean) {
    this.#places = tree && isBands ? holding(tree, number, places) : places
    this.#tree = isBands ? null : tree
    this.#number = number
    if (this.#tree) this.#at = this.#tree.next(0, number)
  }

  after(place: number): number {
    while (this.#at !== -1 && (this.#places[this.#at] ?? Infinity) <= place) {
      this.#at = this.#tree ? this.#tree.next(this.#at + 1, this.#number) : this.#at + 1
    }
    return this.#places[this.#at] ?? -1
  }
}

function holding(tree: RangeTree, number: number, places: readonly number[]): number[] {
  const found: number[] = []
  for (let at = tree.next(0, number); at !== -1; at = tree.next(at + 1, number)) found.push(places[at] ?? -1)
  return found.toSorted((a, b) => a - b)
}

function* shelvesOf(
  shelf: Shelf,
  [key, ...others]: readonly Key[],
  tokens: (key: Key) => readonly string[],
): Generator<Shelf> {
  if (!key) {
    yield shelf
    return
  }
  for (const token of tokens(key)) {
    const next = shelf.next.get(token)
    if (next) yield* shelvesOf(next, others, tokens)
  }
}

function tokensOf({ field, aspect, lengths, uses }: Key, question: Question): readonly string[] {
  const actual = field.read(question) ?? null
  switch (aspect) {
    case 'known':
      return actual === null ? [] : [THERE]
    case 'unknown':
      return actual === null ? [THERE] : []
    case 'is':
      return texts(actual)
    case 'starts':
    case 'ends':
      return texts(actual).flatMap((text) => {
        const parts = [...lengths]
          .filter((length) => length <= text.length)
          .map((length) => (aspect === 'starts' ? text.slice(0, length) : text.slice(text.length - length)))
        return parts.filter((part) => uses.has(part))
      })
  }
}

function count({ uses, lengths }: Key, { tokens }: Need): void {
  for (const token of tokens) {
    uses.set(token, (uses.get(token) ?? 0) + 1)
    lengths.add(token.length)
  }
}

function isBand({ low, high }: Range): boolean {
  return low !== -Infinity && high !== Infinity
}

function emptyShelf(): Shelf {
  return { next: new Map(), places: [], ranges: [], tree: null }
}

function shelfAt(shelves: Map<string, Shelf>, token: string): Shelf {
  const shelf = shelves.get(token) ?? emptyShelf()
  shelves.set(token, shelf)
  return shelf
}

/** Makes the trees of this shelf and of those behind it. */
function* finish(shelf: Shelf, group: Group): Generator<undefined> {
  const { ranges, places, next } = shelf
  if (ranges.length > 0) {
    const order = group.isBands ? sortedByLow(ranges) : ranges.map((_, at) => at)
    shelf.places = order.map((at) => places[at] ?? -1)
    shelf.tree = new RangeTree(order.map((at) => ranges[at] ?? { low: Infinity, high: -Infinity }))
    shelf.ranges = []
  }
  yield
  for (const behind of next.values()) yield* finish(behind, group)
}

function sortedByLow(ranges: readonly Range[]): number[] {
  const lowAt = (at: number): number => ranges[at]?.low ?? Infinity
  return ranges.map((_, at) => at).toSorted((a, b) => lowAt(a) - lowAt(b))
}
