// Leads that were merged, and the ones they live on in. Its one rule: merges are followed to their end, and never without one.
import type { Lead } from '../lead/lead.ts'
import type { Context } from './context.ts'
import { leadFromRow } from './lead-row.ts'

const MOST_MERGES = 20

/** These leads, and those that they live on in, by id. */
export async function readLiving(
  { store }: Pick<Context, 'store'>,
  ids: readonly string[],
): Promise<Map<string, Lead>> {
  const leads = new Map<string, Lead>()
  let next = [...ids]
  for (let step = 0; next.length > 0 && step <= MOST_MERGES; step += 1) {
    for (const row of await store.list('leads', { where: { id: { in: next } } })) leads.set(row.id, leadFromRow(row))
    next = [...new Set(next.flatMap((id) => leads.get(id)?.mergedInto ?? []))].filter((id) => !leads.has(id))
  }
  return leads
}

/** @param leads as `readLiving` gives them @returns id of the lead that this one lives on in: its own, where it was never merged */
export function livingIn(leads: ReadonlyMap<string, Lead>, id: string): string {
  let living = id
  for (let step = 0; step < MOST_MERGES; step += 1) {
    const into = leads.get(living)?.mergedInto
    if (!into) break
    living = into
  }
  return living
}
