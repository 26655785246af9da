// Carries out checked writes and enters them in the ledger. Its one rule: one lasting change, one effect.
import type { FastifyRequest } from 'fastify'
import { addEffect, integration, type Crm } from './crm.ts'
import type { ObjectName } from './object-types.ts'
import type { HubSpotRecord } from './record-table.ts'
import { keepPrimaryCompany } from './primary-company.ts'
import { createRecord, updateRecord } from './record-writes.ts'
import type { Checked, NewLink } from './write-checks.ts'

/** @param key the writer's own mark: objectWriteTraceId; else the record's unique value is taken */
export function createChecked(
  crm: Crm,
  request: FastifyRequest,
  object: ObjectName,
  { values, links }: Pick<Checked, 'values' | 'links'>,
  key: string | undefined,
): HubSpotRecord {
  const portal = crm.portal()
  // What a fresh account gives a contact that comes without a stage.
  const stage: Record<string, string> =
    object === 'contacts' && !values['lifecyclestage'] ? { lifecyclestage: 'lead' } : {}
  const record = createRecord(portal, object, { ...values, ...stage }, integration(crm))
  const mark = key ?? uniqueValue(record)
  addEffect(crm, request, {
    kind: 'create',
    object,
    id: record.id,
    ...(mark === undefined ? {} : { key: mark }),
    fields: values,
  })
  for (const link of links) linkRecords(crm, request, object, record.id, link)
  return record
}

/** @returns the names that changed */
export function updateChecked(
  crm: Crm,
  request: FastifyRequest,
  object: ObjectName,
  record: HubSpotRecord,
  values: Record<string, string>,
  key: string | undefined,
): string[] {
  const changed = updateRecord(crm.portal(), object, record, values, integration(crm))
  const mark = key ?? uniqueValue(record)
  addEffect(crm, request, {
    kind: 'update',
    object,
    id: record.id,
    ...(mark === undefined ? {} : { key: mark }),
    fields: values,
  })
  return changed
}

/** Says nothing to the ledger when the two were already linked so. */
export function linkRecords(
  crm: Crm,
  request: FastifyRequest,
  from: ObjectName,
  fromId: string,
  { to, toId, typeId }: NewLink,
): void {
  if (!crm.portal().links.add({ from, fromId, to, toId, typeId })) return
  const ends = [
    { object: from, id: fromId },
    { object: to, id: toId },
  ] as const
  keepPrimaryCompany(crm.portal(), ends, integration(crm))
  addEffect(crm, request, {
    kind: 'associate',
    object: from,
    id: fromId,
    fields: { to, toId, associationTypeId: typeId },
  })
}

export function unlinkRecords(crm: Crm, from: ObjectName, fromId: string, to: ObjectName, toId: string): void {
  crm.portal().links.remove(from, fromId, to, toId)
  const ends = [
    { object: from, id: fromId },
    { object: to, id: toId },
  ] as const
  keepPrimaryCompany(crm.portal(), ends, integration(crm))
}

function uniqueValue({ properties }: HubSpotRecord): string | undefined {
  return properties['pointsman_id'] ?? properties['email']
}
