// Quarantined deliveries are verified again after the fix: at each start, and when a person asks. Verified as of the time they came.
import { NotFoundError, SignatureError, StaleError } from '../errors.ts'
import { mayMoveDelivery } from '../lead/event.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { didYouMean } from '../yaml-file.ts'
import { audit } from './actions.ts'
import { endAlert } from './alerts.ts'
import type { Connection } from './connections.ts'
import type { Context } from './context.ts'
import { keptOf } from './delivery-row.ts'
import type { Actor } from './pipeline.ts'
import { quarantinedRequest } from './quarantine.ts'

export interface VerifiedAgain {
  matched: number
  /** Read from now on like any other. */
  verified: number
  /** Came again later and was taken then. */
  duplicate: number
  /** Still not verified: they stay. */
  refused: number
}

const PAGE = 50

/** By a person's wish. @throws NotFoundError for an unknown connection */
export async function verifyQuarantine(
  context: Context,
  connection: string | undefined,
  dryRun: boolean,
  actor: Actor,
): Promise<VerifiedAgain> {
  if (connection !== undefined && !context.connections.has(connection)) {
    const hint = didYouMean(connection, context.connections.keys())
    throw new NotFoundError(`No connection is named "${connection}"${hint}.`, 'connection.unknown')
  }
  return verifyAgain(context, connection, dryRun, actor)
}

/**
 * @param connection undefined: all
 * @param actor null: at the start, by nobody's wish
 */
export async function verifyAgain(
  context: Context,
  connection: string | undefined,
  dryRun: boolean,
  actor: Actor | null,
): Promise<VerifiedAgain> {
  const result: VerifiedAgain = { matched: 0, verified: 0, duplicate: 0, refused: 0 }
  if (actor && !dryRun) {
    const detail = { connection: connection ?? null }
    await context.store.commit({ inserts: [audit(context, actor, 'delivery.verify', 'deliveries', detail)] })
  }
  const names = connection === undefined ? [...context.connections.keys()] : [connection]
  for (const name of names) {
    const one = await verifyConnection(context, name, dryRun)
    for (const key of Object.keys(result) as (keyof VerifiedAgain)[]) result[key] += one[key]
  }
  if (result.verified > 0 && !dryRun) context.wake('deliveries')
  return result
}

async function verifyConnection(context: Context, name: string, dryRun: boolean): Promise<VerifiedAgain> {
  const result: VerifiedAgain = { matched: 0, verified: 0, duplicate: 0, refused: 0 }
  for (let after = ''; ;) {
    const page = await context.store.list('deliveries', {
      where: { connection: name, state: 'quarantined', id: { gt: after } },
      limit: PAGE,
    })
    for (const row of page) result[await verifyRow(context, row, dryRun)] += 1
    result.matched += page.length
    after = page.at(-1)?.id ?? after
    if (page.length < PAGE) break
  }
  if (!dryRun && result.refused === 0) await endAlert(context, { kind: 'quarantine', connection: name })
  return result
}

async function verifyRow(
  context: Context,
  row: DeliveryRow,
  dryRun: boolean,
): Promise<'verified' | 'duplicate' | 'refused'> {
  const kept = verifiedNow(context, context.connections.get(row.connection), row)
  if (!kept) return 'refused'
  const { deliveryKey } = kept
  const known = await context.store.count('deliveries', { connection: row.connection, deliveryKey })
  const state = known > 0 ? 'duplicate' : 'received'
  if (!mayMoveDelivery(row.state, state)) throw new RangeError(`A delivery cannot move from ${row.state} to ${state}.`)
  if (!dryRun) {
    // What proved it is no longer needed. A duplicate keeps its own key: the real one is taken.
    const set = { ...kept, ...(known > 0 ? { deliveryKey: row.deliveryKey } : {}), sealed: null, state } as const
    try {
      await context.store.commit({
        updates: [
          {
            table: 'deliveries',
            id: row.id,
            expect: { state: 'quarantined' },
            set: { ...set, fault: null, nextAt: context.clock.now() },
          },
        ],
      })
    } catch (error) {
      // It came once more at this very moment, or somebody else verified it: that one counts, this is looked at again next time.
      if (!(error instanceof StaleError)) throw error
      return 'refused'
    }
  }
  return known > 0 ? 'duplicate' : 'verified'
}

/** undefined: it is not verified by the settings of now. */
function verifiedNow(context: Context, connection: Connection | undefined, row: DeliveryRow) {
  const source = connection?.connector.source
  const request = quarantinedRequest(context, row)
  if (!connection || !source || !request) return undefined
  try {
    source.verify(request, connection.settings)
    return keptOf(source, connection.settings, request)
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    return undefined
  }
}
