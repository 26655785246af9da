// What the org does by itself when a record is saved: the assignment rule, derived fields, history. The traps live here.
import type { Org } from './org.ts'
import type { ObjectType, Row, Scalar } from './schema.ts'
import type { Writer } from './writer.ts'

/** Fields that change beside those that were written, before the row is saved. */
export function automate(
  org: Org,
  writer: Writer,
  type: ObjectType,
  before: Row | undefined,
  row: Row,
): Record<string, Scalar> {
  const changes: Record<string, Scalar> = {}
  if (type.name === 'Lead' || type.name === 'Contact') {
    changes.Name = [row.FirstName, row.LastName].filter((part) => part !== null).join(' ')
  }
  if (type.name === 'Lead') {
    // By default the active rule runs on create and on update: it overwrites the owner that the caller chose.
    if (writer.autoAssign && org.assignmentRule?.active) changes.OwnerId = org.assignmentRule.ownerId
    const owner = changes.OwnerId ?? row.OwnerId ?? null
    if (owner !== before?.OwnerId) changes.IsUnreadByOwner = owner !== writer.userId
  }
  if (type.name === 'Task') {
    const closed = row.Status === 'Completed'
    changes.IsClosed = closed
    if (closed !== (before?.IsClosed ?? false)) changes.CompletedDateTime = closed ? org.timestamp() : null
  }
  return changes
}

/** Rows that follow from a saved one. They are the system's, not the writer's: no effects. */
export function afterSave(org: Org, writer: Writer, type: ObjectType, before: Row | undefined, row: Row): void {
  if (type.name === 'Lead') trackLead(org, writer, before, row)
  const done = type.name === 'Event' ? !before : row.IsClosed === true && before?.IsClosed !== true
  if ((type.name === 'Task' || type.name === 'Event') && done) touchWho(org, row)
}

function trackLead(org: Org, writer: Writer, before: Row | undefined, row: Row): void {
  if (!before) return history(org, writer, row, 'created', null, null)
  if (before.OwnerId !== row.OwnerId) {
    // A change of owner leaves two rows: one with names, one with ids.
    history(org, writer, row, 'Owner', nameOf(org, before.OwnerId), nameOf(org, row.OwnerId))
    history(org, writer, row, 'Owner', before.OwnerId ?? null, row.OwnerId ?? null)
  }
  if (before.Status !== row.Status) history(org, writer, row, 'Status', before.Status ?? null, row.Status ?? null)
  return undefined
}

function history(org: Org, writer: Writer, lead: Row, field: string, from: Scalar, to: Scalar): void {
  const table = org.table('LeadHistory')
  table.put({
    Id: org.nextId(table.type),
    IsDeleted: false,
    LeadId: lead.Id ?? null,
    CreatedDate: org.timestamp(),
    CreatedById: writer.userId,
    Field: field,
    DataType: field === 'Owner' && to !== null && org.objectOfId(String(to)) !== undefined ? 'EntityId' : 'Text',
    OldValue: from,
    NewValue: to,
  })
}

function nameOf(org: Org, id: Scalar | undefined): Scalar {
  return (typeof id === 'string' && org.byId(id)?.row.Name) || null
}

/** A finished activity moves the last-activity date of the person, and the stamp, but not who changed it last. */
function touchWho(org: Org, activity: Row): void {
  const who = typeof activity.WhoId === 'string' ? org.byId(activity.WhoId) : undefined
  if (!who) return
  const day = activity.ActivityDate ?? org.timestamp().slice(0, 10)
  who.table.put({ ...who.row, LastActivityDate: day, SystemModstamp: org.timestamp() })
}
