// The org as plain data and back, and the org as it is born: one organization, and the integration user our token stands for.
import { Org, type AssignmentRule, type CustomField } from './org.ts'
import type { Row } from './schema.ts'
import { seedOrg } from './seed.ts'

export interface OrgDump {
  fields: CustomField[]
  assignmentRule: AssignmentRule | null
  integrationUserId: string
  organizationId: string
  numbers: Record<string, number>
  /** object → rows */
  rows: Record<string, Row[]>
}

export function emptyOrg(now: () => Date): Org {
  const org = new Org(now)
  const { type } = org.table('Organization')
  org.organizationId = org.nextId(type)
  org.table('Organization').put({ ...blank(type.fields.values()), Id: org.organizationId, Name: 'Pretend Org' })
  seedOrg(org, { users: [{ Name: 'Pointsman Integration', Email: 'integration@pointsman.example' }] })
  org.integrationUserId = String(org.findUser('integration@pointsman.example')?.Id)
  return org
}

export function dumpOrg(org: Org): OrgDump {
  const { customFields, assignmentRule, integrationUserId, organizationId, numbers } = org
  const rows = Object.fromEntries([...org.tables].map(([name, table]) => [name, [...table.all()]]))
  return { fields: customFields, assignmentRule, integrationUserId, organizationId, numbers, rows }
}

/** @throws Error when the dump names an object that is not there */
export function restoreOrg(now: () => Date, dump: OrgDump): Org {
  const org = new Org(now)
  for (const custom of dump.fields) org.addField(custom)
  for (const [object, rows] of Object.entries(dump.rows)) for (const row of rows) org.table(object).put(row)
  Object.assign(org.numbers, dump.numbers)
  org.assignmentRule = dump.assignmentRule
  org.integrationUserId = dump.integrationUserId
  org.organizationId = dump.organizationId
  return org
}

function blank(fields: Iterable<{ name: string; initially: Row[string] | undefined }>): Row {
  return Object.fromEntries([...fields].map((field) => [field.name, field.initially ?? null]))
}
