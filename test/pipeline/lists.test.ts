// Leads that no system sends: rows of a list and leads by hand enter the same ledger, are known again, and are routed like all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf } from './leads.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
})
afterAll(() => pointsman.close())

const card = (email: string, more: Record<string, unknown> = {}) => ({
  'Email Address': email,
  'Last Name': 'Lovelace',
  Company: 'Initech',
  Country: 'France',
  Employees: '120',
  Stage: 'MQL',
  import: { source: 'Trade show', campaign: 'Expo 2026' },
  ...more,
})
const importRows = (rows: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
  pointsman.api('POST', '/api/leads/import', {
    mapping: 'list',
    rows: rows.map((fields, index) => ({ row: index + 2, fields })),
    ...more,
  })
const count = () => pointsman.store.count('deliveries')

describe('rows of a list', () => {
  it('are routed and written like all others, with source and campaign', async () => {
    const answer = await importRows([card('ada@lists.example'), card('grace@lists.example')])
    expect(answer).toMatchObject({ status: 200, data: { connection: 'list', taken: 2, duplicate: 0, refused: [] } })
    await pointsman.settle()
    const lead = await leadOf(pointsman, 'ada@lists.example')
    expect(lead).toMatchObject({
      stage: 'MQL',
      connection: 'list',
      fields: { source: 'Trade show', campaign: 'Expo 2026' },
    })
    expect(pointsman.sandbox.salesforce.find('Lead', 'ada@lists.example')?.['OwnerId']).toBe(lead.ownerId)
  })

  it.each(['mappings/list.yaml', 'list.yaml', '/etc/pointsman/mappings/list.yml'])(
    'may name the mapping by its file: %s',
    async (mapping) => {
      const answer = await importRows([card(`${mapping.length}@lists.example`)], { mapping })
      expect(answer).toMatchObject({ status: 200, data: { connection: 'list', taken: 1 } })
    },
  )

  it('count once, in the same file and in the next one', async () => {
    const answer = await importRows([card('ada@lists.example'), card('new@lists.example'), card('new@lists.example')])
    expect(answer.data).toMatchObject({ taken: 1, duplicate: 2 })
    await pointsman.settle()
    const again = await importRows([card('ada@lists.example'), card('new@lists.example')])
    expect(again.data).toMatchObject({ taken: 0, duplicate: 2, deliveryId: null })
    expect(await pointsman.store.count('leads', { email: 'new@lists.example' })).toBe(1)
  })

  it('also when two people import the same file at the same moment', async () => {
    const answers = await Promise.all([1, 2].map(() => importRows([card('both@lists.example')])))
    const taken = answers.map(({ data }) => (data as { taken: number }).taken)
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(1)
    await pointsman.settle()
    expect(await pointsman.store.count('leads', { email: 'both@lists.example' })).toBe(1)
  })

  it('meet the person whom a form told of before', async () => {
    await pointsman.send('web-form', form('met@lists.example', { source: 'Web' }))
    await pointsman.settle()
    pointsman.clock.move(60_000)
    await importRows([card('met@lists.example', { 'Job Title': 'CTO' })])
    await pointsman.settle()
    expect((await leadOf(pointsman, 'met@lists.example')).fields).toMatchObject({ title: 'CTO', source: 'Web' })
  })

  it('that cannot be mapped are told with file, line and field, and the others are taken', async () => {
    const answer = await importRows([card(''), card('fine@lists.example')])
    expect(answer.data).toMatchObject({
      taken: 1,
      refused: [{ row: 2, why: expect.stringMatching(/^\S*list\.yaml:\d+:\d+ email: It is required/) }],
    })
  })

  it('are only looked at in a dry run', async () => {
    const before = await count()
    const answer = await importRows([card('dry@lists.example')], { dryRun: true })
    expect(answer.data).toMatchObject({ taken: 1, deliveryId: null })
    expect(await count()).toBe(before)
  })

  it('may be of any time, and do not outweigh what was said since', async () => {
    await pointsman.send('web-form', form('later@lists.example', { company: 'Newer Ltd', source: 'Web' }))
    await importRows([card('later@lists.example', { Company: 'Older Ltd' })], { at: '2026-10-01T10:00:00Z' })
    await pointsman.settle()
    expect((await leadOf(pointsman, 'later@lists.example')).fields).toMatchObject({
      company: 'Newer Ltd',
      source: 'Trade show',
    })
  })

  it('may come in by a connection with a sender of its own, where its mapping knows the columns', async () => {
    const fields = { email: 'by-form@lists.example', company: 'Initech', country: 'France', employees: 120 }
    const answer = await importRows([fields], { mapping: undefined, connection: 'web-form' })
    expect(answer.data).toMatchObject({ connection: 'web-form', taken: 1 })
    await pointsman.settle()
    expect((await leadOf(pointsman, 'by-form@lists.example')).connection).toBe('web-form')
  })

  it.each([
    [{ mapping: 'lsit' }, 404, 'did you mean "list"'],
    [{ mapping: 'mappings/other.yaml' }, 404, 'Those that do: '],
    [{ mapping: undefined, connection: 'web-from' }, 404, 'did you mean "web-form"'],
    [{ mapping: undefined, connection: 'salesforce' }, 404, 'takes leads in'],
    [{ mapping: undefined }, 400, 'Say mapping, or connection'],
    [{ rows: [] }, 400, ''],
    [{ at: 'yesterday' }, 400, ''],
  ])('are refused as a whole for %j', async (more, status, text) => {
    const answer = await importRows([card('x@lists.example')], more)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.data)).toContain(JSON.stringify(text).slice(1, -1))
  })

  it('leave an audit row without a person in it', async () => {
    const [row] = await pointsman.store.list('audit', { where: { target: 'list' } })
    expect(row).toMatchObject({ actor: 'admin-token', target: 'list', detail: { taken: 2, duplicate: 0, refused: 0 } })
    expect(JSON.stringify(row)).not.toContain('@')
  })
})

describe('a lead by hand', () => {
  const add = (body: Record<string, unknown>, role: 'operator' | 'viewer' = 'operator') =>
    pointsman.api('POST', '/api/leads', { connection: 'list', ...body }, role)

  it('is taken once for its key', async () => {
    const fields = card('hand@lists.example', { import: undefined, Source: 'Referral' })
    expect((await add({ key: 'referral 17', fields })).data).toMatchObject({ taken: 1 })
    expect((await add({ key: 'referral 17', fields: { ...fields, Company: 'Other' } })).data).toMatchObject({
      taken: 0,
      duplicate: 1,
    })
    await pointsman.settle()
    expect((await leadOf(pointsman, 'hand@lists.example')).fields).toMatchObject({
      source: 'Referral',
      company: 'Initech',
    })
  })

  it('asks for the role operator', async () => {
    expect((await add({ fields: card('viewer@lists.example') }, 'viewer')).status).toBe(403)
  })

  it('is taken whole once it was taken, however deep its values are', async () => {
    let deep: unknown = 'x'
    for (let levels = 0; levels < 61; levels += 1) deep = { deep }
    const fields = { ...card('deep@lists.example'), more: deep }
    expect((await add({ fields })).data).toMatchObject({ taken: 1 })
    await pointsman.settle()
    expect((await leadOf(pointsman, 'deep@lists.example')).fields.company).toBe('Initech')
  })

  it('survives keys that could change objects themselves', async () => {
    const answer = await pointsman.api(
      'POST',
      '/api/leads',
      JSON.parse('{"connection":"list","fields":{"Email":"p@lists.example","constructor":{"x":1}}}'),
    )
    expect([200, 400]).toContain(answer.status)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

it('a connection for lists has no webhook', async () => {
  const answer = await pointsman.send('list', form('forged@lists.example'))
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('connection.takes-lists') })
  expect(await pointsman.store.count('leads', { email: 'forged@lists.example' })).toBe(0)
})
