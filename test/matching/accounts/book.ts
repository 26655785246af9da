// A few accounts written on one line each, and what a lead gets among them: for tests of account matching.
import type { Account, AccountDetails } from '../../../src/lead/account.ts'
import type { LeadFields } from '../../../src/lead/lead.ts'
import { rarityOf } from '../../../src/matching/accounts/rarity.ts'
import { matchAccount, type AccountMatch, type AccountWorld } from '../../../src/matching/accounts/match.ts'
import { accountSettingsSchema, type AccountSettings } from '../../../src/matching/accounts/settings.ts'
import type { z } from 'zod'

export type Given = Partial<Omit<Account, 'details'>> & AccountDetails & { name: string }

/** The id is the name unless it is given. */
export function account({
  id,
  connection = 'crm',
  name,
  parentId,
  domain,
  ownerId,
  relationship,
  tier,
  ...details
}: Given): Account {
  return {
    id: id ?? name,
    connection,
    crmId: id ?? name,
    name,
    domain: domain ?? null,
    ownerId: ownerId === undefined ? `owner of ${id ?? name}` : ownerId,
    relationship: relationship ?? 'prospect',
    tier: tier ?? null,
    parentId: parentId ?? null,
    details,
    updatedAt: new Date('2026-01-01T00:00:00Z'),
  }
}

export type Settings = z.input<typeof accountSettingsSchema>

export function settings(given: Settings = {}): AccountSettings {
  return accountSettingsSchema.parse(given)
}

export function match(
  fields: LeadFields,
  accounts: readonly Given[],
  given: Settings = {},
  more: Partial<AccountWorld> = {},
): AccountMatch {
  const all = accounts.map(account)
  const world: AccountWorld = {
    accounts: all,
    rarity: rarityOf(all),
    find: (_connection, crmId) => all.find((each) => each.crmId === crmId),
    ...more,
  }
  return matchAccount(fields, world, settings(given))
}

/** `Acme` · `? Acme, Acme Group` (a person is asked) · `-` */
export function shown(result: AccountMatch): string {
  if (result.kind === 'account') return result.accountId
  if (result.kind === 'none') return '-'
  return `? ${result.candidates
    .filter(({ band }) => band !== 'none')
    .map(({ accountId }) => accountId)
    .join(', ')}`
}

export type Scenario = [what: string, lead: LeadFields, accounts: Given[], expected: string, settings?: Settings]

/** What the lead gets, and what it gets when the accounts come in the other order. */
export function bothWays(lead: LeadFields, accounts: Given[], given?: Settings): [string, string] {
  return [shown(match(lead, accounts, given)), shown(match(lead, accounts.toReversed(), given))]
}
