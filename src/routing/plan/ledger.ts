// The turns of pools while a plan is made: everybody begins level, and each decision adds its own. Its one rule: each of two rulebooks has a ledger
// of its own, counted as the pipeline counts.
import type { RoutingBook } from '../book.ts'
import { askedNumbers, type AskedNumbers } from '../pools/asked-numbers.ts'
import { afterTurn, type MemberTurns, type Recent, type Turn } from '../pools/turns.ts'
import type { Lookup } from '../question.ts'

interface Got {
  member: string
  at: number
  isFast: boolean
}

export class PlanLedger implements Lookup<readonly MemberTurns[]> {
  readonly #book: RoutingBook
  readonly #pools = new Map<string, Map<string, MemberTurns>>()
  readonly #lists = new Map<string, readonly MemberTurns[]>()
  /** Of ledgers with caps: what was got, oldest first. */
  readonly #got = new Map<string, Got[]>()

  constructor(book: RoutingBook) {
    this.#book = book
  }

  get(pool: string): readonly MemberTurns[] | undefined {
    const known = this.#lists.get(pool)
    if (known) return known
    const members = this.#pools.get(pool)
    if (!members) return undefined
    const list = [...members.values()]
    this.#lists.set(pool, list)
    return list
  }

  /** What caps ask for at this time. Decisions come in the order of time. */
  recentAt(now: Date): Lookup<readonly Recent[]> {
    const asked = askedNumbers(this.#book, now).recent
    return { get: (pool) => asked.filter((one) => one.pool === pool).flatMap((one) => this.#since(one)) }
  }

  #since({ pool, since, fastTrack }: AskedNumbers['recent'][number]): Recent[] {
    const counts = new Map<string, number>()
    const got = this.#got.get(pool) ?? []
    for (let at = got.length - 1; at >= 0; at -= 1) {
      const one = got[at] as Got
      if (one.at < since.getTime()) break
      if (one.isFast && !fastTrack) continue
      counts.set(one.member, (counts.get(one.member) ?? 0) + 1)
    }
    return [...counts].map(([member, leads]) => ({ member, since: since.getTime(), leads }))
  }

  take(turns: readonly Turn[], at: Date): void {
    for (const turn of turns) {
      const { pool, member, kind } = turn
      const members = this.#pools.get(pool) ?? new Map<string, MemberTurns>()
      members.set(member, afterTurn(members.get(member), turn, at))
      this.#pools.set(pool, members)
      this.#lists.delete(pool)
      if (kind !== 'assigned' && kind !== 'fast-track') continue
      const got = this.#got.get(pool) ?? []
      got.push({ member, at: at.getTime(), isFast: kind === 'fast-track' })
      this.#got.set(pool, got)
    }
  }
}
