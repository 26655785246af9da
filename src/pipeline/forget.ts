// A person is erased everywhere: rows keep their ids, states and times, so the statistics stay; what told who it was goes, also from the
// file. Its one rule: it can be run again at any point, since the person's keys are erased last.
import { cleanEmail, isEmail } from '../cleanse/email.ts'
import { emailKey } from '../cleanse/email-key.ts'
import { InputError } from '../errors.ts'
import type { DeliveryRow, EventRow, LeadRow } from '../store/rows.ts'
import type { ChangeSet, Delete, Update } from '../store/store.ts'
import { audit } from './actions.ts'
import { endRunning } from './assign.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { eraseJoined, eraseStory } from './erase-story.ts'
import { ERASED, erasedDelivery, erasedEvent, erasedLead, hiddenKey } from './erased.ts'
import { withMerged } from './merge-image.ts'
import { findTraces, type SourceRecord } from './find-traces.ts'
import type { Actor } from './pipeline.ts'
import { replyDue } from './reply.ts'
import { hasEnded } from './result.ts'
import { timeline } from './timeline.ts'
import { loadWorld } from './world.ts'

export interface Forgotten {
  /** Keyed hash of the address: the same person gives the same, and nobody can read it back. */
  person: string
  leads: number
  events: number
  deliveries: number
  writes: number
  /** People under accounts of a CRM, by this address. */
  contacts: number
  /** Deliveries that wait to be read: they hold other people's events too. Run it again in a minute. */
  waiting: number
}

/** @throws InputError for what is no address */
export async function forgetPerson(
  context: Context,
  committer: Committer,
  given: string,
  dryRun: boolean,
  actor: Actor,
): Promise<Forgotten> {
  const email = cleanEmail(given).value
  if (email === undefined || !isEmail(email)) {
    throw new InputError('Give the e-mail address of the person.', { code: 'forget.address' })
  }
  const keys = await context.store.list('personKeys', { where: { kind: 'email', key: email } })
  const byField = await context.store.list('leads', { where: { email } })
  const leadIds = [...new Set([...keys.map(({ leadId }) => leadId), ...byField.map(({ id }) => id)])]
  const forgotten = await erase(context, committer, { leadIds, emails: [email], records: [] }, dryRun)
  if (!dryRun) {
    const detail = { ...forgotten, person: undefined }
    await context.store.commit({ inserts: [audit(context, actor, 'person.forget', forgotten.person, detail)] })
  }
  return forgotten
}

/** The source has erased a record: the same is done here. @returns undefined when nobody is known by it */
export async function forgetRecord(
  context: Context,
  committer: Committer,
  connection: string,
  recordId: string,
): Promise<Forgotten | undefined> {
  const { store } = context
  await rememberErased(context, [recordKey(context, { connection, id: recordId })], context.clock.now())
  const refs = await store.list('crmRefs', { where: { connection, crmId: recordId } })
  const where = { connection, hydrateId: recordId, kind: { not: 'erasure' } } as const
  // All events of the connection are looked through.
  const events = await store.aside.list('events', { where })
  const email = (await store.find('contacts', `${connection}:${recordId}`))?.email
  if (refs.length + events.length === 0 && !email) return undefined
  const leadIds = [...new Set([...refs, ...events].flatMap(({ leadId }) => leadId ?? []))]
  const emails = email ? [email] : []
  return erase(context, committer, { leadIds, emails, records: [{ connection, id: recordId }] }, false)
}

/** Of these records, as `<connection> <id>`, those that their source has erased: what still tells of them is late. */
export async function erasedRecords(context: Context, records: readonly SourceRecord[]): Promise<Set<string>> {
  if (records.length === 0) return new Set()
  const byHash = new Map(
    records.map((record) => [recordKey(context, record).hash, `${record.connection} ${record.id}`]),
  )
  const where = { kind: RECORD, hash: { in: [...byHash.keys()] } }
  const known = await context.store.list('erasedKeys', { where })
  return new Set(known.flatMap(({ hash }) => byHash.get(hash) ?? []))
}

const RECORD = 'record'

function recordKey({ dataKey }: Context, { connection, id }: SourceRecord): { kind: string; hash: string } {
  return { kind: RECORD, hash: dataKey.hash(RECORD, `${connection} ${id}`) }
}

interface Person {
  leadIds: readonly string[]
  emails: readonly string[]
  /** At the source. */
  records: readonly SourceRecord[]
}

async function erase(context: Context, committer: Committer, person: Person, dryRun: boolean): Promise<Forgotten> {
  const { store, clock, dataKey } = context
  const leadIds = await withMerged(context, person.leadIds)
  const now = clock.now()
  const keys = leadIds.length === 0 ? [] : await store.list('personKeys', { where: { leadId: { in: leadIds } } })
  const addresses = keys.filter(({ kind }) => kind === 'email').map(({ key }) => key)
  const emails = [...new Set([...person.emails, ...addresses])]
  const hashes = [
    ...keys.map(({ kind, key }) => ({ kind, hash: dataKey.hash(kind, key) })),
    // Also by the key of the mailbox, which other spellings of the address share. The address itself comes last: the person is told by it.
    ...emails
      .flatMap((email) => [...new Set([emailKey(email) ?? email, email])])
      .map((email) => ({ kind: 'email', hash: dataKey.hash('email', email) })),
  ]
  // First of all: an event of this person that is being worked on now finds it, and ends erased.
  if (!dryRun) await rememberErased(context, hashes, now)

  const leads = leadIds.length === 0 ? [] : await store.list('leads', { where: { id: { in: leadIds } } })
  const refs = leadIds.length === 0 ? [] : await store.list('crmRefs', { where: { leadId: { in: leadIds } } })
  const records = [...person.records, ...refs.map(({ connection, crmId }) => ({ connection, id: crmId }))]
  const { events, deliveries, waiting } = await findTraces(context, {
    leadIds,
    emails,
    named: leads.flatMap(({ fields: { lastName, phone } }) => (lastName && phone ? [{ lastName, phone }] : [])),
    records,
  })
  const syncs = leadIds.length === 0 ? [] : await store.list('syncs', { where: { leadId: { in: leadIds } } })
  const contacts = await contactsOf(context, records, emails)
  const forgotten: Forgotten = {
    person: hashes.at(-1)?.hash ?? '',
    leads: leadIds.length,
    events: events.length,
    deliveries: deliveries.length,
    writes: syncs.length,
    contacts: contacts.length,
    waiting,
  }
  if (dryRun) return forgotten

  // What was found by another trace goes before it, so that the next run finds what this one did not come to.
  await eraseDeliveries(context, committer, deliveries)
  await committer.each(events.map((event) => eraseEvent(context, event, now)))
  await committer.each(contacts.map((id) => ({ deletes: [{ table: 'contacts', id }] })))
  for (const leadId of leadIds) await eraseLead(context, committer, leadId, now)
  await eraseJoined(context, committer, leadIds, now)
  const joined = await withMerged(context, leadIds)
  // Merged while we looked: all of it stands in another lead too by now.
  if (joined.length > leadIds.length) {
    return together(forgotten, await erase(context, committer, { ...person, leadIds: joined }, false))
  }
  // Last: until here the person can be found again, and the rest be done.
  await committer.each(keys.map(({ id }) => ({ deletes: [{ table: 'personKeys', id }] })))
  await store.finishErasure()
  return forgotten
}

/** @param rest of a run after it: what the first one erased is found no more, but for leads and writes */
function together({ person, events, deliveries, contacts }: Forgotten, rest: Forgotten): Forgotten {
  const sum = { events: events + rest.events, deliveries: deliveries + rest.deliveries }
  return { ...rest, ...sum, contacts: contacts + rest.contacts, person }
}

async function rememberErased(
  context: Context,
  hashes: readonly { kind: string; hash: string }[],
  erasedAt: Date,
): Promise<void> {
  for (const { kind, hash } of hashes) {
    const [known] = await context.store.list('erasedKeys', { where: { kind, hash } })
    const row = { id: known?.id ?? context.newId(), kind, hash, erasedAt }
    await context.store.commit(
      known
        ? { upserts: [{ table: 'erasedKeys', row }] }
        : { inserts: [{ table: 'erasedKeys', row, ifExists: 'ignore' }] },
    )
  }
}

/** Ids of the rows of CRMs' contacts that are this person, by address or as the record that a lead stands for. */
async function contactsOf(
  { store }: Context,
  records: readonly SourceRecord[],
  emails: readonly string[],
): Promise<string[]> {
  const addresses = emails.flatMap((email) => emailKey(email) ?? [])
  const ids = records.map(({ connection, id }) => `${connection}:${id}`)
  const found = [
    ...(addresses.length === 0 ? [] : await store.list('contacts', { where: { email: { in: addresses } } })),
    ...(ids.length === 0 ? [] : await store.list('contacts', { where: { id: { in: ids } } })),
  ]
  return [...new Set(found.map(({ id }) => id))]
}

function eraseEvent(context: Context, event: EventRow, now: Date): ChangeSet {
  const { id, eventKey } = event
  return {
    updates: [{ table: 'events', id, set: { ...erasedEvent, eventKey: hiddenKey(context, eventKey) } }],
    // Its sender may wait for word.
    inserts: hasEnded(event) ? [] : replyDue(event, 'erased', now, context.newId),
  }
}

function eraseDelivery(context: Context, { id, deliveryKey }: DeliveryRow): ChangeSet {
  const set = { ...erasedDelivery, deliveryKey: hiddenKey(context, deliveryKey) }
  return { updates: [{ table: 'deliveries', id, set }] }
}

/** One by one: a body may hold megabytes. */
async function eraseDeliveries(context: Context, committer: Committer, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const delivery = await context.store.find('deliveries', id)
    if (delivery) await committer.each([eraseDelivery(context, delivery)])
  }
}

async function eraseLead(context: Context, committer: Committer, leadId: string, now: Date): Promise<void> {
  const { store, newId } = context
  for (let tries = 0; tries < 5; tries += 1) {
    const lead = await store.find('leads', leadId)
    if (!lead) return
    const stale = await committer.each([await leadChanges(context, lead, now, newId)])
    if (stale.length === 0) break
  }
  await eraseStory(context, committer, leadId, now)
}

/** Lead, promise, assignment, references; what is still to be written is not written any more. */
async function leadChanges(context: Context, lead: LeadRow, now: Date, newId: () => string): Promise<ChangeSet> {
  const { store } = context
  const world = await loadWorld(context, { personKeys: [], leadIds: [lead.id], companies: [], crms: [] })
  const refs = await store.list('crmRefs', { where: { leadId: lead.id } })
  const deletes: Delete[] = [
    ...refs.map(({ id }): Delete => ({ table: 'crmRefs', id })),
    ...(await store.list('matchKeys', { where: { leadId: lead.id } })).map(({ id }): Delete => ({
      table: 'matchKeys',
      id,
    })),
  ]
  const merges = [
    ...(await store.list('merges', { where: { survivorId: lead.id } })),
    ...(await store.list('merges', { where: { otherId: lead.id } })),
  ]
  const asked = await store.list('reviews', { where: { leadId: lead.id, state: 'open' } })
  return {
    updates: [
      {
        table: 'leads',
        id: lead.id,
        expect: { version: lead.version },
        set: { ...erasedLead, version: lead.version + 1, updatedAt: now },
      },
      ...merges.map(({ id }): Update => ({ table: 'merges', id, set: { before: null } })),
      ...asked.map(({ id }): Update => ({ table: 'reviews', id, set: { state: 'superseded' } })),
      // Writes that wait are ended below with all others.
      ...endRunning(world, lead.id, 'person forgotten').filter(({ table }) => table !== 'syncs'),
    ],
    deletes,
    inserts: timeline({ id: newId(), leadId: lead.id, at: now, step: 'erased', text: ERASED }),
  }
}
