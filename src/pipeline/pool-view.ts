// How each pool stands now, for people: the same standings that the engine would make for a lead of which nothing is known.
import { nextMember } from '../routing/pools/next-member.ts'
import type { PoolTrace } from '../routing/decision.ts'
import { nobodyKnown } from '../routing/check/witness.ts'
import type { Context } from './context.ts'
import { loadPoolNumbers } from './pool-numbers.ts'
import { ownersOfCrms } from './world.ts'

export interface PoolView extends PoolTrace {
  method: NonNullable<PoolTrace['method']>
  sla: string | null
}

/** Owners are those of all CRMs; an address that is in two counts as of the first. */
export async function viewPools(context: Context): Promise<PoolView[]> {
  const rulebook = await context.rulebook()
  const now = context.clock.now()
  const crms = [...context.connections.values()].flatMap(({ writesTo }) => writesTo ?? [])
  const owners = await ownersOfCrms(context, [...new Set(crms)])
  const numbers = await loadPoolNumbers(context, rulebook, owners, now)
  const question = {
    ...nobodyKnown,
    owners: {
      byEmail: (email: string) => [...owners.values()].map((index) => index.byEmail(email)).find(Boolean),
      byId: (id: string) => [...owners.values()].map((index) => index.byId(id)).find(Boolean),
      queue: () => undefined,
    },
    turns: { get: (pool: string) => [...(numbers.pools.get(pool)?.members.values() ?? [])] },
    recent: numbers.recent,
    open: numbers.open,
    absences: numbers.absences,
    now,
    seed: 'view',
  }
  return [...rulebook.routing.pools.values()].map((pool) => ({
    ...nextMember(pool, question).trace,
    method: pool.method,
    sla: pool.sla,
  }))
}
