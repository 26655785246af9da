// The tour: one lead's whole life, read from top to bottom. First on HubSpot, then on Salesforce; the clock is moved by hand.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signWebhook, webhookEvents } from '../sandbox/hubspot/webhooks.ts'
import { HOUR_MS, MINUTE_MS } from '../src/time.ts'
import { publicUrl, secrets, wholePointsman, type WholePointsman } from './whole-pointsman.ts'

// A Tuesday morning in Berlin, so that office hours are running.
const TUESDAY_10_BERLIN = '2026-11-24T09:00:00Z'

interface LeadPage {
  lead: { id: string; stage: string; ownerId: string | null }
}

describe('a lead from HubSpot, whose owner does nothing', () => {
  let pointsman: WholePointsman
  let contactId: string
  let leadId: string
  const delivery = () =>
    JSON.stringify([webhookEvents.creation({ contactId, portalId: 4242, occurredAt: pointsman.clock.now() })])

  beforeAll(async () => {
    pointsman = await wholePointsman({ start: TUESDAY_10_BERLIN })
    pointsman.sandbox.seed({
      hubspot: {
        contacts: [
          {
            properties: {
              email: 'ada@wayne-enterprises.example',
              firstname: '  Ada ',
              lastname: 'Lovelace',
              company: 'Wayne Enterprises',
              country: 'Deutschland',
              numberofemployees: '320',
              lifecyclestage: 'marketingqualifiedlead',
            },
          },
        ],
      },
    })
    contactId = pointsman.sandbox.hubspot.find('contacts', 'ada@wayne-enterprises.example')?.id ?? ''
  })
  afterAll(() => pointsman.close())

  it('1. HubSpot says that a contact became an MQL; the signed delivery is stored and answered', async () => {
    const body = delivery()
    const headers = signWebhook({
      secret: secrets.DEMO_HUBSPOT_CLIENT_SECRET,
      url: `${publicUrl}/webhooks/hubspot`,
      body,
      at: pointsman.clock.now(),
    })
    expect(await pointsman.send('hubspot', { headers, body })).toMatchObject({ status: 200 })
    expect(await pointsman.store.countBy('deliveries', 'state')).toEqual({ received: 1 })
  })

  it('2. the event is thin, so the contact is read; mapped and cleansed it is a lead', async () => {
    await pointsman.settle()
    const { data } = await pointsman.api('GET', '/api/leads?email=ada@wayne-enterprises.example')
    const [lead] = (data as { items: { id: string; fields: Record<string, unknown> }[] }).items
    leadId = lead?.id ?? ''
    expect(lead?.fields).toMatchObject({ email: 'ada@wayne-enterprises.example', country: 'DE', employees: 320 })
  })

  it('3. the rulebook gave it an owner, and the decision says why', async () => {
    const { data } = await pointsman.api('GET', `/api/leads/${leadId}/explain`)
    const { decisions } = data as { decisions: { rulebook: string; decision: { rule: string }; why: string[] }[] }
    expect(decisions).toHaveLength(1)
    expect(decisions[0]?.decision.rule).toBe('EMEA mid-market')
    expect(decisions[0]?.why.join(' ')).toContain('EMEA mid-market')
  })

  it('4. owner and a task with the context stand in HubSpot', async () => {
    const contact = pointsman.sandbox.hubspot.find('contacts', contactId)
    expect(contact?.properties['hubspot_owner_id']).toBe(await ownerOf())
    expect(tasksInHubspot()).toHaveLength(1)
    expect(tasksInHubspot()[0]?.properties['hs_task_subject']).toContain('Ada Lovelace')
  })

  it('5. the promise runs: four office hours from the confirmed write', async () => {
    const [clock] = await pointsman.store.list('slaClocks', { where: { leadId } })
    expect(clock).toMatchObject({ state: 'running' })
    expect(clock?.dueAt?.toISOString()).toBe('2026-11-24T13:00:00.000Z')
  })

  it('6. nobody acts: the promise breaks and the lead goes to somebody else', async () => {
    const first = await ownerOf()
    pointsman.clock.move(4 * HOUR_MS + MINUTE_MS)
    await pointsman.settle()
    const second = await ownerOf()
    expect(second).not.toBe(first)
    expect(pointsman.sandbox.hubspot.find('contacts', contactId)?.properties['hubspot_owner_id']).toBe(second)
    expect(tasksInHubspot()).toHaveLength(2)
  })

  it('7. nobody acts again: it returns to nurture, in HubSpot and here', async () => {
    pointsman.clock.set('2026-11-25T12:00:00Z')
    await pointsman.settle()
    const { data } = await pointsman.api('GET', `/api/leads/${leadId}`)
    expect((data as LeadPage).lead).toMatchObject({ stage: 'nurture', ownerId: null })
    expect(pointsman.sandbox.hubspot.find('contacts', contactId)?.properties['hs_lead_status']).toBe('BAD_TIMING')
  })

  it('8. every step stands in its timeline', async () => {
    const { data } = await pointsman.api('GET', `/api/leads/${leadId}/timeline`)
    const steps = (data as { items: { step: string }[] }).items.map(({ step }) => step)
    expect(steps.filter((step) => step === 'breached')).toHaveLength(2)
    expect(new Set(steps)).toEqual(
      new Set(['received', 'mapped', 'matched', 'assigned', 'written', 'breached', 'nurtured']),
    )
  })

  it('9. its event is run again by hand: marketing wants it back in the funnel', async () => {
    const [event] = await pointsman.store.list('events', { where: { leadId } })
    expect((await pointsman.api('POST', `/api/events/${event?.id}/replay`, {}, 'operator')).status).toBe(200)
    await pointsman.settle()
    const { data } = await pointsman.api('GET', `/api/leads/${leadId}`)
    expect((data as LeadPage).lead).toMatchObject({ stage: 'MQL' })
    expect(await ownerOf()).not.toBeNull()
  })

  async function ownerOf(): Promise<string | null> {
    const { data } = await pointsman.api('GET', `/api/leads/${leadId}`)
    return (data as LeadPage).lead.ownerId
  }

  function tasksInHubspot() {
    return pointsman.sandbox.hubspot
      .linked('contacts', contactId, 'tasks')
      .map((id) => pointsman.sandbox.hubspot.find('tasks', id))
  }
})

describe('a lead from Marketo, written to Salesforce', () => {
  let pointsman: WholePointsman
  let leadId: string
  const email = 'grace@initech.example'

  beforeAll(async () => {
    pointsman = await wholePointsman({ start: TUESDAY_10_BERLIN })
  })
  afterAll(() => pointsman.close())

  it('1. Marketo calls with its secret in a header', async () => {
    const answer = await pointsman.send('marketo', {
      headers: { 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET, 'content-type': 'application/json' },
      body: JSON.stringify({
        leadId: 123,
        email,
        firstName: 'Grace',
        lastName: 'Hopper',
        company: 'Initech',
        country: 'France',
        campaign: { id: 9, name: 'MQL' },
        sentAt: '2026-11-24 09:00:00',
      }),
    })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'accepted' })
  })

  it('2. Salesforce fails at first: the write is tried again and takes effect once', async () => {
    pointsman.sandbox.faults.set([
      { name: 'reset-before-answer', system: 'salesforce', rate: 1, times: 1, path: '/composite' },
    ])
    await pointsman.settle()
    pointsman.clock.move(5 * MINUTE_MS)
    await pointsman.settle()
    const leads = pointsman.sandbox.salesforce.rows('Lead').filter((row) => row['Email'] === email)
    expect(leads).toHaveLength(1)
    expect(pointsman.sandbox.salesforce.rows('Task')).toHaveLength(1)
    leadId = String(leads[0]?.['Pointsman_Id__c'])
    const { data } = await pointsman.api('GET', `/api/leads/${leadId}`)
    expect(leads[0]?.['OwnerId']).toBe((data as LeadPage).lead.ownerId)
  })

  it('3. the owner calls; the watch sees it and the promise is kept', async () => {
    const owner = String(pointsman.sandbox.salesforce.find('Lead', email)?.['OwnerId'])
    pointsman.clock.move(30 * MINUTE_MS)
    pointsman.sandbox.salesforce.act({ as: owner, lead: email, do: 'complete-call' })
    pointsman.clock.move(MINUTE_MS)
    await pointsman.settle()
    expect(await pointsman.store.countBy('slaClocks', 'state', { leadId })).toEqual({ met: 1 })
    const { data } = await pointsman.api('GET', `/api/leads/${leadId}`)
    expect((data as LeadPage).lead.stage).toBe('SAL')
  })

  it('4. days later it still belongs to the one who called', async () => {
    const before = pointsman.sandbox.salesforce.find('Lead', email)?.['OwnerId']
    pointsman.clock.set('2026-11-27T12:00:00Z')
    await pointsman.settle()
    expect(pointsman.sandbox.salesforce.find('Lead', email)?.['OwnerId']).toBe(before)
  })
})

describe('a write that Salesforce refuses', () => {
  let pointsman: WholePointsman

  beforeAll(async () => {
    pointsman = await wholePointsman({ start: TUESDAY_10_BERLIN })
    pointsman.sandbox.faults.set([{ name: 'partial-failure', system: 'salesforce', rate: 1 }])
    await pointsman.send('web-form', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'joan@hooli.example', lastName: 'Clarke', company: 'Hooli', submissionId: 's-1' }),
    })
    await pointsman.settle()
  })
  afterAll(() => pointsman.close())

  it("is dead, in Salesforce's own words", async () => {
    const { data } = await pointsman.api('GET', '/api/syncs?state=dead')
    const [sync] = (data as { items: { code: string; message: string }[] }).items
    expect(sync?.code).toBe('FIELD_CUSTOM_VALIDATION_EXCEPTION')
    expect(sync?.message).toBeTruthy()
  })

  it('is run again from the admin API after the fix: counted first, then done', async () => {
    pointsman.sandbox.faults.set([])
    const counted = await pointsman.api('POST', '/api/syncs/retry', { filter: {}, dryRun: true }, 'operator')
    expect(counted.data).toMatchObject({ retried: 0 })
    expect((counted.data as { matched: number }).matched).toBeGreaterThan(0)
    await pointsman.api('POST', '/api/syncs/retry', { filter: {}, dryRun: false }, 'operator')
    await pointsman.settle()
    expect(await pointsman.store.countBy('syncs', 'state')).toEqual({ done: 3 })
    expect(pointsman.sandbox.salesforce.rows('Lead')).toHaveLength(1)
    expect(pointsman.sandbox.salesforce.rows('Task')).toHaveLength(1)
  })
})
