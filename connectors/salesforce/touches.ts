// Rows that changed in Salesforce → what people did. Pure. Its one rule: what our own user wrote is nobody's touch.
import type { Touch, TouchKind } from '../../src/connector.ts'
import type { Row } from './client.ts'
import { isContact, isLead, isQueue, to18 } from './ids.ts'
import type { SalesforceSettings } from './settings.ts'

/** What counts as a lead's progress. */
export type Statuses = Pick<SalesforceSettings, 'newStatuses' | 'acceptedStatuses' | 'nurture'>

/**
 * A row tells a state, not what changed: keys name the state, so that the same state seen again is the same touch.
 * @param us 18-character id of our user
 */
export function leadTouches(row: Row, us: string, statuses: Statuses): Touch[] {
  const id = to18(String(row.Id))
  const ownerId = to18(String(row.OwnerId))
  const by = to18(String(row.LastModifiedById))
  const touches: Touch[] = []
  const add = (kind: TouchKind, key: string, at: unknown, detail: string | null) => {
    touches.push({
      key: `lead:${id}:${kind}${key}`,
      kind,
      personId: id,
      at: time(at),
      by: by === us ? null : by,
      ownerId,
      detail,
    })
  }
  if (row.IsDeleted === true) {
    add('gone', '', row.SystemModstamp, typeof row.MasterRecordId === 'string' ? to18(row.MasterRecordId) : null)
    return touches
  }
  if (row.IsConverted === true) {
    add(
      'converted',
      '',
      row.SystemModstamp,
      typeof row.ConvertedContactId === 'string' ? to18(row.ConvertedContactId) : null,
    )
    return touches
  }
  // Looking at a lead moves its stamp, and not who changed it last: our own later write must not make an old look a new one.
  const lookedAt = by !== us || time(row.SystemModstamp).getTime() > time(row.LastModifiedDate).getTime()
  if (row.IsUnreadByOwner === false && lookedAt && ownerId !== us && !isQueue(ownerId)) {
    add('opened', `:${ownerId}`, row.SystemModstamp, null)
  }
  const isNew = time(row.CreatedDate).getTime() === time(row.LastModifiedDate).getTime()
  if (by === us || isNew) return touches
  add('owner-changed', `:${ownerId}:${time(row.LastModifiedDate).getTime()}`, row.LastModifiedDate, ownerId)
  const status = typeof row.Status === 'string' ? row.Status : ''
  if (status !== '' && status !== statuses.nurture.status && !statuses.newStatuses.includes(status)) {
    add('stage-moved', `:${status}:${ownerId}`, row.LastModifiedDate, status)
  }
  if (statuses.acceptedStatuses.includes(status)) add('accepted', `:${status}:${ownerId}`, row.LastModifiedDate, status)
  return touches
}

/** A closed call or mail, or a meeting, that a person entered. */
export function activityTouch(kind: 'task' | 'event', row: Row, us: string): Touch[] {
  const who = typeof row.WhoId === 'string' ? to18(row.WhoId) : ''
  const by = to18(String(row.CreatedById))
  if (by === us || !(isLead(who) || isContact(who))) return []
  const id = to18(String(row.Id))
  return [
    {
      key: `${kind}:${id}`,
      kind: 'contacted',
      personId: who,
      at: time(kind === 'task' ? (row.CompletedDateTime ?? row.LastModifiedDate) : row.CreatedDate),
      by,
      ownerId: null,
      detail: id,
    },
  ]
}

/** Salesforce writes `+0000` where ISO has `+00:00`: Date reads both. */
export function time(value: unknown): Date {
  return new Date(String(value))
}
