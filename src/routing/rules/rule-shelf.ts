// The rules that lie behind the same values, with a tree of their ranges where they also need a number. Its one rule: whoever walks a shelf
// meets its rules in the order of the file.
import { RangeTree } from './range-tree.ts'

export interface Shelf {
  next: Map<string, Shelf>
  /** Of rules in the file, ascending; a rule that can hold in two ways may stand twice. Bands stand in the order of their low ends. */
  places: number[]
  /** Ends of the ranges of the same rules, until the tree is made. */
  lows: number[]
  highs: number[]
  tree: RangeTree | null
}

export function emptyShelf(): Shelf {
  return { next: new Map(), places: [], lows: [], highs: [], tree: null }
}

/** Makes the trees of this shelf and of those behind it. */
export function* finish(shelf: Shelf, isBands: boolean): Generator<undefined> {
  if (shelf.lows.length > 0) {
    if (isBands) sortByLow(shelf)
    shelf.tree = new RangeTree(shelf.lows, shelf.highs)
    shelf.lows = []
    shelf.highs = []
  }
  yield
  for (const behind of shelf.next.values()) yield* finish(behind, isBands)
}

function sortByLow(shelf: Shelf): void {
  const { places, lows, highs } = shelf
  const order = lows.map((_, at) => at).toSorted((a, b) => (lows[a] ?? 0) - (lows[b] ?? 0))
  const inOrder = (list: readonly number[]): number[] => order.map((at) => list[at] ?? 0)
  Object.assign(shelf, { places: inOrder(places), lows: inOrder(lows), highs: inOrder(highs) })
}

/** Walks one shelf. */
export class Cursor {
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
