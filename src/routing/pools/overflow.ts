// Pools behind a pool, where each takes what nobody in the one before can take.
import type { Pool, WhenEmpty } from './pool.ts'

/** The pool itself first. `isRound`: it leads back to a pool that was asked already. */
export function chainOf(
  name: string,
  pools: ReadonlyMap<string, Pick<Pool, 'whenEmpty'>>,
): { names: string[]; isRound: boolean } {
  const names: string[] = []
  let next: string | undefined = name
  while (next !== undefined) {
    if (names.includes(next)) return { names, isRound: true }
    names.push(next)
    const whenEmpty: WhenEmpty | undefined = pools.get(next)?.whenEmpty
    next = whenEmpty?.kind === 'overflow' ? whenEmpty.pool : undefined
  }
  return { names, isRound: false }
}
