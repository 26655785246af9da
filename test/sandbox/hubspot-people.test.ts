// What people do in the pretend HubSpot, and what it tells others of it: stamps, history, webhooks with their signature.
import { Signature } from '@hubspot/api-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signWebhook, webhookEvents } from '../../sandbox/hubspot/webhooks.ts'
import { startCaller, type Caller } from './hubspot-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller()
})
afterEach(() => caller.close())

const contacts = '/crm/v3/objects/contacts'

describe('people at work', () => {
  const act = (deed: object) =>
    fetch(`${caller.url}/__sandbox/hubspot/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(deed),
    })

  it('leave their stamp: the owner engages, somebody else only reaches out', async () => {
    caller.pass(1_000)
    await act({ as: 'bob@example.com', contact: 'grace@example.com', do: 'send-mail' })
    expect(caller.contact('102')).toMatchObject({
      hs_first_outreach_date: '2026-05-01T07:25:38.400Z',
      num_contacted_notes: '1',
    })
    expect(caller.contact('102')['hs_sa_first_engagement_date']).toBeUndefined()
    caller.pass(1_000)
    const answer = await act({ as: '77', contact: '102', do: 'log-call' })
    expect(await answer.json()).toMatchObject({
      contactId: '102',
      changed: {
        hs_sa_first_engagement_date: '2026-05-01T07:25:39.400Z',
        notes_last_contacted: '2026-05-01T07:25:39.400Z',
      },
    })
    expect(caller.contact('102')).toMatchObject({
      hs_first_outreach_date: '2026-05-01T07:25:38.400Z',
      hs_sa_first_engagement_object_type: 'CALL',
      lastmodifieddate: '2026-05-01T07:25:39.400Z',
    })
    expect(caller.sandbox.hubspot.linked('contacts', '102', 'calls')).toHaveLength(1)
  })

  it('set status and owner as themselves, which the history shows', async () => {
    await act({ as: '77', contact: '102', do: 'set-lead-status', status: 'CONNECTED' })
    await act({ as: '77', contact: '102', do: 'set-owner', owner: 'bob@example.com' })
    const answer = await caller.call('GET', `${contacts}/102?propertiesWithHistory=hubspot_owner_id,hs_lead_status`)
    expect(answer.body).toMatchObject({
      propertiesWithHistory: {
        hubspot_owner_id: [{ value: '78', sourceType: 'CRM_UI', updatedByUserId: 9_000_001 }, {}],
        hs_lead_status: [{ value: 'CONNECTED', sourceType: 'CRM_UI' }],
      },
    })
  })

  it('that are not there, or do what nobody can, get a sentence', async () => {
    const said = async (deed: object) => {
      const answer = await act(deed)
      return [answer.status, ((await answer.json()) as { message: string }).message]
    }
    expect(await said({ as: 'eve@example.com', contact: '102', do: 'log-call' })).toEqual([
      400,
      expect.stringContaining('No owner "eve'),
    ])
    expect(await said({ as: '77', contact: '999', do: 'log-call' })).toEqual([
      400,
      expect.stringContaining('No contact "999"'),
    ])
    expect(await said({ as: '77', contact: '102', do: 'dance' })).toEqual([
      400,
      expect.stringContaining('This is no act'),
    ])
  })
})

describe('webhooks', () => {
  const given = { contactId: '101', portalId: 4_242_424, occurredAt: new Date('2026-05-01T07:25:37.400Z') }

  it('are built as HubSpot sends them, ids as numbers, values as texts', () => {
    const base = {
      eventId: 1,
      portalId: 4_242_424,
      appId: 900,
      occurredAt: 1_777_620_337_400,
      attemptNumber: 0,
      objectId: 101,
      changeSource: 'CRM_UI',
    }
    expect(webhookEvents.creation(given)).toEqual({
      ...base,
      subscriptionId: 77,
      subscriptionType: 'contact.creation',
      changeFlag: 'NEW',
    })
    expect(webhookEvents.propertyChange({ ...given, propertyName: 'lifecyclestage', propertyValue: 'lead' })).toEqual({
      ...base,
      subscriptionId: 78,
      subscriptionType: 'contact.propertyChange',
      propertyName: 'lifecyclestage',
      propertyValue: 'lead',
    })
  })

  it("are signed so that HubSpot's own client accepts them", () => {
    const at = new Date()
    const body = JSON.stringify([webhookEvents.creation(given)])
    const url = 'https://example.com/webhooks/hubspot?a=1&b=2%20x'
    const headers = signWebhook({ secret: 's3cret', url: url.replace('com/', 'com%2F'), body, at })
    const check = { clientSecret: 's3cret', requestBody: body, url, timestamp: at.getTime(), signatureVersion: 'v3' }
    const signature = headers['x-hubspot-signature-v3']
    expect(headers['x-hubspot-request-timestamp']).toBe(String(at.getTime()))
    expect(Signature.isValid({ ...check, signature })).toBe(true)
    expect(Signature.isValid({ ...check, signature, url: `${url}&c` })).toBe(false)
  })
})
