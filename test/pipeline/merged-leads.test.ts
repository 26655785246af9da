// What comes for a lead that was merged, or is being merged: events, answers, touches and erasure reach the lead it lives on in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SECOND_MS } from '../../src/time.ts'
import { inFront } from './leads.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'

let pointsman: WholePointsman
/** Done once, as soon as rows of this table were read, and where it is told by what is sought. */
let meanwhile: { table: string; sought?: string; work: () => Promise<unknown> } | undefined
beforeEach(async () => {
  meanwhile = undefined
  pointsman = await wholePointsman({
    store: (real) =>
      inFront(real, {
        async list(table, query) {
          const rows = await real.list(table, query)
          if (meanwhile?.table === table && JSON.stringify(query ?? {}).includes(meanwhile.sought ?? '')) {
            const { work } = meanwhile
            meanwhile = undefined
            await work()
          }
          return rows
        },
      }),
  })
  await pointsman.settle()
})
afterEach(() => pointsman.close())

type Fields = Record<string, string>

let sent = 0
async function send(fields: Fields): Promise<void> {
  sent += 1
  const body = JSON.stringify({ submissionId: `merged ${sent}`, employees: 120, country: 'France', ...fields })
  await pointsman.send('web-form', { headers: { 'content-type': 'application/json' }, body })
  pointsman.clock.move(SECOND_MS)
}
async function tell(fields: Fields): Promise<string> {
  await send(fields)
  await pointsman.settle()
  const [key] = await pointsman.store.list('personKeys', { where: { key: fields['email'] ?? '' } })
  return key?.leadId ?? ''
}
async function watched(): Promise<void> {
  pointsman.clock.move(2 * 60_000)
  await pointsman.settle()
}
const post = (path: string, body: unknown = {}) => pointsman.api('POST', path, body, 'operator')
const merge = async (lead: string, into: string): Promise<void> => {
  expect((await post(`/api/leads/${lead}/merge`, { into, plan: false })).status).toBe(200)
}
const lead = async (id: string) => (await pointsman.store.find('leads', id))!
const open = (leadId: string) => pointsman.store.list('reviews', { where: { leadId, kind: 'person', state: 'open' } })
const answer = (reviewId: string | undefined, chosen: string | null) =>
  post(`/api/reviews/${reviewId}/answer`, { chosen })
const running = (leadId: string) =>
  pointsman.store.count('slaClocks', { leadId, state: { in: ['pending', 'running'] } })
const touches = (leadId: string) => pointsman.store.count('touches', { leadId })

const max = { lastName: 'Planck', company: 'Quanten', email: 'max.planck@quanten.example', firstName: 'Max' }
const initial = { ...max, email: 'mp@quanten.example', firstName: 'M.', phone: '+33142278199' }
const werner = { email: 'wh@gmail.com', firstName: 'Werner', lastName: 'Heisenberg', phone: '+33142278198' }

describe('an event', () => {
  it('that comes while the lead is merged is of the lead that stays, and nothing is routed twice', async () => {
    const [one, other] = [await tell(max), await tell(werner)]
    const turns = await pointsman.store.count('turns')
    await send({ email: werner.email, message: 'Hello' })
    meanwhile = { table: 'personKeys', sought: werner.email, work: () => merge(other, one) }
    await pointsman.settle()
    expect(meanwhile).toBeUndefined()
    expect(await lead(other)).toMatchObject({ mergedInto: one, ownerId: null })
    expect((await lead(one)).fields.message).toBe('Hello')
    expect((await lead(other)).fields.message).toBeUndefined()
    expect([await running(one), await running(other), await pointsman.store.count('turns')]).toEqual([1, 0, turns])
    expect(await pointsman.store.count('assignments', { leadId: other, endedAt: null })).toBe(0)
  })
})

describe('an answer', () => {
  it('of whose account it is routes no lead that is merged at that moment', async () => {
    const [one, other] = [await tell(max), await tell({ email: 'anew@gmail.com', company: 'Contozo' })]
    const [review] = await pointsman.store.list('reviews', { where: { leadId: other, kind: 'account', state: 'open' } })
    meanwhile = { table: 'touches', work: () => merge(other, one) }
    const [account] = await pointsman.store.list('accounts', { where: { connection: 'salesforce', name: 'Contoso' } })
    const { status } = await post(`/api/reviews/${review?.id}/answer`, { chosen: account?.id, reroute: true })
    expect([status, meanwhile]).toEqual([200, undefined])
    expect(await lead(other)).toMatchObject({ mergedInto: one, ownerId: null })
    expect(await running(other)).toBe(0)
  })

  it('that two are not the same holds for whatever is told of them later', async () => {
    await tell(max)
    const doubtful = await tell(initial)
    const [review] = await open(doubtful)
    await answer(review?.id, null)
    const later: Fields[] = [{ lastName: 'Planck' }, { company: 'Quanten' }, { lastName: 'Planck', city: 'Paris' }]
    for (const fields of later) {
      await tell({ email: initial.email, ...fields })
      expect(await open(doubtful)).toEqual([])
    }
  })

  it('that it is none of them holds for the lead that a candidate lives on in', async () => {
    const [known, doubtful] = [await tell(max), await tell(initial)]
    const third = await tell({ email: 'x@elsewhere.example', firstName: 'Xenia', lastName: 'Other' })
    const [review] = await open(doubtful)
    await merge(known, third)
    expect((await answer(review?.id, null)).status).toBe(200)
    await tell({ ...max, email: initial.email, city: 'Paris' })
    expect(await open(doubtful)).toEqual([])
  })
})

describe('what is done in a CRM', () => {
  it('at the record of a lead that was merged twice counts for the lead that it lives on in', async () => {
    const first = await tell({ email: 'aa@gmail.com', firstName: 'Anton' })
    const second = await tell({ email: 'bb@gmail.com', firstName: 'Bruno' })
    const last = await tell(max)
    await merge(first, second)
    await merge(second, last)
    const { salesforce } = pointsman.sandbox
    const as = String(salesforce.find('Lead', 'aa@gmail.com')?.['OwnerId'])
    salesforce.act({ as, lead: 'aa@gmail.com', do: 'complete-call' })
    await watched()
    expect([await touches(first), await touches(second)]).toEqual([0, 0])
    expect(await touches(last)).toBeGreaterThan(0)
    expect(await running(last)).toBe(0)
  })

  it('of which the lead is not says nothing of who holds it', async () => {
    const [one, other] = [await tell(max), await tell(werner)]
    const { hubspot } = pointsman.sandbox
    pointsman.sandbox.seed({ hubspot: { contacts: [{ properties: { email: 'hub@spot.example', lastname: 'Hub' } }] } })
    const crmId = hubspot.find('contacts', 'hub@spot.example')?.id ?? ''
    const ref = { connection: 'hubspot', leadId: other, crmId, ownerId: null, updatedAt: pointsman.clock.now() }
    await pointsman.store.commit({
      updates: [
        {
          table: 'leads',
          id: other,
          set: { crm: 'hubspot', connection: 'hubspot', version: (await lead(other)).version + 1 },
        },
      ],
      deletes: [{ table: 'crmRefs', id: `salesforce:${other}` }],
      inserts: [{ table: 'crmRefs', row: { id: `hubspot:${other}`, ...ref } }],
    })
    await pointsman.settle()
    await merge(other, one)
    const { ownerId } = await lead(one)
    const [owner] = await pointsman.store.list('owners', { where: { connection: 'hubspot' } })
    const as = owner?.crmId ?? ''
    hubspot.act({ as, contact: 'hub@spot.example', do: 'set-owner', owner: as })
    for (let round = 0; round < 3; round += 1) await watched()
    expect(await touches(one)).toBe(1)
    expect(await lead(one)).toMatchObject({ crm: 'salesforce', ownerId, pinned: false })
    expect(await running(one)).toBe(1)
    expect(await pointsman.store.find('crmRefs', `salesforce:${one}`)).toMatchObject({ ownerId })
  })
})

describe('a person who is forgotten', () => {
  it('while their lead is merged is forgotten in the lead that stays too', async () => {
    const [one, other] = [await tell(max), await tell(werner)]
    meanwhile = { table: 'deliveries', work: () => merge(other, one) }
    const { data } = await pointsman.api('POST', '/api/people/forget', { email: werner.email })
    expect(data).toMatchObject({ leads: 2, events: 2 })
    expect((await lead(other)).mergedInto).toBe(one)
    expect([(await lead(one)).fields, (await lead(other)).fields]).toEqual([{}, {}])
    expect(JSON.stringify(await pointsman.store.list('merges'))).not.toContain('Heisenberg')
    expect(await pointsman.store.count('personKeys', { leadId: { in: [one, other] } })).toBe(0)
  })
})
