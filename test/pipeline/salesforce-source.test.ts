// Salesforce as a source through the whole of it: messages are acknowledged after the commit, polling passes nothing over, and one change told
// in both ways has one owner.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { StorageError } from '../../src/errors.ts'
import type { ChangeSet } from '../../src/store/store.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { inFront, leadOf, wholeClock } from './leads.ts'

const MINUTE_MS = 60_000
let folder: string
let connectionsFile: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-sf-source-'))
  connectionsFile = join(folder, 'connections.yaml')
  const demo = readFileSync(fileURLToPath(new URL('../../sandbox/demo-connections.yaml', import.meta.url)), 'utf8')
  writeFileSync(
    connectionsFile,
    demo
      .replace(
        '      clientSecret: env:DEMO_SALESFORCE_CLIENT_SECRET\n',
        '      clientSecret: env:DEMO_SALESFORCE_CLIENT_SECRET\n      organizationId: 00D000000000001EAA\n      path: the-secret-end\n      poll: { everySeconds: 60 }\n',
      )
      .replace('    connector: salesforce\n', '    connector: salesforce\n    writesTo: salesforce\n'),
  )
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  vi.useRealTimers()
})

const soap = (notifications: string[], session = ''): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000001EAA</OrganizationId>${session}${notifications.join('')}</notifications></e:Body></e:Envelope>`
const notification = (id: string, fields: Record<string, unknown>): string =>
  `<Notification><Id>${id}</Id><sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">${Object.entries(
    fields,
  )
    .map(([name, value]) => `<sf:${name}>${String(value)}</sf:${name}>`)
    .join('')}</sObject></Notification>`
const send = (pointsman: WholePointsman, body: string) =>
  pointsman.send('salesforce/the-secret-end', { headers: { 'content-type': 'text/xml; charset=UTF-8' }, body })
const fields = (email: string) => ({
  LastName: 'Lee',
  Email: email,
  Company: 'Initech',
  Country: 'France',
  NumberOfEmployees: 120,
  Status: 'Open - Not Contacted',
})

describe('an Outbound Message', () => {
  let failing = false
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman({
      connectionsFile,
      clock: wholeClock(),
      store: (real) =>
        inFront(real, {
          insertDeliveries: (rows) =>
            failing
              ? Promise.reject(new StorageError('The disk is full.', { code: 'storage.full' }))
              : real.insertDeliveries(rows),
        }),
    })
    await pointsman.settle()
  })
  afterAll(() => pointsman.close())

  it('is acknowledged only when it is stored', async () => {
    const body = soap([
      notification('04l000000000001AAA', { Id: '00Q000000000001EAA', ...fields('om@source.example') }),
    ])
    failing = true
    const refused = await send(pointsman, body)
    expect([refused.status, refused.body.includes('<Ack>true</Ack>')]).toEqual([503, false])
    failing = false
    const taken = await send(pointsman, body)
    expect([taken.status, taken.body.includes('<Ack>true</Ack>')]).toEqual([200, true])
    await pointsman.settle()
    expect((await leadOf(pointsman, 'om@source.example')).ownerId).toBeTruthy()
  })

  it('keeps no living session, in whatever state it is kept', async () => {
    const session = '<SessionId>00D!living-token</SessionId>'
    await send(
      pointsman,
      soap([notification('04l000000000002AAA', { Id: '00Q000000000002EAA', ...fields('s@source.example') })], session),
    )
    await send(pointsman, soap([], session))
    const other = soap(
      [notification('04l000000000003AAA', { Id: '00Q000000000003EAA', ...fields('o@source.example') })],
      session,
    )
    await send(pointsman, other.replace('00D000000000001EAA', '00D000000000009AAA'))
    const rows = await pointsman.store.list('deliveries')
    expect(rows.map(({ state }) => state)).toContain('quarantined')
    expect(
      rows.filter(({ body, sealed }) => body.includes('living-token') || sealed?.includes('living-token')),
    ).toEqual([])
  })

  it('tells a hundred leads at once, and again without harm', async () => {
    const many = soap(
      Array.from({ length: 100 }, (_, index) =>
        notification(`04l1000000000${String(index).padStart(2, '0')}AAA`, {
          Id: `00Q1000000000${String(index).padStart(2, '0')}AAA`,
          ...fields(`many-${index}@source-${index}.example`),
        }),
      ),
    )
    await send(pointsman, many)
    await pointsman.settle()
    await send(pointsman, many)
    await pointsman.settle()
    expect(await pointsman.store.count('leads', { email: { contains: 'many-' } })).toBe(100)
    expect(await pointsman.store.count('assignments', { endedAt: null })).toBeGreaterThanOrEqual(100)
  })
})

describe('polling', () => {
  let pointsman: WholePointsman
  let breakAt = 0
  let commits = 0
  beforeAll(async () => {
    pointsman = await wholePointsman({
      connectionsFile,
      clock: wholeClock(),
      store: (real) =>
        inFront(real, {
          commit(changes: ChangeSet) {
            const polls = [
              ...(changes.updates ?? []),
              ...(changes.inserts ?? []).map(({ table, row }) => ({ table, id: row.id })),
            ].some(({ id }) => id === 'poll:salesforce')
            if (polls) commits += 1
            return polls && commits === breakAt
              ? Promise.reject(new Error('The process is gone.'))
              : real.commit(changes)
          },
        }),
    })
    await pointsman.settle()
    const [owner] = await pointsman.store.list('owners', {
      where: { connection: 'salesforce', kind: 'user' },
      order: [{ by: 'id', direction: 'desc' }],
    })
    person = owner?.crmId ?? ''
  })
  beforeEach(() => {
    breakAt = 0
    commits = 0
  })
  afterAll(() => pointsman.close())

  let person: string
  const seed = (...emails: string[]) =>
    pointsman.sandbox.seed({
      salesforce: {
        leads: emails.map((email) => ({ ...fields(email), CreatedById: person, LastModifiedById: person })),
      },
    })
  const minute = async (): Promise<void> => {
    pointsman.clock.move(MINUTE_MS)
    await pointsman.settle()
  }
  const polled = () => pointsman.store.list('deliveries', { where: { connection: 'salesforce', method: 'POLL' } })

  it('finds leads that others made, and gives them an owner there', async () => {
    pointsman.clock.move(1_000)
    seed('poll@source.example')
    await minute()
    const lead = await leadOf(pointsman, 'poll@source.example')
    expect(lead.ownerId).toBeTruthy()
    expect(pointsman.sandbox.salesforce.find('Lead', 'poll@source.example')?.['OwnerId']).toBe(lead.ownerId)
  })

  it('tells our own writes as of the look before, so that they outweigh nothing, and writes nothing for them', async () => {
    await minute()
    await minute()
    const { id } = await leadOf(pointsman, 'poll@source.example')
    const writes = await pointsman.store.count('syncs', { leadId: id })
    const told = (await polled()).length
    await minute()
    await minute()
    expect([(await polled()).length, await pointsman.store.count('syncs', { leadId: id })]).toEqual([told, writes])
  })

  it('sees what a person changed, also when we wrote after them', async () => {
    const owner = String(pointsman.sandbox.salesforce.find('Lead', 'poll@source.example')?.['OwnerId'])
    pointsman.sandbox.salesforce.act({
      as: owner,
      lead: 'poll@source.example',
      do: 'set-status',
      status: 'Working - Contacted',
    })
    await send(
      pointsman,
      soap([
        notification('04l000000000008AAA', {
          Id: '00Q000000000008EAA',
          ...fields('poll@source.example'),
          Title: 'CTO',
          LastModifiedDate: pointsman.clock.now().toISOString(),
        }),
      ]),
    )
    await minute()
    await minute()
    const lead = await leadOf(pointsman, 'poll@source.example')
    expect([lead.stage, lead.fields.title]).toEqual(['SAL', 'CTO'])
  })

  it('passes over none of six hundred of one second, page by page', async () => {
    const emails = Array.from({ length: 600 }, (_, index) => `page-${index}@page-${index}.example`)
    pointsman.clock.move(1_000)
    seed(...emails)
    await minute()
    expect(await pointsman.store.count('leads', { email: { contains: 'page-' } })).toBe(600)
    expect(await pointsman.store.count('events', { connection: 'salesforce', state: 'duplicate' })).toBe(0)
  })

  it('stores what it read and how far in one commit: a crash between two pages loses nothing and repeats nothing', async () => {
    const emails = Array.from({ length: 600 }, (_, index) => `crash-${index}@crash-${index}.example`)
    pointsman.clock.move(1_000)
    seed(...emails)
    breakAt = 2
    pointsman.clock.move(MINUTE_MS)
    await expect(pointsman.settle()).rejects.toThrow('The process is gone.')
    breakAt = 0
    await minute()
    await minute()
    expect(await pointsman.store.count('leads', { email: { contains: 'crash-' } })).toBe(600)
    expect(await pointsman.store.count('events', { connection: 'salesforce', state: 'duplicate' })).toBe(0)
  })

  it('and a message of the same change make one lead with one owner', async () => {
    pointsman.clock.move(1_000)
    seed('both@source.example')
    const row = pointsman.sandbox.salesforce.find('Lead', 'both@source.example')
    const told = { Id: row?.['Id'], LastModifiedDate: row?.['LastModifiedDate'], ...fields('both@source.example') }
    await send(pointsman, soap([notification('04l000000000009AAA', told)]))
    await minute()
    const lead = await leadOf(pointsman, 'both@source.example')
    expect(await pointsman.store.count('leads', { email: 'both@source.example' })).toBe(1)
    expect(await pointsman.store.count('assignments', { leadId: lead.id, endedAt: null })).toBe(1)
    expect(await pointsman.store.countBy('events', 'state', { leadId: lead.id })).toMatchObject({ routed: 1 })
  })

  it('keeps deleted leads and routes nobody', async () => {
    const { Id } = pointsman.sandbox.salesforce.find('Lead', 'both@source.example') as { Id: string }
    pointsman.sandbox.salesforce.act({ as: person, lead: 'both@source.example', do: 'delete' } as never)
    await minute()
    const [event] = (
      await pointsman.store.list('events', { where: { connection: 'salesforce', kind: 'lifecycle' } })
    ).slice(-1)
    expect(event).toMatchObject({ state: 'ignored', eventKey: expect.stringContaining(Id) })
  })
})
