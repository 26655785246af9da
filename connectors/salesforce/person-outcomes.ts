// What became of a lead's person writes, told from the one record that carried them.
import { type CrmOutcome, settle, type WriteItem, type Outcomes } from '../../src/connector.ts'
import { to18 } from './ids.ts'
import type { PersonPlan } from './person-records.ts'
import { failureOf, type RowResult } from './row-outcomes.ts'

/** @param result undefined: there was nothing to write @returns whether the person is as it shall be */
export function settlePlan(outcomes: Outcomes, plan: PersonPlan, result: RowResult | undefined): boolean {
  for (const { item, outcome } of plan.decided) outcomes.set(item.index, outcome)
  const { person, fields, items } = plan
  if (result && !result.success) {
    const owned = typeof fields.OwnerId === 'string'
    settleFailure(outcomes, plan, {
      ...failureOf(result, { owned, existed: person.is !== 'new' }),
      request: fields,
      response: result,
    })
    return false
  }
  const crmId = result?.id ?? (person.is === 'new' ? '' : person.id)
  if (crmId === '') {
    settle(outcomes, items, {
      kind: 'retry',
      code: 'salesforce.no-answer',
      message: 'Salesforce gave the new Lead no id.',
      counts: true,
    })
    return false
  }
  for (const item of items) outcomes.set(item.index, doneOutcome(plan, item, crmId, result))
  return true
}

function doneOutcome(plan: PersonPlan, item: WriteItem, crmId: string, result: RowResult | undefined): CrmOutcome {
  const { person, fields } = plan
  const ownerNow = person.is === 'new' ? null : person.ownerId
  const owner = typeof fields.OwnerId === 'string' ? fields.OwnerId : ownerNow === null ? undefined : to18(ownerNow)
  const note =
    person.is === 'Contact'
      ? { note: 'This person is a Contact: fields and status of a Lead are not written to it.' }
      : {}
  return {
    kind: 'done',
    crmId: to18(crmId),
    ...(owner === undefined ? {} : { ownerId: owner }),
    ...(item.write.action === 'save-person' ? { created: person.is === 'new' && result?.created !== false } : {}),
    request: fields,
    response: { ...result, ...note },
  }
}

/** The write that is to blame gets the failure, the others of the record wait for it. */
function settleFailure(outcomes: Outcomes, { items }: PersonPlan, failure: CrmOutcome): void {
  const setOwner = items.findLast(({ write }) => write.action === 'set-owner')
  if (failure.kind !== 'reroute') {
    settle(outcomes, items.slice(1), failure.kind === 'gone' ? failure : { kind: 'blocked' })
    settle(outcomes, items.slice(0, 1), failure)
    return
  }
  for (const item of items) {
    if (item === setOwner) outcomes.set(item.index, failure)
    else if (setOwner && item.write.action !== 'set-owner') outcomes.set(item.index, withoutOwner)
    else if (setOwner) outcomes.set(item.index, { kind: 'blocked' })
    // The owner came from the settings: that is for a person to repair.
    else outcomes.set(item.index, { kind: 'dead', code: failure.code, message: failure.message })
  }
}

/** It was refused only because of the owner it travelled with. */
const withoutOwner: CrmOutcome = {
  kind: 'retry',
  code: 'salesforce.owner-refused',
  message: 'The owner that was written with it was refused: it is written again without.',
  counts: false,
  afterMs: 0,
}
