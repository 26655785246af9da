// Fills the org with users, queues and records. Its one rule: no check but that fields exist, so that any state can be set up.
import { toId18 } from './ids.ts'
import type { CustomField, Org } from './org.ts'
import type { Row, Scalar } from './schema.ts'
import { readDay, readTime } from './times.ts'

/** Fields by name; undefined is as good as absent. */
export type SeedRecord = Readonly<Record<string, Scalar | undefined>>

export interface QueueSeed {
  Id?: string
  Name: string
  DeveloperName?: string
  Email?: string
  /** Objects the queue serves; Lead alone when it is missing. */
  SobjectTypes?: readonly string[]
}

export interface SalesforceSeed {
  /** Custom fields to add before the records: `{ object: 'Account', name: 'Tier__c', type: 'string', length: 40 }` */
  fields?: readonly CustomField[]
  users?: readonly SeedRecord[]
  queues?: readonly QueueSeed[]
  /** Beside fields: `OwnerEmail` or `OwnerName` (of a queue) for OwnerId, `WhoEmail` for WhoId. */
  accounts?: readonly SeedRecord[]
  leads?: readonly SeedRecord[]
  contacts?: readonly SeedRecord[]
  tasks?: readonly SeedRecord[]
  events?: readonly SeedRecord[]
  assignmentRule?: { active: boolean; ownerId?: string; ownerEmail?: string; ownerName?: string } | null
  /** API calls a day. */
  dailyApiRequests?: number
}

const lists = [
  ['accounts', 'Account'],
  ['leads', 'Lead'],
  ['contacts', 'Contact'],
  ['tasks', 'Task'],
  ['events', 'Event'],
] as const

const parts = ['fields', 'users', 'queues', ...lists.map(([list]) => list), 'assignmentRule'] as readonly string[]

/** @throws Error with a sentence when the seed does not fit; no record of it is kept then */
export function seedOrg(org: Org, seed: SalesforceSeed): void {
  const stray = Object.keys(seed).find((key) => !parts.includes(key))
  if (stray !== undefined) throw new Error(`The seed of Salesforce has no part "${stray}", only ${parts.join(', ')}.`)
  for (const custom of seed.fields ?? []) org.addField(custom)
  org.atomic(() => {
    for (const user of seed.users ?? []) addUser(org, user)
    for (const queue of seed.queues ?? []) addQueue(org, queue)
    for (const [list, object] of lists) for (const record of seed[list] ?? []) add(org, object, record)
    return { result: undefined, keep: true }
  })
  const rule = seed.assignmentRule
  if (rule === undefined) return
  org.assignmentRule = rule && {
    active: rule.active,
    ownerId: rule.ownerId ?? ownerOf(org, { OwnerEmail: rule.ownerEmail ?? null, OwnerName: rule.ownerName ?? null }),
  }
}

function addUser(org: Org, user: SeedRecord): void {
  const name = String(user.Name ?? [user.FirstName, user.LastName].filter(Boolean).join(' '))
  const [first, ...rest] = name.split(' ')
  add(org, 'User', {
    Username: user.Email ?? null,
    FirstName: first ?? null,
    LastName: rest.join(' '),
    ...user,
    Name: name,
  })
}

function addQueue(org: Org, queue: QueueSeed): void {
  const { SobjectTypes = ['Lead'], ...record } = queue
  const name = queue.Name
  const id = add(org, 'Group', {
    DeveloperName: name.replaceAll(/\W+/g, '_'),
    ...record,
    Type: 'Queue',
  })
  for (const object of SobjectTypes) add(org, 'QueueSobject', { QueueId: id, SobjectType: object })
}

function add(org: Org, object: string, given: SeedRecord): string {
  const table = org.table(object)
  const { OwnerEmail, OwnerName, WhoEmail, ...record } = given
  const id = record.Id === undefined ? org.nextId(table.type) : toId18(String(record.Id))
  if (id === undefined || !id.startsWith(table.type.prefix)) {
    throw new Error(
      `"${String(record.Id)}" is no id of ${object}: give 15 or 18 characters that begin with ${table.type.prefix}.`,
    )
  }
  if (table.find(id)) throw new Error(`There is a ${object} with the id ${id} already.`)
  const at = org.timestamp()
  const stamps = { CreatedDate: at, LastModifiedDate: at, SystemModstamp: at }
  const by = org.integrationUserId || null
  const people = { CreatedById: by, LastModifiedById: by }
  const row: Record<string, Scalar> = {}
  for (const field of table.type.fields.values()) row[field.name] = field.initially ?? null
  for (const [name, value] of Object.entries({ ...stamps, ...people })) if (name in row) row[name] = value
  if ('OwnerId' in row) row.OwnerId = ownerOf(org, { OwnerEmail: OwnerEmail ?? null, OwnerName: OwnerName ?? null })
  if (WhoEmail) row.WhoId = whoOf(org, String(WhoEmail))
  for (const [name, value] of Object.entries(record))
    if (value !== undefined) row[fieldName(org, object, name)] = normal(org, object, name, value)
  if (object === 'Lead' || object === 'Contact') row.Name = [row.FirstName, row.LastName].filter(Boolean).join(' ')
  if (object === 'Task') row.IsClosed = row.Status === 'Completed'
  table.put({ ...row, Id: id })
  return id
}

function fieldName(org: Org, object: string, name: string): string {
  const field = org.table(object).type.fields.get(name.toLowerCase())
  if (field) return field.name
  throw new Error(`${object} has no field "${name}" in the sandbox: correct it, or name it under "fields" of the seed.`)
}

function normal(org: Org, object: string, name: string, value: Scalar): Scalar {
  const type = org.table(object).type.fields.get(name.toLowerCase())?.type
  if (typeof value !== 'string') return value
  const read = { reference: toId18, id: toId18, datetime: readTime, date: readDay }[String(type)]
  if (!read) return value
  const result = read(value)
  if (result === undefined) throw new Error(`${object}.${name}: "${value}" is no ${type}.`)
  return result
}

function ownerOf(org: Org, owner: { OwnerEmail: Scalar; OwnerName: Scalar }): string {
  if (owner.OwnerEmail) {
    const user = org.findUser(String(owner.OwnerEmail))
    if (!user) throw new Error(`No user with the e-mail address ${String(owner.OwnerEmail)}: seed users first.`)
    return String(user.Id)
  }
  if (owner.OwnerName) {
    const named = [...org.table('Group').all(), ...org.table('User').all()].find(
      (row: Row) => row.Name === owner.OwnerName,
    )
    if (!named) throw new Error(`No queue or user named "${String(owner.OwnerName)}": seed it first.`)
    return String(named.Id)
  }
  return org.integrationUserId
}

function whoOf(org: Org, email: string): string {
  for (const object of ['Lead', 'Contact']) {
    const table = org.table(object)
    const field = table.type.fields.get('email')
    const [id] = (field && table.idsBy(field, email)) ?? []
    if (id !== undefined) return id
  }
  throw new Error(`No lead or contact with the e-mail address ${email}: seed it first.`)
}
