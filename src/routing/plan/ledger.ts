// The turns of pools while a plan is made: everybody begins level, and each decision adds its own. Its one rule: each of two rulebooks has a ledger
// of its own.
import type { Turn, MemberTurns } from '../pools/turns.ts'
import type { Lookup } from '../question.ts'

export class PlanLedger implements Lookup<readonly MemberTurns[]> {
  readonly #pools = new Map<string, Map<string, MemberTurns>>()
  readonly #lists = new Map<string, readonly MemberTurns[]>()

  get(pool: string): readonly MemberTurns[] | undefined {
    const known = this.#lists.get(pool)
    if (known) return known
    const members = this.#pools.get(pool)
    if (!members) return undefined
    const list = [...members.values()]
    this.#lists.set(pool, list)
    return list
  }

  take(turns: readonly Turn[], at: Date): void {
    for (const { pool, member, amount } of turns) {
      const members = this.#pools.get(pool) ?? new Map<string, MemberTurns>()
      const before = members.get(member)
      const lastAt = amount > 0 ? at : (before?.lastAt ?? null)
      members.set(member, { member, total: (before?.total ?? 0) + amount, lastAt })
      this.#pools.set(pool, members)
      this.#lists.delete(pool)
    }
  }
}
