// Where a person stands: events of their leads and records, repeats of those, deliveries that told them, and bodies beside them that nobody
// could read or verify. All of it is looked through, page by page.
import type { DeliveryState } from '../lead/event.ts'
import type { DeliveryRow, EventRow } from '../store/rows.ts'
import { endsTheProcess } from './claim.ts'
import type { Context } from './context.ts'
import { readDelivery } from './split.ts'
import { seekForms, type Named } from './trace-forms.ts'

/** Small, since one body may hold megabytes. */
const PAGE = 50
/** Requests are answered whenever so much was looked through. */
const BREATH_BYTES = 512 * 1024
/** What a row costs beside its bytes. */
const ROW_BYTES = 4 * 1024

export interface SourceRecord {
  connection: string
  id: string
}

export interface Sought {
  leadIds: readonly string[]
  emails: readonly string[]
  named: readonly Named[]
  records: readonly SourceRecord[]
}

export interface Traces {
  /** In the order in which they are to be erased: each goes before that by which it was found. */
  events: EventRow[]
  /** The same, and before the events. */
  deliveries: string[]
  /** Deliveries that wait to be read: they hold other people's events too. */
  waiting: number
}

/** What the traces found so far are known by; it grows while we look. */
interface Known {
  holds(bytes: Buffer): boolean
  events: Set<string>
  records: Set<string>
  deliveries: Set<string>
}

const joined = (connection: string, key: string): string => `${connection} ${key}`

export async function findTraces(context: Context, sought: Sought): Promise<Traces> {
  const { store } = context
  const { leadIds } = sought
  const ofLeads = leadIds.length === 0 ? [] : await store.list('events', { where: { leadId: { in: leadIds } } })
  const records = [
    ...sought.records,
    ...ofLeads.flatMap(({ connection, hydrateId: id }) => (id ? [{ connection, id }] : [])),
  ]
  const ofRecords = await eventsOfRecords(context, records)
  if (ofLeads.length + ofRecords.length + sought.emails.length === 0) return { events: [], deliveries: [], waiting: 0 }

  const sure = [...ofRecords, ...ofLeads]
  const known: Known = {
    holds: seekForms(sought.emails, sought.named),
    events: new Set(sure.map(({ connection, eventKey }) => joined(connection, eventKey))),
    records: new Set(records.map(({ connection, id }) => joined(connection, id))),
    deliveries: new Set(),
  }
  const ids = new Set(sure.map(({ id }) => id))
  const loose = (await looseEvents(context, known)).filter(({ id }) => !ids.has(id))
  const events = [...loose.toReversed(), ...sure]
  const told = new Set(events.flatMap(({ deliveryId }) => deliveryId ?? []))
  const deliveries = await deliveriesOf(context, known, told)
  const readable = deliveries.filter(({ state }) => state !== 'received')
  return {
    events,
    deliveries: readable.map(({ id }) => id).toReversed(),
    waiting: deliveries.length - readable.length,
  }
}

/** Those without a lead: a record may have become another person's since. */
async function eventsOfRecords({ store }: Context, records: readonly SourceRecord[]): Promise<EventRow[]> {
  const found: EventRow[] = []
  for (const [connection, group] of Map.groupBy(records, (record) => record.connection)) {
    const ids = [...new Set(group.map(({ id }) => id))]
    const where = { connection, hydrateId: { in: ids }, leadId: null, state: { not: 'erased' } } as const
    // All events of the connection are looked through.
    found.push(...(await store.aside.list('events', { where })))
  }
  // The wish itself is no trace: it ends by itself.
  return found.filter(({ kind }) => kind !== 'erasure')
}

/** Events without a lead, oldest first, so that a repeat comes after what it repeats. */
async function looseEvents({ store }: Context, known: Known): Promise<EventRow[]> {
  const found: EventRow[] = []
  const breathe = breather()
  for (let after = ''; ;) {
    const where = { id: { gt: after }, leadId: null, state: { not: 'erased' } } as const
    const page = await store.list('events', { where, limit: PAGE })
    for (const event of page) {
      const { connection, payload, hydrated, eventKey, reason } = event
      const bytes = Buffer.from(JSON.stringify([payload, hydrated, eventKey, reason]))
      const repeated = joined(connection, eventKey.replace(/ again [^ ]+$/, ''))
      if (known.events.has(repeated) || known.holds(bytes)) {
        found.push(event)
        known.events.add(joined(connection, eventKey))
      }
      await breathe(bytes.length)
    }
    if (page.length < PAGE) return found
    after = page.at(-1)?.id ?? after
  }
}

type Found = Pick<DeliveryRow, 'id' | 'state'>

/** @param told ids of deliveries that told one of the events */
async function deliveriesOf(context: Context, known: Known, told: ReadonlySet<string>): Promise<Found[]> {
  const found: Found[] = []
  const breathe = breather()
  for (let after = ''; ;) {
    const where = { id: { gt: after }, state: { not: 'erased' } } as const
    const page = await context.store.list('deliveries', { where, limit: PAGE })
    for (const row of page) {
      if (told.has(row.id) || isOtherBody(row, known) || holds(row, known) || tells(context, row, known)) {
        found.push({ id: row.id, state: row.state })
        known.deliveries.add(joined(row.connection, row.deliveryKey))
      }
      await breathe(row.body.length)
    }
    if (page.length < PAGE) return found
    after = page.at(-1)?.id ?? after
  }
}

function isOtherBody({ connection, deliveryKey, state }: DeliveryRow, known: Known): boolean {
  return state === 'conflicting' && known.deliveries.has(joined(connection, deliveryKey.replace(/ other [^ ]+$/, '')))
}

function holds({ url, fault, deliveryKey, headers, body }: DeliveryRow, known: Known): boolean {
  return (
    known.holds(body) || known.holds(Buffer.from(`${url} ${fault ?? ''} ${deliveryKey} ${JSON.stringify(headers)}`))
  )
}

const unread: ReadonlySet<DeliveryState> = new Set(['quarantined', 'unreadable', 'conflicting', 'duplicate'])

/** Of what was never read, or not verified: whether it would tell one of these events, or of one of these records. */
function tells(context: Context, delivery: DeliveryRow, known: Known): boolean {
  if (!unread.has(delivery.state) || endsTheProcess(delivery)) return false
  const { connection } = delivery
  return readDelivery(context, delivery).events.some(
    ({ key, hydrateId }) =>
      known.events.has(joined(connection, key)) ||
      (hydrateId !== undefined && known.records.has(joined(connection, hydrateId))),
  )
}

function breather(): (bytes: number) => Promise<void> | undefined {
  let since = 0
  return (bytes) => {
    since += bytes + ROW_BYTES
    if (since < BREATH_BYTES) return undefined
    since = 0
    return new Promise((resolve) => setImmediate(resolve))
  }
}
