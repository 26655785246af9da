// Why a lead has its owner, from the store: each decision is made again by the version that made it, also after other rules went live.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Explanation } from '../../src/pipeline/pipeline.ts'
import { HOUR_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf } from './leads.ts'

let pointsman: WholePointsman
let id: string
beforeAll(async () => {
  pointsman = await wholePointsman()
  for (const name of ['ada', 'bo']) await pointsman.send('web-form', form(`${name}@initech.example`))
  await pointsman.settle()
  pointsman.clock.move(30 * HOUR_MS)
  await pointsman.settle()
  id = (await leadOf(pointsman, 'ada@initech.example')).id
})
afterAll(() => pointsman.close())

const explained = async () => (await pointsman.api('GET', `/api/leads/${id}/explain`)).data as Explanation
const same = { isSame: true, text: 'Decided again from what was stored: the same rule and the same owner.' }

it('makes the first decision and the one after the breach again, and tells every rule that was tried', async () => {
  const { decisions } = await explained()
  expect(decisions.map(({ decision, again }) => [decision.cause, again])).toEqual([
    ['new', same],
    ['sla-breach', same],
  ])
  const [row] = await pointsman.store.list('decisions', { where: { leadId: id } })
  expect(row?.decision).toMatchObject({ rules: [{ holds: true }], leftOut: 3 })
  expect(decisions[0]?.why.slice(0, 4)).toEqual([
    expect.stringContaining('Rule "Not ready for sales" (rulebook/rules.yaml:4) does not hold: lead.stage is inquiry'),
    expect.stringContaining('does not hold: account.relationship is customer (it is unknown)'),
    expect.stringContaining('does not hold: lead.employees is at least 1000 (it is 120) or lead.score'),
    expect.stringContaining('Rule "EMEA mid-market" (rulebook/rules.yaml:14) holds'),
  ])
})

it('says who would be next, and what would change it', async () => {
  const { latest, decisions } = await explained()
  expect(latest?.decisionId).toBe(decisions.at(-1)?.id)
  expect(latest?.next[0]).toMatchObject({ pool: 'emea-mid-market', rule: 'EMEA mid-market' })
  expect(latest?.next.map(({ ownerId }) => ownerId)).not.toContain(
    decisions[0]?.decision.outcome.kind === 'assign' && decisions[0].decision.outcome.ownerId,
  )
  expect(latest?.whatIf.changes).toContainEqual(
    expect.objectContaining({ field: 'lead.employees', from: 120, to: 1000, rule: 'Large companies, fast track' }),
  )
})

it('keeps to the version of the decision when other rules are live', async () => {
  const [live] = await pointsman.store.list('rulebooks')
  const withoutTests = Object.entries(live?.files ?? {}).filter(([path]) => !path.includes('/tests/'))
  const edited = withoutTests.map(([path, text]) => [path, text.replace('between: [50, 999]', 'between: [500, 999]')])
  const files = Object.fromEntries(edited) as Record<string, string>
  expect(await pointsman.api('POST', '/api/rulebook/publish', { files }, 'editor')).toMatchObject({ status: 200 })
  expect((await explained()).decisions.map(({ again }) => again)).toEqual([same, same])
})

it('says when it cannot be made again: by what was stored, and once the person’s part is gone', async () => {
  const [row] = await pointsman.store.list('decisions', { where: { leadId: id } })
  const set = async (inputs: unknown) =>
    pointsman.store.commit({ updates: [{ table: 'decisions', id: row?.id ?? '', set: { inputs } }] })
  await set({ turns: {} })
  expect((await explained()).decisions[0]).toMatchObject({
    again: { isSame: null, text: expect.stringContaining('before all of its inputs were kept') },
    why: expect.arrayContaining(['Not told here: 3 rules before it, which need other values than these.']),
  })
  await set(row?.inputs)
  await pointsman.store.commit({ deletes: [{ table: 'timelinePrivate', id: row?.id ?? '' }] })
  expect((await explained()).decisions[0]?.again.text).toMatch(/as long as retention\.yaml says/)
})

it('shows a viewer no more of the person than elsewhere', async () => {
  const { data } = await pointsman.api('GET', `/api/leads/${id}/explain`, undefined, 'viewer')
  expect(JSON.stringify(data)).not.toMatch(/Lovelace|ada@initech/)
})
