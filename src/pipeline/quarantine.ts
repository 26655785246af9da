// Deliveries that could not be verified: a secret may be configured wrongly, and then they are leads. They are kept raw and bounded, what
// would prove them is sealed, and they are verified again after the fix. Before that they are read only to find
// a person who is to be forgotten.
import { hashOf, type WebhookRequest } from '../connector.ts'
import type { SignatureError } from '../errors.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { raiseAlert } from './alerts.ts'
import type { Context } from './context.ts'
import { newDelivery, shownOf } from './delivery-row.ts'

/** Bounds of one connection's quarantine; forged traffic ends here. */
export const MOST_QUARANTINED = 10_000
export const MOST_QUARANTINED_BYTES = 64 * 1024 * 1024
/** One network may fill no more than this part of it, by rows and by bytes: forged traffic must leave room for the real sender. */
const NETWORK_SHARE = 0.5
/** The alert counts in memory and is written down no more often than this. */
const ALERT_EVERY_MS = 10_000
/** A full quarantine is counted anew no more often than this: a person may have emptied it. */
const COUNT_EVERY_MS = 30_000
/** Counted in pieces, since rows hold bodies. */
const PAGE = 50

interface Room {
  rows: number
  bytes: number
  byNetwork: Map<string, Share>
  countedAt: number
  /** Seen since the alert was last written down. */
  unsaid: number
  /** Since the start of this process. */
  notKept: number
  saidAt: number
}

export type Quarantine = (connection: string, request: WebhookRequest, why: SignatureError) => Promise<void>

/** @param store takes the row in with the next commit of the intake */
export function createQuarantine(context: Context, store: (row: DeliveryRow) => Promise<boolean>): Quarantine {
  // Promises, so that many that come at once count once.
  const rooms = new Map<string, Promise<Room>>()

  async function roomOf(connection: string, now: number): Promise<Room> {
    const counted = rooms.get(connection)
    const known = counted && (await counted)
    if (known && (hasRoom(known, 0) || now - known.countedAt < COUNT_EVERY_MS)) return known
    // Somebody else has begun to count meanwhile.
    const newer = rooms.get(connection)
    if (newer && newer !== counted) return newer
    const counting = countRoom(context, connection, known)
    rooms.set(connection, counting)
    counting.catch(() => rooms.delete(connection))
    return counting
  }

  return async (connection, request, why) => {
    const now = context.clock.now().getTime()
    const room = await roomOf(connection, now)
    room.unsaid += 1
    const row = quarantinedRow(context, connection, request, why)
    const size = sizeOf(row)
    const fromThere = shareOf(room, request.remoteAddress)
    if (hasRoom(room, size) && hasRoom(fromThere, size, NETWORK_SHARE)) {
      // Counted before it is stored: others come meanwhile.
      count(room, fromThere, 1, size)
      if (await store(row)) count(room, fromThere, -1, -size)
    } else {
      room.notKept += 1
    }
    if (now - room.saidAt < ALERT_EVERY_MS) return
    const unsaid = room.unsaid
    room.unsaid = 0
    room.saidAt = now
    await raiseAlert(context, {
      kind: 'quarantine',
      connection,
      text: alertText(connection, why, room.notKept),
      count: unsaid,
    })
  }
}

async function countRoom(context: Context, connection: string, before: Room | undefined): Promise<Room> {
  const room: Room = {
    rows: 0,
    bytes: 0,
    byNetwork: new Map(),
    countedAt: context.clock.now().getTime(),
    unsaid: before?.unsaid ?? 0,
    notKept: before?.notKept ?? 0,
    saidAt: before?.saidAt ?? -Infinity,
  }
  for (let after = ''; room.rows < MOST_QUARANTINED;) {
    const where = { connection, state: 'quarantined', id: { gt: after } } as const
    const page = await context.store.list('deliveries', { where, limit: PAGE })
    for (const row of page) {
      // Sealed with another key: nobody's.
      count(room, shareOf(room, quarantinedRequest(context, row)?.remoteAddress ?? ''), 1, sizeOf(row))
    }
    if (page.length < PAGE) break
    after = page.at(-1)?.id ?? after
    await new Promise((resolve) => setImmediate(resolve))
  }
  return room
}

interface Share {
  rows: number
  bytes: number
}

function hasRoom({ rows, bytes }: Share, size: number, share = 1): boolean {
  return rows < MOST_QUARANTINED * share && bytes + size <= MOST_QUARANTINED_BYTES * share
}

function shareOf(room: Room, address: string): Share {
  const network = networkOf(address)
  const share = room.byNetwork.get(network) ?? { rows: 0, bytes: 0 }
  room.byNetwork.set(network, share)
  return share
}

function count(room: Room, share: Share, rows: number, bytes: number): void {
  for (const each of [room, share]) {
    each.rows += rows
    each.bytes += bytes
  }
}

/** Whoever has one address of version 6 has all of its /64: RFC 6177. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [before = '', after] = address.split('::')
  const groups = before === '' ? [] : before.split(':')
  const rest = after === undefined || after === '' ? [] : after.split(':')
  const missing = after === undefined ? 0 : 8 - groups.length - rest.length
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...rest].slice(0, 4).join(':')
}

function sizeOf(row: DeliveryRow): number {
  return row.body.length + (row.sealed?.length ?? 0)
}

function alertText(connection: string, why: SignatureError, notKept: number): string {
  const lost =
    notKept === 0 ? '' : `There is no more room for ${notKept} of them: their senders must send those again. `
  return (
    `Deliveries to "${connection}" cannot be verified (${why.message}) They are kept in quarantine, ${MOST_QUARANTINED} at most and half as many ` +
    `of one address. ${lost}` +
    'If they are real, mend the secret in the settings and start again: they are verified then. If the sender is wrong, have it mended there.'
  )
}

/** What is needed to verify it again; the body lies beside it. */
interface Sealed {
  url: string
  token?: string
  headers: Readonly<Record<string, string>>
  repeated: readonly string[]
  remoteAddress: string
}

function quarantinedRow(
  context: Context,
  connection: string,
  request: WebhookRequest,
  why: SignatureError,
): DeliveryRow {
  const { url, token, headers, repeated, remoteAddress } = request
  const proof = JSON.stringify({
    url,
    ...(token === undefined ? {} : { token }),
    headers,
    repeated,
    remoteAddress,
  } satisfies Sealed)
  return newDelivery(context, connection, request, {
    ...shownOf(request),
    // Never the key of a verified one: who cannot prove anything must not be able to take another's place.
    deliveryKey: `unverified ${hashOf(request.body)} ${context.dataKey.hash('proof', proof)}`,
    state: 'quarantined',
    fault: why.message,
    sealed: context.dataKey.seal(Buffer.from(proof)),
  })
}

/** The request as it came; null when it was sealed with another key. */
export function quarantinedRequest(context: Context, row: DeliveryRow): WebhookRequest | null {
  const proof = row.sealed && context.dataKey.open(row.sealed)
  if (!proof) return null
  const sealed = JSON.parse(proof.toString()) as Sealed
  return { ...sealed, method: row.method, body: row.body, receivedAt: row.receivedAt }
}
