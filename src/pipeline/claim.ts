// How long claimed work is held: short, so that what a killed process held is soon free, and renewed for as long as it is worked on.
import type { Claim } from '../store/store.ts'
import type { Context } from './context.ts'

const LEASE_MS = 60_000
const RENEW_EVERY_MS = 20_000

/** What is read and written in one go, so that nobody waits long behind it; a single body may hold more. */
const MOST_BYTES = 512 * 1024

export function newClaim({ newId, clock }: Context, limit: number): Claim {
  const now = clock.now()
  return { id: newId(), now, leaseUntil: new Date(now.getTime() + LEASE_MS), limit, bytes: MOST_BYTES }
}

/** Keeps the claim's lease alive until the work ends. */
export async function holding<T>(
  context: Context,
  table: 'deliveries' | 'events' | 'syncs' | 'replies',
  claim: Claim,
  work: () => Promise<T>,
): Promise<T> {
  const { store, clock, log } = context
  const timer = setInterval(() => {
    store
      .renewClaim(table, claim.id, new Date(clock.now().getTime() + LEASE_MS))
      .catch((error: unknown) => log.warn({ table, claimId: claim.id, err: error }, 'a claim could not be renewed'))
  }, RENEW_EVERY_MS)
  timer.unref()
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/** Beyond it work waits for a person: something in it cannot be stored, or ends the process. Most of these starts were its alone, over two minutes. */
const MAX_STARTS = 10

export function endsTheProcess({ starts }: { starts: number }): boolean {
  return starts > MAX_STARTS
}
