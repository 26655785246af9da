// Fills the portal before a run. Its one rule: a seed that does not fit is refused as a whole, with a sentence.
import { z } from 'zod'
import { addProperty, customProperty } from './account-routes.ts'
import { nowMs, type Crm } from './crm.ts'
import { objectNames, type ObjectName } from './object-types.ts'
import { nextId } from './portal.ts'
import { checkProperties } from './property-check.ts'
import { createRecord } from './record-writes.ts'

const record = z.strictObject({
  id: z.string().regex(/^\d+$/).optional(),
  properties: z.record(z.string(), z.string()),
  /** Instead of the property hubspot_owner_id. */
  ownerEmail: z.string().optional(),
})

const seedShape = z.strictObject({
  portalId: z.number().int().positive().optional(),
  owners: z
    .array(
      z.strictObject({
        id: z.string().regex(/^\d+$/).optional(),
        email: z.string().min(3),
        firstName: z.string().default(''),
        lastName: z.string().default(''),
        type: z.enum(['PERSON', 'QUEUE']).default('PERSON'),
        archived: z.boolean().default(false),
      }),
    )
    .default([]),
  properties: z
    .array(
      z.strictObject({
        object: z.enum(objectNames),
        name: z.string().min(1),
        label: z.string().optional(),
        type: z.string().default('string'),
        options: z.array(z.string()).default([]),
        unique: z.boolean().default(false),
      }),
    )
    .default([]),
  companies: z.array(record).default([]),
  /** `companyDomain` links the contact to the company with that domain. */
  contacts: z.array(record.extend({ companyDomain: z.string().optional() })).default([]),
  lists: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        id: z.string().optional(),
        processingType: z.enum(['MANUAL', 'SNAPSHOT', 'DYNAMIC']).default('MANUAL'),
      }),
    )
    .default([]),
  limits: z
    .strictObject({
      perTenSeconds: z.number().int().positive(),
      searchesPerSecond: z.number().int().positive(),
      daily: z.number().int().positive(),
      searchLagMs: z.number().nonnegative(),
    })
    .partial()
    .optional(),
  access: z
    .strictObject({
      tokens: z.array(z.string()).nullable(),
      clientId: z.string(),
      clientSecret: z.string(),
      refreshToken: z.string(),
    })
    .partial()
    .optional(),
})
export type HubSpotSeed = z.input<typeof seedShape>
type Seed = z.output<typeof seedShape>

/** Lets search see all of it at once. @throws Error with a sentence */
export function seedPortal(crm: Crm, raw: unknown): void {
  const read = seedShape.safeParse(raw)
  if (!read.success) throw new Error(`The HubSpot seed does not fit. ${z.prettifyError(read.error)}`)
  const seed = read.data
  const portal = crm.portal()
  portal.portalId = seed.portalId ?? portal.portalId
  Object.assign(portal.limits, seed.limits)
  Object.assign(portal.access, seed.access)
  for (const { object, name, label, type, options, unique } of seed.properties) {
    addProperty(crm, object, customProperty({ name, label: label ?? name, type, options, hasUniqueValue: unique }))
  }
  for (const owner of seed.owners) addOwner(crm, owner)
  for (const company of seed.companies) addRecord(crm, 'companies', company)
  const byDomain = new Map([...portal.tables.companies.all()].map((one) => [one.properties['domain'], one.id]))
  for (const contact of seed.contacts) {
    const { companyDomain } = contact
    const toId = companyDomain === undefined ? undefined : byDomain.get(companyDomain)
    if (companyDomain !== undefined && toId === undefined) {
      throw new Error(`The HubSpot seed names no company with the domain "${companyDomain}".`)
    }
    const company: Record<string, string> = toId === undefined ? {} : { associatedcompanyid: toId }
    const fromId = addRecord(crm, 'contacts', { ...contact, properties: { ...contact.properties, ...company } })
    if (toId === undefined) continue
    portal.links.add({ from: 'contacts', fromId, to: 'companies', toId, typeId: 1 })
  }
  for (const { id, name, processingType } of seed.lists) {
    const listId = id ?? String(portal.lists.size + 1)
    portal.lists.set(listId, {
      listId,
      name,
      processingType,
      objectTypeId: '0-1',
      createdAt: nowMs(crm),
      members: new Map(),
    })
  }
}

function addOwner(crm: Crm, owner: Seed['owners'][number]): void {
  const { owners } = crm.portal()
  const number = owners.size + 1
  const id = owner.id ?? String(77_000_000 + number)
  const email = owner.email.toLowerCase()
  if (owners.has(id)) throw new Error(`The HubSpot seed gives two owners the id ${id}.`)
  owners.set(id, { ...owner, id, email, userId: 9_000_000 + number, createdAt: nowMs(crm) })
}

function addRecord(crm: Crm, object: ObjectName, given: z.output<typeof record>): string {
  const portal = crm.portal()
  const table = portal.tables[object]
  const owner = given.ownerEmail === undefined ? {} : { hubspot_owner_id: ownerIdOf(crm, given.ownerEmail) }
  const { values, problems } = checkProperties(
    { ...given.properties, ...owner },
    { definitions: portal.definitions[object], ownerMayHold: (id) => portal.owners.has(id), readOnlyToo: true },
  )
  if (problems[0]) throw new Error(`The HubSpot seed does not fit. ${object}: ${problems[0].message}.`)
  for (const name of table.uniqueNames()) {
    const value = values[name]
    if (value && table.find(name, value)) throw new Error(`The HubSpot seed has two ${object} with ${name} "${value}".`)
  }
  const id = given.id ?? nextId(portal)
  if (table.get(id)) throw new Error(`The HubSpot seed has two ${object} with the id ${id}.`)
  createRecord(portal, object, values, { at: nowMs(crm), sourceType: 'CRM_UI' }, { id, settled: true })
  return id
}

function ownerIdOf(crm: Crm, email: string): string {
  const owner = [...crm.portal().owners.values()].find((one) => one.email === email.toLowerCase())
  if (!owner) throw new Error(`The HubSpot seed names no owner with the email "${email}".`)
  return owner.id
}
