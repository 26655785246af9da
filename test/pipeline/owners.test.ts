// The rules of docs/owners.md on a whole Pointsman and a pretend Salesforce: success managers, queues, and leads that come back.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HOUR_MS } from '../../src/time.ts'
import { yamlBlocks } from '../docs-blocks.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf, salesforceLead, wholeClock } from './leads.ts'

const root = join(import.meta.dirname, '../..')
const EMAIL = 'ada@initech.example'
const guide = yamlBlocks(readFileSync(join(root, 'docs/owners.md'), 'utf8'))
const rules = guide.find(({ path }) => path === 'rulebook/rules.yaml')?.text ?? ''
const files = {
  'rules.yaml': rules,
  'pools.yaml':
    'pools: { sdr: { members: [ana.silva@acme.example, liam.obrien@acme.example] }, customer-success: { members: [sofia.rossi@acme.example] } }',
  'sla.yaml': 'policies: { four-hours: { within: 4h, onBreach: [reassign, nurture] } }',
}

let pointsman: WholePointsman
let folder: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'owners-'))
  cpSync(join(root, 'rulebook'), folder, { recursive: true })
  rmSync(join(folder, 'tests'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const connections = readFileSync(join(root, 'sandbox/demo-connections.yaml'), 'utf8')
  writeFileSync(
    join(folder, 'connections.yaml'),
    connections.replace(
      '      clientId: env:DEMO_SALES',
      '      successManagerField: Csm__c\n      clientId: env:DEMO_SALES',
    ),
  )
  pointsman = await wholePointsman({
    clock: wholeClock(),
    rulebookDir: folder,
    connectionsFile: join(folder, 'connections.yaml'),
  })
  pointsman.sandbox.seed({
    salesforce: {
      fields: [{ object: 'Account', name: 'Csm__c', type: 'string', length: 18 }],
      queues: [{ Name: 'Partner leads', SobjectTypes: ['Lead'] }],
    },
  })
})
afterEach(async () => {
  await pointsman.close()
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

const userId = (email: string): string => String(pointsman.sandbox.salesforce.find('User', email)?.['Id'])
const ownerOf = (email = EMAIL): string => String(salesforceLead(pointsman, email)?.['OwnerId'])
const company = (account: Record<string, string>): void => {
  pointsman.sandbox.seed({
    salesforce: { accounts: [{ Name: 'Initech', Website: 'https://initech.example', ...account }] },
  })
}
async function arrives(fields: Record<string, unknown> = {}): Promise<void> {
  await pointsman.send('web-form', form(EMAIL, fields))
  await pointsman.settle()
}

it('gives a customer to the success manager whom the account of the CRM names', async () => {
  company({ Type: 'Customer - Direct', OwnerEmail: 'mia.kern@acme.example', Csm__c: userId('nora.lind@acme.example') })
  await pointsman.settle()
  await arrives()
  expect(ownerOf()).toBe(userId('nora.lind@acme.example'))
})

describe('a lead in a queue', () => {
  beforeEach(async () => {
    company({ Type: 'Channel Partner / Reseller', OwnerEmail: 'mia.kern@acme.example' })
    await pointsman.settle()
    await arrives()
  })

  it('lies in the queue of the CRM, with a promise and without a task', async () => {
    const queues = await pointsman.store.list('owners', { where: { kind: 'queue' } })
    expect(ownerOf()).toBe(queues.find(({ name }) => name === 'Partner leads')?.crmId)
    expect(await pointsman.store.countBy('syncs', 'action')).toEqual({ 'save-person': 1, 'set-owner': 1 })
    expect(await pointsman.store.countBy('slaClocks', 'state')).toEqual({ running: 1 })
    expect(await pointsman.store.count('turns')).toBe(0)
  })

  it('is theirs who takes it out, and stays so', async () => {
    pointsman.clock.move(HOUR_MS)
    const mia = 'mia.kern@acme.example'
    pointsman.sandbox.salesforce.act({ as: mia, lead: EMAIL, do: 'set-owner', owner: mia })
    for (let hour = 0; hour < 6; hour += 1) {
      pointsman.clock.move(HOUR_MS)
      await pointsman.settle()
    }
    expect(ownerOf()).toBe(userId(mia))
    expect(await leadOf(pointsman, EMAIL)).toMatchObject({ pinned: true, breaches: 0 })
  })

  it('that nobody takes in time moves on', async () => {
    pointsman.clock.move(5 * HOUR_MS)
    await pointsman.settle()
    expect([userId('ana.silva@acme.example'), userId('liam.obrien@acme.example')]).toContain(ownerOf())
  })
})

describe('a lead that comes back', () => {
  async function nurturedBy(endedBecause: string): Promise<string> {
    await arrives()
    const first = ownerOf()
    await handedBack(endedBecause)
    return first
  }

  async function handedBack(endedBecause: string): Promise<void> {
    const lead = await leadOf(pointsman, EMAIL)
    const [held] = await pointsman.store.list('assignments', { where: { leadId: lead.id, endedAt: null } })
    await pointsman.store.commit({
      updates: [
        { table: 'assignments', id: held?.id ?? '', set: { endedAt: pointsman.clock.now(), endedBecause } },
        { table: 'leads', id: lead.id, set: { ownerId: null, stage: 'recycled', version: lead.version + 1 } },
      ],
    })
  }

  it('goes to whom it knows, without a turn', async () => {
    const first = await nurturedBy('handed back')
    const turns = await pointsman.store.count('turns')
    pointsman.clock.move(HOUR_MS)
    await arrives({ message: 'Back again' })
    const lead = await leadOf(pointsman, EMAIL)
    expect(lead.ownerId).toBe(first)
    const [decision] = (await pointsman.store.list('decisions', { where: { leadId: lead.id } })).slice(-1)
    expect(decision?.rule).toBe('Who comes back goes to whom they know')
    expect(await pointsman.store.count('turns')).toBe(turns)
    const { data } = await pointsman.api('GET', `/api/leads/${lead.id}/explain`)
    expect(JSON.stringify(data)).toContain('The owner named is previous owner.')
    expect(JSON.stringify(data)).toContain('the same rule and the same owner')
  })

  it('does not go to one who rejected it', async () => {
    await arrives()
    const { id: leadId } = await leadOf(pointsman, EMAIL)
    const touch = { id: 'touch-1', connection: 'salesforce', touchKey: 'rejection', leadId, kind: 'rejected' as const }
    const seen = { at: pointsman.clock.now(), seenAt: pointsman.clock.now(), by: null, ownerId: null, detail: null }
    await pointsman.store.commit({ inserts: [{ table: 'touches', row: { ...touch, ...seen } }] })
    await handedBack('handed back')
    pointsman.clock.move(HOUR_MS)
    await arrives({ message: 'Back again' })
    const [row] = (await pointsman.store.list('decisions', { where: { leadId } })).slice(-1)
    expect(row?.decision).toMatchObject({ outcome: { pool: 'sdr' }, owners: [{ refused: 'rejected this lead' }] })
  })

  it.each([
    ['sla-breach', 'broke a promise about this lead'],
    ['owner refused by the CRM', 'may not hold this lead in the CRM'],
  ])('does not go to one whose time ended by "%s"', async (because, why) => {
    await nurturedBy(because)
    pointsman.clock.move(HOUR_MS)
    await arrives({ message: 'Back again' })
    const lead = await leadOf(pointsman, EMAIL)
    const [row] = (await pointsman.store.list('decisions', { where: { leadId: lead.id } })).slice(-1)
    expect(row?.decision).toMatchObject({ outcome: { pool: 'sdr' }, owners: [{ refused: why }] })
  })
})
