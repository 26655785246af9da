// Groups of companies. Its one rule: a ring or a missing parent ends the walk, it never ends the work.
import type { Account } from '../../lead/account.ts'
import type { Evidence } from './evidence.ts'
import type { AccountSettings } from './settings.ts'

/** Account by the connection's own id, or undefined where it is not known. */
export type AccountByCrmId = (connection: string, crmId: string) => Account | undefined

const MAX_LEVELS = 20

/** From the account to the top of its group, itself first. */
export function lineOf(account: Account, find: AccountByCrmId): Account[] {
  const line: Account[] = [account]
  for (let at: Account | undefined = account; at?.parentId && line.length < MAX_LEVELS;) {
    at = find(account.connection, at.parentId)
    if (at === undefined || line.some(({ id }) => id === at?.id)) break
    line.push(at)
  }
  return line
}

export function topOf(account: Account, find: AccountByCrmId): Account {
  return lineOf(account, find).at(-1) ?? account
}

/** Which account of its group takes the lead, and why it is another one. */
export function routedTo(
  account: Account,
  find: AccountByCrmId,
  routeTo: AccountSettings['routeTo'],
): { account: Account; why: string | null } {
  if (routeTo === 'child') return { account, why: null }
  const line = lineOf(account, find)
  const chosen =
    routeTo === 'ultimate-parent' ? line.at(-1) : line.find(({ relationship }) => relationship === 'customer')
  if (chosen === undefined || chosen.id === account.id) return { account, why: null }
  const what = routeTo === 'ultimate-parent' ? 'the top of its group' : 'the nearest customer above it'
  return { account: chosen, why: `${chosen.name} is ${what}` }
}

/**
 * The account of the same group that fits the lead better: the one that was named, else the one in the lead's country where the first is
 * in another.
 * @param others in the order of preference
 */
export function betterInGroup(
  first: Evidence,
  others: readonly Evidence[],
  find: AccountByCrmId,
): Evidence | undefined {
  if (first.name === 'same' || first.name === 'override' || first.externalId === 'same') return undefined
  const top = topOf(first.account, find).id
  const ofGroup = others.filter(
    ({ account, externalId }) =>
      account.id !== first.account.id && externalId !== 'different' && topOf(account, find).id === top,
  )
  const named = ofGroup.find(({ name }) => name === 'same')
  if (named || !first.abroad) return named
  return ofGroup.find(({ contributions }) => contributions.some(({ field, bits }) => field === 'country' && bits > 0))
}
