// Accounts that are gone from the CRM or from a list, and the leads that were theirs. Its one rule: leads go first, so that a reading that is cut off finds the
// account again and does the rest.
import { StaleError } from '../errors.ts'
import type { LeadRow } from '../store/rows.ts'
import type { ChangeSet } from '../store/store.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { goneAccounts, tellGone } from './gone-accounts.ts'
import { timeline } from './timeline.ts'

const LEADS_AT_ONCE = 50
/** Whoever works on a lead now may be quicker a few times in a row. */
const MOST_TRIES = 5

/**
 * @param lost account id → the one it lives on in; null: it was deleted
 * @param before only those that nobody has told of since
 * @returns ids of those that were kept until now
 */
export async function dropAccounts(
  context: Context,
  committer: Committer,
  connection: string,
  lost: ReadonlyMap<string, string | null>,
  before?: Date,
): Promise<string[]> {
  if (lost.size === 0) return []
  await moveLeads(context, committer, connection, lost)
  for (let tries = 1; ; tries += 1) {
    const rows = await context.store.list('accounts', { where: { id: { in: [...lost.keys()] } } })
    const still = rows.filter(({ updatedAt }) => before === undefined || updatedAt < before)
    const kept = still.map(({ id }) => id)
    if (kept.length === 0) return []
    const told = tellGone(await goneAccounts(context.store, connection), connection, kept, context.clock.now())
    try {
      const unchanged = still.map(({ id, updatedAt }) => ({
        table: 'accounts' as const,
        id,
        expect: { updatedAt },
        set: {},
      }))
      await context.store.commit({
        ...told,
        updates: [...(told.updates ?? []), ...unchanged],
        deletes: kept.map((id) => ({ table: 'accounts', id })),
      })
      return kept
    } catch (error) {
      if (!(error instanceof StaleError) || tries === MOST_TRIES) throw error
    }
  }
}

async function moveLeads(
  context: Context,
  committer: Committer,
  connection: string,
  lost: ReadonlyMap<string, string | null>,
): Promise<void> {
  const where = { accountId: { in: [...lost.keys()] } }
  for (let tries = 0; ;) {
    const leads = await context.store.list('leads', { where, limit: LEADS_AT_ONCE })
    if (leads.length === 0) return
    const sets = leads.map((lead) => leadChanges(context, connection, lead, livesOnIn(lost, lead.accountId)))
    const stale = await committer.each(sets)
    tries = stale.length === leads.length ? tries + 1 : 0
    if (tries === MOST_TRIES)
      throw new StaleError(`${leads.length} leads changed again and again while their account was changed.`)
  }
}

/** Merged, and what it was merged into was merged too. */
function livesOnIn(lost: ReadonlyMap<string, string | null>, accountId: string | null): string | null {
  let id = accountId
  for (let step = 0; id !== null && lost.has(id); step += 1) id = step > lost.size ? null : (lost.get(id) ?? null)
  return id
}

function leadChanges(context: Context, connection: string, lead: LeadRow, accountId: string | null): ChangeSet {
  const { id, version, accountId: from } = lead
  const now = context.clock.now()
  return {
    updates: [{ table: 'leads', id, expect: { version }, set: { accountId, version: version + 1, updatedAt: now } }],
    inserts: timeline({
      id: context.newId(),
      leadId: id,
      at: now,
      step: 'account-gone',
      text: `Its account was ${accountId === null ? 'deleted' : 'merged into another'} in ${connection}.`,
      data: { from, to: accountId },
    }),
  }
}
