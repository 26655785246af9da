// What the fold sees: everything a batch of events, or a follow-up, may depend on, read before anything is decided.
// The fold works on it as on a copy: each event sees the leads and turns of those before it.
import type { Lead, LeadFields } from '../lead/lead.ts'
import { ownerIndex } from '../routing/explain/stored-question.ts'
import type { OwnerIndex, PreviousOwner } from '../routing/question.ts'
import type { AssignmentRow, CrmRefRow, ReviewRow, SlaClockRow, SyncRow } from '../store/rows.ts'
import type { Context } from './context.ts'
import { findAccounts, type Asked, type FoundAccounts } from './find-accounts.ts'
import { findPeople, nobody, type FoundPeople } from './find-people.ts'
import { livingIn, readLiving } from './living-lead.ts'
import { loadPoolNumbers, type PoolNumbers } from './pool-numbers.ts'
import { loadPreviousOwners } from './previous-owner.ts'
import { reviewKey } from './reviews.ts'
import type { Rulebook } from './rulebook.ts'

export interface World extends PoolNumbers {
  now: Date
  rulebook: Rulebook
  /** `kind:key` → lead id */
  personKeys: Map<string, string>
  /** `kind:key` → when a person with this key was erased. */
  erased: Map<string, Date>
  leads: Map<string, Lead>
  /** By lead id, of the lead's CRM. */
  crmRefs: Map<string, CrmRefRow>
  assignments: Map<string, AssignmentRow>
  clocks: Map<string, SlaClockRow>
  /** Writes that wait and that nobody holds, by lead id. */
  openSyncs: Map<string, SyncRow[]>
  /** Owners that had this lead before, by lead id: owner id → why it does not get it again. */
  pastOwners: Map<string, Map<string, string>>
  /** Who had a lead last that nobody has now, by lead id. */
  previousOwners: Map<string, PreviousOwner>
  companies: FoundAccounts
  people: FoundPeople
  /** What people said of two leads, by `pairKey`: whether they are the same. */
  answers: Map<string, boolean>
  /** By `reviewKey`. */
  openReviews: Map<string, ReviewRow>
  owners: Map<string, OwnerIndex>
}

export interface Wanted {
  personKeys: readonly { kind: string; key: string }[]
  leadIds: readonly string[]
  companies: readonly Asked[]
  crms: readonly string[]
  /** What events say of people, who may be known without their address. */
  people?: readonly LeadFields[]
}

/** @param version of which the rest of the work is; default: the one that is live now */
export async function loadWorld(context: Context, wanted: Wanted, version?: Rulebook): Promise<World> {
  const { store } = context
  const rulebook = version ?? (await context.rulebook())
  const personKeys = new Map<string, string>()
  for (const [kind, group] of Map.groupBy(wanted.personKeys, (item) => item.kind)) {
    const rows = await store.list('personKeys', { where: { kind, key: { in: unique(group.map(({ key }) => key)) } } })
    for (const row of rows) personKeys.set(`${kind}:${row.key}`, row.leadId)
  }
  const erased = await loadErased(context, wanted.personKeys)
  const known = unique([...wanted.leadIds, ...personKeys.values()])
  const leads = await readLiving(context, known)
  // A lead may have been merged since its keys were read.
  for (const [key, id] of personKeys) personKeys.set(key, livingIn(leads, id))
  const people = wanted.people
    ? await findPeople(context, rulebook.people, wanted.people, personKeys, (id) => leads.get(id))
    : nobody(context)
  for (const id of people.likely) {
    const lead = people.read.get(id)
    if (lead) leads.set(id, lead)
  }
  const leadIds = [...leads.keys()]
  // An event may tell so much of its lead that it is like any of those that were compared.
  const compared = unique([...leadIds, ...people.read.keys()])
  // A lead may have several addresses: all of them are claimed already.
  for (const row of wanted.people && leadIds.length > 0
    ? await store.list('personKeys', { where: { leadId: { in: leadIds } } })
    : []) {
    personKeys.set(`${row.kind}:${row.key}`, row.leadId)
  }
  const crmRefs = new Map<string, CrmRefRow>()
  const assignments = new Map<string, AssignmentRow>()
  const clocks = new Map<string, SlaClockRow>()
  const openSyncs = new Map<string, SyncRow[]>()
  const openReviews = new Map<string, ReviewRow>()
  let previousOwners = new Map<string, PreviousOwner>()
  const pastOwners = new Map<string, Map<string, string>>()
  if (leadIds.length > 0) {
    for (const row of await store.list('crmRefs', { where: { leadId: { in: leadIds } } })) {
      if (leads.get(row.leadId)?.crm === row.connection) crmRefs.set(row.leadId, row)
    }
    const held = await store.list('assignments', { where: { leadId: { in: leadIds } } })
    previousOwners = await loadPreviousOwners(store, held)
    for (const row of held) {
      if (row.endedAt === null) assignments.set(row.leadId, row)
      else past(pastOwners, row.leadId).set(row.ownerId, `had this lead before: ${row.endedBecause ?? 'ended'}`)
    }
    for (const row of await store.list('reviews', { where: { leadId: { in: compared }, state: 'open' } })) {
      openReviews.set(reviewKey(row.leadId, row.kind), row)
    }
    for (const row of await store.list('slaClocks', {
      where: { leadId: { in: leadIds }, state: { in: ['pending', 'running'] } },
    })) {
      clocks.set(row.leadId, row)
    }
    for (const row of await store.list('syncs', {
      where: { leadId: { in: leadIds }, state: 'waiting', claimId: null },
    })) {
      openSyncs.set(row.leadId, [...(openSyncs.get(row.leadId) ?? []), row])
    }
  }
  const now = context.clock.now()
  const owners = await ownersOfCrms(
    context,
    unique([...wanted.crms, ...[...leads.values()].flatMap((lead) => lead.crm ?? [])]),
  )
  return {
    now,
    rulebook,
    personKeys,
    erased,
    leads,
    crmRefs,
    assignments,
    clocks,
    openSyncs,
    pastOwners,
    previousOwners,
    openReviews,
    people,
    answers: await loadAnswers(context, wanted.people ? compared : []),
    companies: await findAccounts(context, rulebook.accounts, wanted.companies),
    owners,
    ...(await loadPoolNumbers(
      context,
      rulebook,
      owners,
      now,
      [...assignments.values()].flatMap(({ pool }) => pool ?? []),
    )),
  }
}

export const pairKey = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`)

async function loadAnswers({ store }: Context, leadIds: readonly string[]): Promise<Map<string, boolean>> {
  if (leadIds.length === 0) return new Map()
  const where = { kind: 'person', left: { in: leadIds }, right: { in: leadIds } } as const
  const rows = await store.list('matchAnswers', { where })
  return new Map(rows.map(({ left, right, same }) => [pairKey(left, right), same]))
}

async function loadErased(context: Context, keys: Wanted['personKeys']): Promise<Map<string, Date>> {
  const found = new Map<string, Date>()
  for (const [kind, group] of Map.groupBy(keys, (item) => item.kind)) {
    const byHash = new Map(group.map(({ key }) => [context.dataKey.hash(kind, key), key]))
    const rows = await context.store.list('erasedKeys', { where: { kind, hash: { in: [...byHash.keys()] } } })
    for (const { hash, erasedAt } of rows) found.set(`${kind}:${byHash.get(hash)}`, erasedAt)
  }
  return found
}

function past(all: Map<string, Map<string, string>>, leadId: string): Map<string, string> {
  const found = all.get(leadId) ?? new Map<string, string>()
  all.set(leadId, found)
  return found
}

export async function ownersOfCrms(context: Context, crms: readonly string[]): Promise<Map<string, OwnerIndex>> {
  const indexes = new Map<string, OwnerIndex>()
  for (const crm of crms)
    indexes.set(crm, ownerIndex(await context.store.list('owners', { where: { connection: crm } })))
  return indexes
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
