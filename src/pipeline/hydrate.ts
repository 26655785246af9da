// Step 3: thin events (an id only) → the full record, read in batches from the source's API and kept beside the event.
import type { Hydrated } from '../connector.ts'
import { RemoteError } from '../errors.ts'
import type { EventRow } from '../store/rows.ts'
import type { ChangeSet } from '../store/store.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.ts'
import { backoffMs, spread } from './backoff.ts'
import type { Context } from './context.ts'
import { isPaused, pauseConnection, resumeConnection } from './pause.ts'

/** Most ids in one call; HubSpot's batch read takes 100. */
const BATCH = 100

/** How long one record that cannot be read is tried, while others of its source can. */
const TRY_ONE_MS = DAY_MS
const WAIT_ONE_MS = { least: 10 * SECOND_MS, most: 30 * MINUTE_MS }

/** An event with the payload that the mapping reads; `gone` when the record behind it no longer is. */
export interface Ready {
  event: EventRow
  payload: unknown
  /** Thin events: when the record was as it was read, which may be long after the event. */
  asOf?: Date
  gone?: { reason: string; mergedInto: string | null }
  /** The source does not give this record: a sentence for a person. */
  refused?: string
}

export interface HydrateResult {
  ready: Ready[]
  /** Events that must wait because the source could not be read: claims given back, with a later time. */
  later: ChangeSet[]
}

export async function hydrate(context: Context, events: readonly EventRow[]): Promise<HydrateResult> {
  const result: HydrateResult = { ready: [], later: [] }
  const thin = events.filter((event) => event.hydrateId !== null && event.hydrated === null && event.kind === 'person')
  const isThin = new Set(thin)
  for (const event of events) {
    if (!isThin.has(event)) result.ready.push({ event, payload: payloadOf(event) })
  }
  for (const [name, group] of Map.groupBy(thin, (event) => event.connection)) {
    for (let from = 0; from < group.length; from += BATCH) {
      await hydrateBatch(context, name, group.slice(from, from + BATCH), result)
    }
  }
  return result
}

async function hydrateBatch(
  context: Context,
  name: string,
  events: readonly EventRow[],
  result: HydrateResult,
): Promise<void> {
  const connection = context.connections.get(name)
  const outbound = context.outbounds.get(name)
  const source = connection?.connector.source
  if (!connection || !source?.hydrate || !outbound) {
    for (const event of events) result.ready.push({ event, payload: event.payload })
    return
  }
  if (await isPaused(context, name)) {
    result.later.push(...events.map((event) => waitLonger(context, event, 'the connection is paused')))
    return
  }
  const ids = [...new Set(events.flatMap((event) => event.hydrateId ?? []))]
  let records: Map<string, Hydrated>
  try {
    records = await source.hydrate(ids, connection.settings, outbound)
    await resumeConnection(context, name)
  } catch (error) {
    if (!(error instanceof RemoteError)) {
      // A fault of the connector's: these events alone wait, and are held when it does not end.
      context.log.error({ connection: name, err: error }, 'a connector failed to read records')
      result.later.push(...events.map((event) => waitLonger(context, event, 'its connector failed', { counts: true })))
      return
    }
    context.log.warn(
      { connection: name, code: error.code, kind: error.kind, events: events.length },
      'records could not be read',
    )
    if (error.kind === 'unauthorized') await pauseConnection(context, name, error.message)
    result.later.push(
      ...events.map((event) =>
        waitLonger(
          context,
          event,
          error.message,
          error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs },
        ),
      ),
    )
    return
  }
  for (const event of events) {
    const record = records.get(event.hydrateId ?? '')
    if (record && 'refused' in record) {
      result.ready.push({ event, payload: null, refused: record.refused })
    } else if (record && 'failed' in record) {
      failedAlone(context, event, record.failed, result)
    } else if (!record || 'gone' in record) {
      const mergedInto = record && 'gone' in record ? (record.mergedInto ?? null) : null
      const reason = mergedInto ? `Merged into record ${mergedInto} of ${name}.` : `The record is gone from ${name}.`
      result.ready.push({ event, payload: null, gone: { reason, mergedInto } })
    } else {
      const hydrated = { ...event, hydrated: record.payload }
      result.ready.push({ event: hydrated, payload: payloadOf(hydrated), asOf: record.asOf ?? context.clock.now() })
    }
  }
}

/** It waits as long again as it has waited: no counter is needed, and a source that is half down is not asked in a loop. */
function failedAlone(context: Context, event: EventRow, error: RemoteError, result: HydrateResult): void {
  const ageMs = context.clock.now().getTime() - event.receivedAt.getTime()
  if (ageMs >= TRY_ONE_MS) {
    const refused = `${event.connection} could not give this record for a day (${error.message})`
    result.ready.push({ event, payload: null, refused })
    return
  }
  const afterMs = error.retryAfterMs ?? Math.min(WAIT_ONE_MS.most, Math.max(WAIT_ONE_MS.least, ageMs))
  result.later.push(waitLonger(context, event, error.message, { afterMs }))
}

/** What a mapping sees: the event's own body, and for thin events the record beside it. */
function payloadOf(event: EventRow): unknown {
  return event.hydrated === null ? event.payload : { ...(event.payload as object), ...(event.hydrated as object) }
}

function waitLonger(
  context: Context,
  event: EventRow,
  why: string,
  { afterMs, counts = false }: { afterMs?: number; counts?: boolean } = {},
): ChangeSet {
  const waitMs = afterMs ?? backoffMs(event.starts, spread(event.connection))
  return {
    updates: [
      {
        table: 'events',
        id: event.id,
        expect: { state: 'waiting', claimId: event.claimId },
        set: {
          claimId: null,
          leaseUntil: null,
          // The source is to blame, not the event: it must not look like one that kills the process.
          starts: counts ? event.starts : Math.min(event.starts, 4),
          nextAt: new Date(context.clock.now().getTime() + waitMs),
          reason: `${event.connection} could not be read (${why}); it is tried again.`,
        },
      },
    ],
  }
}
