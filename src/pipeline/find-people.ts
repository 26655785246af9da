// The leads that the people of a round of events could be, read by blocking keys in few calls before anything is decided. Its one rule: what is
// read is bounded, however many leads have a key.
import { hash } from 'node:crypto'
import { isRoleMailbox } from '../cleanse/email.ts'
import { whoOf, type Who } from '../lead/history.ts'
import type { Lead, LeadFields } from '../lead/lead.ts'
import { matchPerson, type Similar } from '../matching/match.ts'
import { personOf, whosOf } from '../matching/people/lead-person.ts'
import { areOthers, compareLeads, sharedAmong } from '../matching/people/live.ts'
import { liveKeys, MOST_UNDER_KEY, tightened } from '../matching/people/live-keys.ts'
import type { Person } from '../matching/people/person.ts'
import type { PeopleSettings } from '../matching/people/settings.ts'
import type { Context } from './context.ts'
import { leadFromRow } from './lead-row.ts'

/** Leads that one event is compared with: those that share most and rarest keys with it. */
const MOST_COMPARED = 10
/** Keys that processes wrote side by side may have a few more than they should. */
const MOST_ROWS = 40_000
/** 96 bits: no two keys of one installation fall together. */
const HIDDEN_LENGTH = 16

export interface FoundPeople {
  /** How many leads there are, about. */
  records: number
  /** A key as it stands in the store: it tells nothing without the key of this installation. */
  hide(key: string): string
  /** Hidden key → leads under it: as stored, and those of this round. */
  holders: Map<string, Set<string>>
  /** Leads that were compared, as stored. */
  read: Map<string, Lead>
  /** Of those the ones that could be meant: all that a change of them needs was read. */
  likely: ReadonlySet<string>
}

export function nobody({ dataKey }: Pick<Context, 'dataKey'>): FoundPeople {
  const known = new Map<string, string>()
  // Of the installation's key. What is cut off from a hash needs no second one around it.
  const secret = dataKey.hash('match', '')
  const hide = (key: string): string => {
    const before = known.get(key)
    if (before !== undefined) return before
    const hidden = hash('sha256', `${secret} ${key}`, 'base64url').slice(0, HIDDEN_LENGTH)
    known.set(key, hidden)
    return hidden
  }
  return { records: 0, hide, holders: new Map(), read: new Map(), likely: new Set() }
}

/** Known by its address, and called as it was called before: nothing new is told of who it is. */
export function isKnownAs(lead: Lead, who: Who): boolean {
  const told = JSON.stringify(who)
  return whosOf(lead).some((known) => JSON.stringify(known) === told)
}

/** The lead with this address; not where several people read it and these two are not one. */
export function byAddress(
  fields: LeadFields,
  keys: ReadonlyMap<string, string>,
  leadOf: (id: string) => Lead | undefined,
  settings: PeopleSettings,
): Extract<ReturnType<typeof matchPerson>, { kind: 'same' }> | undefined {
  const match = matchPerson(fields, keys)
  if (match.kind === 'new') return undefined
  const lead = leadOf(match.leadId)
  const isOther =
    lead !== undefined && isRoleMailbox(fields.email ?? '') && areOthers([whoOf(fields)], whosOf(lead), settings)
  return isOther ? undefined : match
}

/**
 * @param drafts what events say
 * @param leadOf leads with an address that was told
 */
export async function findPeople(
  context: Context,
  settings: PeopleSettings,
  drafts: readonly LeadFields[],
  addresses: ReadonlyMap<string, string>,
  leadOf: (id: string) => Lead | undefined,
): Promise<FoundPeople> {
  const found = { ...nobody(context), likely: new Set<string>() }
  const asked = drafts.map(whoOf).filter((who, at) => {
    const match = byAddress(drafts[at] ?? {}, addresses, leadOf, settings)
    const lead = match && leadOf(match.leadId)
    return !lead || !isKnownAs(lead, who)
  })
  const people = asked.map((who) => [personOf(who)])
  await readHolders(context, found, people.flatMap(liveKeys))
  const full = people.flatMap((person) =>
    liveKeys(person)
      .filter((key) => isFull(found, key))
      .flatMap((key) => tightened(key, person)),
  )
  await readHolders(context, found, full)
  const wanted = new Set(people.flatMap((person) => candidates(found, person)))
  if (wanted.size === 0) return found
  found.records = await context.leadsStored()
  const missing = [...wanted].filter((id) => leadOf(id) === undefined)
  for (const row of missing.length === 0 ? [] : await context.store.list('leads', { where: { id: { in: missing } } })) {
    found.read.set(row.id, leadFromRow(row))
  }
  const either = (id: string): Lead | undefined => leadOf(id) ?? found.read.get(id)
  for (const who of asked) for (const { leadId } of similar(found, [who], either, settings)) found.likely.add(leadId)
  return found
}

/** Those that could be the one who is called so: auto, then review, best first. */
export function similar(
  found: FoundPeople,
  whos: readonly Who[],
  leadOf: (id: string) => Lead | undefined,
  settings: PeopleSettings,
  except?: string,
): Similar[] {
  const people = whos.map(personOf)
  const leads = candidates(found, people)
    .filter((id) => id !== except)
    .flatMap((id) => leadOf(id) ?? [])
    .filter(({ mergedInto, fields }) => !mergedInto && Object.keys(fields).length > 0)
  if (leads.length === 0) return []
  const others = leads.map(whosOf)
  const { emails, phones } = sharedAmong([...people, ...others.flat().map(personOf)], settings.sharedAfter)
  // Leads that nobody takes for one are as many people, also where no name is known.
  const holdersOf = (phone: string): string[] => [...(found.holders.get(found.hide(`tel ${phone}`)) ?? [])]
  const many = people
    .flatMap((person) => person.phones)
    .filter((phone) => holdersOf(phone).filter((id) => id !== except).length >= settings.sharedAfter)
  // Only its own: what others share among themselves decides nothing here, and is none of its story.
  const own = new Set(people.flatMap((person) => [...person.phones, ...person.emails.map(({ key }) => key)]))
  const shared = {
    emails: emails.filter((key) => own.has(key)),
    phones: [...new Set([...phones.filter((phone) => own.has(phone)), ...many])],
  }
  return leads
    .map(({ id }, at): Similar => {
      const asking = { left: whos, right: others[at] ?? [], records: found.records, shared }
      return { leadId: id, asking, likeness: compareLeads(asking, settings) }
    })
    .filter(({ likeness }) => likeness.band !== 'none')
    .toSorted(surestFirst)
}

/** A name that is spelled otherwise may gather more bits than the name itself. */
function surestFirst({ likeness: a, leadId: one }: Similar, { likeness: b, leadId: other }: Similar): number {
  if (a.band !== b.band) return a.band === 'auto' ? -1 : 1
  return b.bits - a.bits || (one < other ? -1 : 1)
}

export function isFull({ holders, hide }: FoundPeople, key: string): boolean {
  return (holders.get(hide(key))?.size ?? 0) >= MOST_UNDER_KEY
}

/** Ids of leads that share keys. The rarer a key is, the more it tells. */
function candidates(found: FoundPeople, people: readonly Person[]): string[] {
  const votes = new Map<string, number>()
  const keys = liveKeys(people)
  for (const key of [
    ...keys,
    ...keys.filter((each) => isFull(found, each)).flatMap((each) => tightened(each, people)),
  ]) {
    const holders = found.holders.get(found.hide(key))
    for (const id of holders ?? []) votes.set(id, (votes.get(id) ?? 0) + 1 / (holders?.size ?? 1))
  }
  return [...votes]
    .toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, MOST_COMPARED)
    .map(([id]) => id)
}

/** Which leads have these keys. */
export async function readHolders({ store }: Context, found: FoundPeople, keys: readonly string[]): Promise<void> {
  const hidden = [...new Set(keys.map(found.hide))].filter((key) => !found.holders.has(key))
  if (hidden.length === 0) return
  for (const { key, leadId } of await store.list('matchKeys', { where: { key: { in: hidden } }, limit: MOST_ROWS })) {
    addHolder(found, key, leadId)
  }
}

/** @param key hidden */
export function addHolder({ holders }: FoundPeople, key: string, leadId: string): void {
  const known = holders.get(key)
  if (known) known.add(leadId)
  else holders.set(key, new Set([leadId]))
}
