// What a decision looked up while it was made. Its one rule: only that is kept with it; what it did not ask for cannot have mattered.
import type { Owner } from '../../lead/account.ts'
import type { Lookup, OwnerIndex, Question } from '../question.ts'

const NOTHING: ReadonlyMap<string, unknown> = new Map()

/** A look-up that remembers what was found. */
export class LookedUp<V> implements Lookup<V> {
  #found: Map<string, V> | undefined
  readonly #read: (key: string) => V | undefined

  constructor(read: (key: string) => V | undefined) {
    this.#read = read
  }

  /** The same answer each time, whatever happens to what it was read from. */
  get(key: string): V | undefined {
    const known = this.#found?.get(key)
    if (known !== undefined) return known
    const value = this.#read(key)
    if (value !== undefined) {
      // Most decisions look nothing up: a map for each would cost as much as all else about it.
      this.#found ??= new Map()
      this.#found.set(key, value)
    }
    return value
  }

  get found(): ReadonlyMap<string, V> {
    return this.#found ?? (NOTHING as ReadonlyMap<string, V>)
  }
}

export class OwnersLookedUp implements OwnerIndex {
  readonly found = new Set<Owner>()
  readonly #owners: OwnerIndex

  constructor(owners: OwnerIndex) {
    this.#owners = owners
  }

  byEmail(email: string): Owner | undefined {
    return this.#note(this.#owners.byEmail(email))
  }

  byId(crmId: string): Owner | undefined {
    return this.#note(this.#owners.byId(crmId))
  }

  queue(nameOrId: string): Owner | undefined {
    return this.#note(this.#owners.queue(nameOrId))
  }

  #note(owner: Owner | undefined): Owner | undefined {
    if (owner) this.found.add(owner)
    return owner
  }
}

/** A question whose look-ups are remembered: every field of Question that is a look-up stands here with its watched form. */
type LookUp = 'turns' | 'recent' | 'open' | 'absences'
export type WatchedQuestion = Omit<Question, 'owners' | LookUp> & { owners: OwnersLookedUp } & {
  [K in LookUp]: LookedUp<Looked<Question[K]>>
}

type Looked<T> = T extends Lookup<infer V> ? V : never

/** For what is decided from data that stays as it is; the pipeline makes its questions watched at once. */
export function watched(question: Question): WatchedQuestion {
  return {
    ...question,
    owners: new OwnersLookedUp(question.owners),
    turns: new LookedUp((pool) => question.turns.get(pool)),
    recent: new LookedUp((pool) => question.recent.get(pool)),
    open: new LookedUp((owner) => question.open.get(owner)),
    absences: new LookedUp((who) => question.absences.get(who)),
  }
}
