// Owners as the CRM knows them, and what their accounts say of them. Its one rule: accounts first, so that a reading that is cut off sees the
// change again.
import { isDeepStrictEqual } from 'node:util'
import type { Crm } from '../connector.ts'
import { knownDetails } from '../lead/account.ts'
import type { OwnerRow } from '../store/rows.ts'
import type { Reading } from './mirror-table.ts'

const ACCOUNTS_AT_ONCE = 100

/** @returns owner → whether they are active */
export async function mirrorOwners(reading: Reading, crm: Crm): Promise<Map<string, boolean>> {
  const { context, committer, connection } = reading
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
  await committer.each(fresh.map((row) => ({ upserts: [{ table: 'owners', row }] })))
  return active
}

async function tellAccounts(
  { context, committer, connection, run }: Reading,
  active: ReadonlyMap<string, boolean>,
  ownerIds: readonly string[],
): Promise<void> {
  for (let after = ''; ;) {
    const where = { connection, ownerId: { in: ownerIds }, id: { gt: after } }
    const accounts = await context.store.list('accounts', { where, limit: ACCOUNTS_AT_ONCE })
    await committer.each(
      accounts.map(({ id, ownerId, details }) => {
        const ownerActive = active.get(ownerId ?? '')
        return {
          updates: [{ table: 'accounts', id, set: { details: knownDetails({ ...details, ownerActive }), run } }],
        }
      }),
    )
    if (accounts.length < ACCOUNTS_AT_ONCE) return
    after = accounts.at(-1)?.id ?? after
  }
}
