// Which rules can hold for a lead, in the order of the file, without asking the others. Its one rule: it leaves out only rules that cannot
// hold; whether one does hold is asked of its condition (condition.ts), here and in the plain scan alike.
//
// Rules that need the same kinds of things (a country and an industry, say) stand in one group. A lead is looked up once in each group,
// value by value; what it finds is a shelf of rules, with a tree of their ranges where they also need a number.
import { texts, type Condition } from './condition.ts'
import { numberOf, type Field } from './fields.ts'
import type { Question } from '../question.ts'
import type { Range } from './range-tree.ts'
import { needsOf, THERE, type Aspect, type MeasuredRange, type Need, type Needs } from './rule-needs.ts'
import { Cursor, emptyShelf, finish, type Shelf } from './rule-shelf.ts'

/** Values looked up one after the other; one more narrows little. */
const MOST_LOOK_UPS = 3
/** Shelves of a group in which one rule may stand, unless a single list of values is longer. */
const MOST_SHELVES = 32

/** Rules that are looked at first, to see which values many rules share. */
const SAMPLE = 2_000

/** What leads are looked up by: a field's value, or its beginnings or ends. */
interface Key {
  /** Its place among all keys. */
  number: number
  field: Field
  aspect: Aspect
  /** Of beginnings and ends. */
  lengths: Set<number>
  /** Token → how many rules of a sample have it. */
  uses: Map<string, number>
}

/** What a rule may be put by. */
interface Option {
  key: Key
  tokens: readonly string[]
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
  readonly #keys: Key[] = []
  readonly #keyOf: Record<Aspect, Map<Field, Key>> = {
    is: new Map(),
    starts: new Map(),
    ends: new Map(),
    known: new Map(),
    unknown: new Map(),
  }
  readonly #measures: Field[] = []
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
    for (let place = 0; place < rules.length; place += Math.ceil(rules.length / SAMPLE)) {
      const when = rules[place]?.when
      if (when) index.#sample(needsOf(when))
      yield
    }
    for (const [place, { when }] of rules.entries()) {
      for (const needs of needsOf(when)) index.#put(place, needs)
      yield
    }
    for (const group of index.#groups.values()) yield* finish(group.shelf, group.isBands)
    return index
  }

  candidates(question: Question): Candidates {
    const tokens: (readonly string[] | undefined)[] = []
    const cursors: Cursor[] = []
    for (const group of this.#groups.values()) {
      const number = group.measure ? numberOf(group.measure, group.measure.read(question)) : 0
      if (typeof number === 'number') reach(group, group.shelf, 0, { question, tokens, number, cursors })
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

  #sample(ways: readonly Needs[]): void {
    for (const need of ways.flatMap(({ lookUps }) => lookUps)) {
      const { uses } = this.#key(need)
      for (const token of need.tokens) uses.set(token, (uses.get(token) ?? 0) + 1)
    }
  }

  #key({ aspect, field }: Need): Key {
    let key = this.#keyOf[aspect].get(field)
    if (!key) {
      key = { number: this.#keys.length, field, aspect, lengths: new Set(), uses: new Map() }
      this.#keys.push(key)
      this.#keyOf[aspect].set(field, key)
    }
    return key
  }

  #put(place: number, { lookUps, ranges }: Needs): void {
    const chosen = choose(lookUps.map((need) => ({ key: this.#key(need), tokens: need.tokens })))
    const measured = ranges.find(isBand) ?? ranges[0]
    const { shelf } = this.#group(chosen, measured)
    putBehind(shelf, chosen, 0, place, measured)
  }

  #measureOf(field: Field): number {
    const known = this.#measures.indexOf(field)
    return known === -1 ? this.#measures.push(field) - 1 : known
  }

  #group(chosen: readonly Option[], measured: MeasuredRange | undefined): Group {
    const keys = chosen.map(({ key }) => key)
    const isBands = measured !== undefined && isBand(measured)
    let id = measured ? `${this.#measureOf(measured.field)} ${isBands}` : ''
    for (const { number } of keys) id += ` ${number}`
    let group = this.#groups.get(id)
    if (!group) {
      group = { keys, measure: measured?.field ?? null, isBands, shelf: emptyShelf() }
      this.#groups.set(id, group)
    }
    return group
  }
}

interface Search {
  question: Question
  /** By the key's number, once they were looked for. */
  tokens: (readonly string[] | undefined)[]
  number: number
  /** What was found. */
  cursors: Cursor[]
}

/** All shelves behind this one that the lead's values lead to. */
function reach(group: Group, shelf: Shelf, depth: number, search: Search): void {
  const key = group.keys[depth]
  if (!key) {
    search.cursors.push(new Cursor(shelf, search.number, group.isBands))
    return
  }
  const tokens = (search.tokens[key.number] ??= tokensOf(key, search.question))
  for (const token of tokens) {
    const next = shelf.next.get(token)
    if (next) reach(group, next, depth + 1, search)
  }
}

function tokensOf({ field, aspect, lengths }: Key, question: Question): readonly string[] {
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
      return texts(actual).flatMap((text) =>
        [...lengths]
          .filter((length) => length <= text.length)
          .map((length) => (aspect === 'starts' ? text.slice(0, length) : text.slice(text.length - length))),
      )
  }
}

function hasLengths({ aspect }: Key): boolean {
  return aspect === 'starts' || aspect === 'ends'
}

/** What the fewest rules share. */
function choose(options: readonly Option[]): Option[] {
  const sharp = options.filter(({ key: { aspect } }) => aspect !== 'known' && aspect !== 'unknown')
  if (sharp.length < 2) return sharp.length === 1 ? sharp : options.slice(0, 1)
  const chosen: Option[] = []
  let shelves = 1
  for (const option of sharp.toSorted((a, b) => shared(a) - shared(b))) {
    if (chosen.length === MOST_LOOK_UPS) break
    const { length } = option.tokens
    if (chosen.length > 0 && length > 1 && shelves * length > MOST_SHELVES) continue
    chosen.push(option)
    shelves *= length
  }
  return chosen.toSorted((a, b) => a.key.number - b.key.number)
}

function shared({ key, tokens }: Option): number {
  let sum = 0
  for (const token of tokens) sum += key.uses.get(token) ?? 0
  return sum
}

function isBand({ low, high }: Range): boolean {
  return low !== -Infinity && high !== Infinity
}

/** On each shelf that one token of each option leads to. */
function putBehind(
  shelf: Shelf,
  chosen: readonly Option[],
  depth: number,
  place: number,
  measured: Range | undefined,
): void {
  const option = chosen[depth]
  if (!option) {
    shelf.places.push(place)
    if (measured) {
      shelf.lows.push(measured.low)
      shelf.highs.push(measured.high)
    }
    return
  }
  const { key, tokens } = option
  for (const token of tokens) {
    if (hasLengths(key)) key.lengths.add(token.length)
    let next = shelf.next.get(token)
    if (!next) {
      next = emptyShelf()
      shelf.next.set(token, next)
    }
    putBehind(next, chosen, depth + 1, place, measured)
  }
}
