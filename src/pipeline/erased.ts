// What a row looks like after its person was erased: ids, states and times stay for the statistics, nothing that tells who it was.
import type { Context } from './context.ts'
import type { Decision } from '../routing/decision.ts'
import type { ChangeSet } from '../store/store.ts'
import type { DecisionRow, DeliveryRow, EventRow, LeadRow } from '../store/rows.ts'

export const ERASED = 'The person was erased.'

export const erasedEvent = {
  state: 'erased',
  payload: null,
  hydrated: null,
  hydrateId: null,
  replyTo: null,
  leadId: null,
  reason: ERASED,
  claimId: null,
  leaseUntil: null,
} as const satisfies Partial<EventRow>

/** Events that it told of other people have their own payload. */
export const erasedDelivery: Partial<DeliveryRow> = {
  state: 'erased',
  url: '',
  headers: {},
  body: Buffer.alloc(0),
  sealed: null,
  fault: ERASED,
  claimId: null,
  leaseUntil: null,
}

/** Stage, CRM, connection and times stay. */
export const erasedLead: Partial<LeadRow> = {
  fields: {},
  suspicious: [],
  accountId: null,
  ownerId: null,
  history: null,
  email: null,
  domain: null,
  company: null,
}

/** Rule, outcome and turns stay; the comparisons held the person's values. */
export function erasedDecision({ decision }: DecisionRow, at: Date): Partial<DecisionRow> {
  const kept: Decision = { ...decision, rules: [], owners: [], pools: [] }
  return { decision: kept, inputs: { erasedAt: at.toISOString() } }
}

/** Some senders are told apart by the address itself. */
export function mayHoldAddress(key: string): boolean {
  return key.includes('@') || key.includes('%40')
}

/** In place of a key that holds the address: the same key is known again, and tells nobody who it was. */
export function hiddenKey({ dataKey }: Pick<Context, 'dataKey'>, key: string): string {
  return mayHoldAddress(key) ? `erased ${dataKey.hash('key', key)}` : key
}

/** What came once more of an erased person was stored before it was known: its bytes go from the files too. */
export async function finishErasures({ store, log }: Context, sets: readonly ChangeSet[]): Promise<void> {
  const erases = sets.some(({ updates = [] }) =>
    updates.some(({ table, set }) => (table === 'events' || table === 'deliveries') && set.state === 'erased'),
  )
  if (!erases) return
  try {
    await store.finishErasure()
  } catch (error) {
    log.warn({ err: error }, 'the log of the database could not be emptied after an erasure: it is, at the next one')
  }
}
