// The key of a delivery that came before, with another body: a fault at the sender, or somebody's trick. The first one counts; the other
// is kept as evidence, for a person to look at.
import { hashOf } from '../connector.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { raiseAlert } from './alerts.ts'
import type { Context } from './context.ts'

/** @param again deliveries whose (connection, deliveryKey) was there before; those with the very same body are left alone */
export async function keepOtherBodies(context: Context, again: readonly DeliveryRow[]): Promise<void> {
  const evidence: DeliveryRow[] = []
  for (const [connection, group] of Map.groupBy(again, (row) => row.connection)) {
    const keys = [...new Set(group.map((row) => row.deliveryKey))]
    const firsts = await context.store.list('deliveries', { where: { connection, deliveryKey: { in: keys } } })
    const byKey = new Map(firsts.map((first) => [first.deliveryKey, first]))
    for (const row of group) {
      const first = byKey.get(row.deliveryKey)
      // The first was erased with its person, or emptied by age: there is nothing to compare with.
      const isWhole = first !== undefined && first.state !== 'erased' && first.method !== ''
      if (isWhole && !first.body.equals(row.body)) evidence.push(asEvidence(row, first))
    }
  }
  if (evidence.length === 0) return
  await context.store.insertDeliveries(evidence)
  for (const [connection, group] of Map.groupBy(evidence, (row) => row.connection)) {
    await raiseAlert(context, { kind: 'other-body', connection, text: alertText(connection), count: group.length })
  }
  for (const { id, connection } of evidence) {
    context.log.warn(
      { connection, deliveryId: id },
      'a delivery has the key of an earlier one and another body: kept aside',
    )
  }
}

function alertText(connection: string): string {
  return (
    `Deliveries to "${connection}" had the key of an earlier one and another body. The first counts, the others are kept: look at ` +
    'those in state "conflicting". Either the sender uses a key twice, or somebody tries to.'
  )
}

function asEvidence(row: DeliveryRow, first: DeliveryRow): DeliveryRow {
  return {
    ...row,
    // The same other body again is no new evidence.
    deliveryKey: `${row.deliveryKey} other ${hashOf(row.body)}`,
    state: 'conflicting',
    fault: `It has the key of delivery ${first.id}, which came first and counts, and another body.`,
  }
}
