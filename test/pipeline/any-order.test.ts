// Order by the sender's time, not by arrival: whatever order a lead's events come in, it ends as the same lead with one owner.
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leadFields, type Lead, type LeadDraft, type LeadField } from '../../src/lead/lead.ts'
import { stages } from '../../src/lead/stage.ts'
import { atDecidedStage, atStage, mergeDraft } from '../../src/pipeline/merge-draft.ts'
import { secrets, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { leadOf, seedContacts, sendContacts } from './leads.ts'

const START = Date.parse('2026-11-24T09:00:00Z')

const blank: Lead = {
  id: 'l1',
  version: 1,
  stage: 'inquiry',
  fields: {},
  suspicious: [],
  accountId: null,
  ownerId: null,
  crm: 'salesforce',
  connection: 'web-form',
  pinned: false,
  breaches: 0,
  history: { fields: {}, stages: [] },
  occurredAt: new Date(START),
  receivedAt: new Date(START),
  createdAt: new Date(START),
  updatedAt: new Date(START),
}

/** What one event says. Few times and few values, so that ties and repeats come often. */
const saying = fc.record({
  at: fc.integer({ min: 0, max: 5 }),
  stage: fc.constantFrom(...stages),
  fields: fc.dictionary(
    fc.constantFrom(...(['company', 'phone', 'source', 'campaign', 'consent'] satisfies LeadField[])),
    fc.constantFrom('granted', 'withdrawn', 'a'),
    { maxKeys: 4 },
  ),
})
const sayings = fc.array(saying, { minLength: 1, maxLength: 8 })
const shuffled = sayings.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
)

const draftOf = ({ at, stage, fields }: { at: number; stage: Lead['stage']; fields: object }): LeadDraft => ({
  fields,
  stage,
  changes: [],
  suspicious: [],
  occurredAt: new Date(START + at * 1_000),
})

function told(all: readonly Parameters<typeof draftOf>[0][], order: readonly number[]): Lead {
  return order.reduce(
    (lead, index) => mergeDraft(lead, draftOf(all[index] as never), null, new Date(START), `event ${index}`).lead,
    blank,
  )
}

describe('events of one lead', () => {
  it('end with the same fields, stage and consent in any order', () => {
    fc.assert(
      fc.property(shuffled, ([all, order]) => {
        const { fields, stage, occurredAt, history } = told(all, order)
        const inOrder = told(all, [...all.keys()])
        expect({ fields, stage, occurredAt, stages: history?.stages }).toEqual({
          fields: inOrder.fields,
          stage: inOrder.stage,
          occurredAt: inOrder.occurredAt,
          stages: inOrder.history?.stages,
        })
      }),
      { numRuns: 2_000 },
    )
  })

  it('say nothing new when they come twice', () => {
    fc.assert(
      fc.property(shuffled, ([all, order]) => {
        const once = told(all, order)
        const again = told(all, [...order, ...order.toReversed()])
        expect([again.fields, again.stage]).toEqual([once.fields, once.stage])
      }),
      { numRuns: 500 },
    )
  })

  it('keep a stage that we gave between them', () => {
    const mql = draftOf({ at: 0, stage: 'MQL', fields: {} })
    const nurture = (lead: Lead) => atStage(lead, 'nurture', new Date(START + 2_000), 'decision 1')
    const late = draftOf({ at: 1, stage: 'MQL', fields: {} })
    const anew = draftOf({ at: 3, stage: 'MQL', fields: {} })
    const lead = nurture(mergeDraft(blank, mql, null, new Date(START), 'a').lead)
    expect(lead.stage).toBe('nurture')
    expect(mergeDraft(lead, late, null, new Date(START), 'b').lead.stage).toBe('nurture')
    expect(mergeDraft(lead, anew, null, new Date(START), 'c').lead.stage).toBe('MQL')
  })

  it('outweigh what a rule gave on what was said before them, also when they come late', () => {
    const inquiry = draftOf({ at: 1, stage: 'inquiry', fields: {} })
    const heard = mergeDraft(blank, inquiry, null, new Date(START), 'a').lead
    const nurtured = atDecidedStage(heard, 'nurture', '1')
    expect(nurtured.stage).toBe('nurture')
    for (const at of [0, 1, 2]) {
      const mql = draftOf({ at, stage: 'MQL', fields: {} })
      expect(mergeDraft(nurtured, mql, null, new Date(START), 'b').lead.stage).toBe('MQL')
    }
    for (const at of [0, 1, 2]) {
      const again = draftOf({ at, stage: 'inquiry', fields: {} })
      expect(mergeDraft(nurtured, again, null, new Date(START), 'b').lead.stage).toBe('nurture')
    }
    const more = draftOf({ at: 0, stage: 'inquiry', fields: { company: 'Acme' } })
    expect(mergeDraft(nurtured, more, null, new Date(START), 'b').lead.stage).toBe('inquiry')
  })

  it('of one moment: who said no is not written to', () => {
    const yes = draftOf({ at: 1, stage: 'MQL', fields: { consent: 'granted' } })
    const no = draftOf({ at: 1, stage: 'MQL', fields: { consent: 'withdrawn' } })
    for (const pair of [
      [yes, no],
      [no, yes],
    ]) {
      const [first, second] = pair as [LeadDraft, LeadDraft]
      const lead = mergeDraft(
        mergeDraft(blank, first, null, new Date(START), 'z').lead,
        second,
        null,
        new Date(START),
        'a',
      ).lead
      expect(lead.fields.consent).toBe('withdrawn')
    }
  })

  it('are remembered within bounds: a lead of ten thousand events holds two hundred words about its stage', () => {
    const lead = Array.from({ length: 1_000 }, (_, index) => index).reduce(
      (sum, index) =>
        mergeDraft(
          sum,
          draftOf({ at: index, stage: index % 2 ? 'recycled' : 'MQL', fields: {} }),
          null,
          new Date(START),
          `${index}`,
        ).lead,
      blank,
    )
    expect(lead.history?.stages.length).toBeLessThanOrEqual(200)
    expect(lead.stage).toBe('recycled')
    expect(Object.keys(leadFields.shape)).toContain('consent')
  })
})

describe('a lead through the whole of it', () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman()
  })
  afterAll(() => pointsman.close())

  /** What Marketo sends for one person, told at this minute. */
  const marketo = (email: string, minute: number, fields: Record<string, unknown>) => ({
    headers: { 'content-type': 'application/json', 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET },
    body: JSON.stringify({
      email,
      lastName: 'Lovelace',
      country: 'France',
      employees: 120,
      sentAt: new Date(START + minute * 60_000).toISOString(),
      ...fields,
    }),
  })

  /** Each says another company; the newest one's must stand, the oldest one's source, and the last word about consent. */
  const submissions = (email: string) =>
    [-9, -8, -7, -6, -5].map((minute, index) =>
      marketo(email, minute, {
        company: `Company ${index}`,
        source: `Source ${index}`,
        stage: index < 2 ? 'inquiry' : 'MQL',
        consent: ['yes', 'yes', 'yes', 'no', ''][index],
      }),
    )

  it('ends with the same fields, stage and consent, and one live assignment, in any order and however they are grouped', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        async (order, rests) => {
          const email = `order-${(run += 1)}@permuted.example`
          const all = submissions(email)
          for (const [place, index] of order.entries()) {
            const one = all[index]
            if (one) await pointsman.send('marketo', one)
            if (rests[place]) await pointsman.settle()
          }
          await pointsman.settle()
          const lead = await leadOf(pointsman, email)
          expect([lead.fields, lead.stage]).toEqual([
            expect.objectContaining({ company: 'Company 4', source: 'Source 0', consent: 'withdrawn' }),
            'MQL',
          ])
          const live = await pointsman.store.count('assignments', { leadId: lead.id, endedAt: null })
          expect([await pointsman.store.count('leads', { email }), live]).toEqual([1, 1])
          expect(pointsman.sandbox.salesforce.find('Lead', email)).toMatchObject({ Company: 'Company 4' })
        },
      ),
      { numRuns: 25 },
    )
  })

  it('remembers who confirmed a value when', async () => {
    const email = 'confirmed@permuted.example'
    for (const [minute, company] of [
      [-9, 'First'],
      [-5, 'First'],
      [-7, 'Second'],
    ] as const) {
      await pointsman.send('marketo', marketo(email, minute, { company }))
      await pointsman.settle()
    }
    expect((await leadOf(pointsman, email)).fields.company).toBe('First')
  })

  it('takes the record of a thin event as of its last change, not as of the event or the reading', async () => {
    const [id = ''] = seedContacts(pointsman, ['thin@permuted.example'], { company: 'Old Ltd' })
    await sendContacts(pointsman, [id], 77)
    await pointsman.send('marketo', marketo('thin@permuted.example', 1, { company: 'New Ltd' }))
    pointsman.clock.move(2 * 60_000)
    await pointsman.settle()
    expect((await leadOf(pointsman, 'thin@permuted.example')).fields.company).toBe('New Ltd')
  })

  it('lets no clock that runs ahead speak for ever', async () => {
    const email = 'ahead@permuted.example'
    await pointsman.send('marketo', marketo(email, 60 * 24 * 365 * 70, { company: 'Ahead' }))
    await pointsman.settle()
    pointsman.clock.move(5 * 60_000)
    await pointsman.send('marketo', marketo(email, 7, { company: 'Later' }))
    await pointsman.settle()
    expect((await leadOf(pointsman, email)).fields.company).toBe('Later')
  })
})
