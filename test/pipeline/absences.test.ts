// Away, drained, paused and turns given, by the API: who gets the next leads of the running Pointsman.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf } from './leads.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
})
afterAll(() => pointsman.close())

const jonas = 'jonas.weber@acme.example'
const pool = 'emea-mid-market'
let sent = 0

/** German companies of 320 go to this pool. @returns members that got so many leads */
async function deal(count: number): Promise<string[]> {
  const emails = Array.from({ length: count }, () => `lead-${(sent += 1)}@company-${sent}.example`)
  for (const email of emails) await pointsman.send('web-form', form(email, { country: 'Germany', size: '320' }))
  await pointsman.settle()
  const leads = await Promise.all(emails.map((email) => leadOf(pointsman, email)))
  const where = { leadId: { in: leads.map(({ id }) => id) } }
  return (await pointsman.store.list('assignments', { where })).map(({ member }) => member ?? '')
}

const say = (body: object, role = 'editor') => pointsman.api('POST', '/api/absences', body, role as 'editor')
const end = (body: object) => pointsman.api('POST', '/api/absences/end', body, 'editor')

describe('a member', () => {
  it('that is away gets none of a whole batch, and its share again when it is back', async () => {
    expect(new Set(await deal(8))).toContain(jonas)
    expect(await say({ kind: 'away', member: 'Jonas.Weber@acme.example', reason: 'holidays' })).toMatchObject({
      status: 200,
      data: { kind: 'away', member: jonas, until: null, reason: 'holidays' },
    })
    expect(await deal(8)).not.toContain(jonas)
    expect(await end({ member: jonas })).toMatchObject({ status: 200, data: { items: [{ member: jonas }] } })
    expect((await deal(8)).filter((member) => member === jonas)).toHaveLength(4)
  })

  it('whose absence ends by itself gets leads from then on', async () => {
    const until = new Date(pointsman.clock.now().getTime() + 3_600_000)
    await say({ kind: 'drained', member: jonas, until: until.toISOString() })
    expect(await deal(4)).not.toContain(jonas)
    pointsman.clock.move(3_600_000)
    expect(await deal(4)).toContain(jonas)
  })

  it('that is in no pool, or away until yesterday, is refused with a sentence', async () => {
    expect(await say({ kind: 'away', member: 'jonas.webber@acme.example' })).toMatchObject({
      status: 404,
      data: { error: { message: expect.stringContaining('did you mean "jonas.weber@acme.example"') } },
    })
    const past = new Date(pointsman.clock.now().getTime() - 1_000).toISOString()
    expect(await say({ kind: 'away', member: jonas, until: past })).toMatchObject({ status: 400 })
    expect(await say({ kind: 'paused', member: jonas })).toMatchObject({ status: 400 })
    expect(await end({ member: jonas })).toMatchObject({ status: 404 })
    expect(await say({ kind: 'away', member: jonas }, 'operator')).toMatchObject({ status: 403 })
  })
})

it('a pool that is paused gets nothing: the next rule, or otherwise, takes its leads', async () => {
  await say({ kind: 'paused', pool, reason: 'audit' })
  const leads = await deal(2)
  const decisions = await pointsman.store.list('decisions', { order: [{ by: 'id', direction: 'desc' }], limit: 2 })
  expect(leads).toHaveLength(2)
  expect(decisions.map((decision) => decision.pool)).toEqual(['catch-all', 'catch-all'])
  const { data } = await pointsman.api('GET', `/api/leads/${decisions[0]?.leadId}/explain`, undefined, 'viewer')
  expect(JSON.stringify(data)).toContain(`Pool ${pool} is paused.`)
  await end({ pool })
  expect(await deal(1)).toHaveLength(1)
})

describe('turns', () => {
  it('that are given bring a member leads before the others, and stand in ledger and audit', async () => {
    await deal(12)
    const given = await pointsman.api(
      'POST',
      '/api/pools/credit',
      { pool, member: jonas, leads: 2, reason: 'he gave two away' },
      'editor',
    )
    expect(given.status).toBe(200)
    expect((await deal(2)).filter((member) => member === jonas)).toHaveLength(2)
    const [row] = await pointsman.store.list('audit', { where: { action: 'turns.give' } })
    expect(row).toMatchObject({ target: pool, detail: { member: jonas, leads: 2, reason: 'he gave two away' } })
    const [turn] = await pointsman.store.list('turns', { where: { kind: 'manual' } })
    expect(turn).toMatchObject({ pool, member: jonas, amount: -2, decisionId: null })
  })

  it('sum up to the ledger, whatever happened', async () => {
    const sums = await pointsman.store.list('poolMembers')
    const ledger = await pointsman.store.list('turns')
    for (const { pool: name, member, total } of sums) {
      const own = ledger.filter((turn) => turn.pool === name && turn.member === member)
      expect(total).toBe(own.reduce((sum, { amount }) => sum + amount, 0))
    }
  })
})

it('pools are shown as they stand', async () => {
  const { status, data } = await pointsman.api('GET', '/api/pools', undefined, 'viewer')
  expect(status).toBe(200)
  const { items } = data as {
    items: { pool: string; members: { member: string; next: boolean; refused: string | null }[] }[]
  }
  const shown = items.find((item) => item.pool === pool)
  expect(shown?.members.map(({ member }) => member)).toContain(jonas)
  expect(shown?.members.filter(({ next }) => next)).toHaveLength(1)
})
