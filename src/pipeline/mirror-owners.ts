// Owners as the CRM knows them, and what their accounts say of them. Its one rule: accounts first, so that a reading that is cut off sees the
// change again.
import { isDeepStrictEqual } from 'node:util'
import type { Crm } from '../connector.ts'
import { knownDetails } from '../lead/account.ts'
import type { OwnerRow } from '../store/rows.ts'
import { inRunOrder } from './in-run-order.ts'
import type { Reading } from './mirror-table.ts'

const ACCOUNTS_AT_ONCE = 200
const OWNERS_AT_ONCE = 50

/** @returns owner → whether they are active */
export async function mirrorOwners(reading: Reading, crm: Crm): Promise<Map<string, boolean>> {
  const { context, connection } = reading
  const owners = (await crm.readOwners()).map((owner): OwnerRow => ({
    ...owner,
    id: `${connection}:${owner.crmId}`,
    connection,
  }))
  const stored = new Map((await context.store.list('owners', { where: { connection } })).map((row) => [row.id, row]))
  const active = new Map(owners.map((owner) => [owner.crmId, owner.active]))
  const turned = owners.filter((owner) => stored.get(owner.id)?.active !== owner.active)
  // When all is read each account is compared anyway.
  if (turned.length > 0 && !reading.whole)
    await tellAccounts(
      reading,
      active,
      turned.map(({ crmId }) => crmId),
    )
  const fresh = owners.filter((owner) => {
    const before = stored.get(owner.id)
    return !before || !isDeepStrictEqual({ ...before, updatedAt: null }, { ...owner, updatedAt: null })
  })
  for (let from = 0; from < fresh.length; from += OWNERS_AT_ONCE) {
    const upserts = fresh.slice(from, from + OWNERS_AT_ONCE).map((row) => ({ table: 'owners' as const, row }))
    await context.store.commit({ upserts })
  }
  return active
}

async function tellAccounts(
  { context: { store }, connection, run }: Reading,
  active: ReadonlyMap<string, boolean>,
  ownerIds: readonly string[],
): Promise<void> {
  const turned = new Set(ownerIds)
  const pages = inRunOrder((query) => store.list('accounts', query), connection, undefined, ACCOUNTS_AT_ONCE)
  for await (const accounts of pages) {
    // What is told gets the latest run and so comes once more, when it says so already.
    const untold = accounts.filter(
      ({ ownerId, details }) => ownerId !== null && turned.has(ownerId) && details?.ownerActive !== active.get(ownerId),
    )
    if (untold.length === 0) continue
    await store.commit({
      updates: untold.map(({ id, ownerId, details }) => ({
        table: 'accounts',
        id,
        set: { details: knownDetails({ ...details, ownerActive: active.get(ownerId ?? '') }), run },
      })),
    })
  }
}
