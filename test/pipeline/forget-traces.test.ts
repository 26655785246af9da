// What tells of a person without the address: repeats, other bodies under one key, unverified ones, records that are gone. All of it goes
// with the person, and what other people told stays.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signWebhook, webhookEvents, type WebhookEvent } from '../../sandbox/hubspot/webhooks.ts'
import { publicUrl, secrets, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { leadOf, seedContacts } from './leads.ts'
import { placesWith } from './places.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
})
afterAll(() => pointsman.close())

const forget = (email: string) => pointsman.api('POST', '/api/people/forget', { email })

function hubspot(events: readonly object[], secret = secrets.DEMO_HUBSPOT_CLIENT_SECRET) {
  const body = JSON.stringify(events)
  const at = pointsman.clock.now()
  const headers = signWebhook({ secret, url: `${publicUrl}/webhooks/hubspot`, body, at })
  return pointsman.send('hubspot', { headers, body })
}

let eventId = 0
function lastName(contactId: string, propertyValue: string): WebhookEvent {
  eventId += 1
  const occurredAt = pointsman.clock.now()
  return webhookEvents.propertyChange({
    contactId,
    portalId: 4242,
    occurredAt,
    eventId,
    propertyName: 'lastname',
    propertyValue,
  })
}
function privacyDeletion(contactId: string): object {
  eventId += 1
  const event = webhookEvents.creation({ contactId, portalId: 4242, occurredAt: pointsman.clock.now(), eventId })
  return { ...event, subscriptionType: 'contact.privacyDeletion' }
}

function marketo(fields: Record<string, unknown>, secret = secrets.DEMO_MARKETO_SECRET) {
  const lead = { leadId: 7, country: 'France', employees: 120, campaign: { id: 9 }, sentAt: '2026-11-24T08:30:00Z' }
  const headers = { 'content-type': 'application/json', 'x-pointsman-secret': secret }
  return pointsman.send('marketo', { headers, body: JSON.stringify({ ...lead, ...fields }) })
}

describe('with a person who is forgotten goes', () => {
  it('the repeat of an event that holds a name and no address', async () => {
    const [id = ''] = seedContacts(pointsman, ['repeat@traces.example'], { lastname: 'Wombatson' })
    const event = lastName(id, 'Wombatson')
    await hubspot([event])
    await pointsman.settle()
    await hubspot([{ ...event, attemptNumber: 1 }])
    await pointsman.settle()
    expect(await placesWith(pointsman, ['wombatson'])).not.toEqual([])
    expect(await forget('repeat@traces.example')).toMatchObject({ data: { leads: 1, events: 2, deliveries: 2 } })
    expect(await placesWith(pointsman, ['wombatson'])).toEqual([])
  })

  it('another body under the key of one of their deliveries, and one that is not verified and tells the same event', async () => {
    await marketo({ email: 'other@traces.example', lastName: 'Quokkason', phone: '+33142278186' })
    await marketo({ lastName: 'Quokkason-Evidence' })
    await marketo({ lastName: 'Quokkason-Unverified' }, 'wrong')
    await pointsman.settle()
    expect(await forget('other@traces.example')).toMatchObject({ data: { leads: 1, events: 1, deliveries: 3 } })
    expect(await placesWith(pointsman, ['quokkason'])).toEqual([])
  })

  it('what is not verified or cannot be read and holds their name beside their number', async () => {
    await marketo({ email: 'number@traces.example', lastName: 'Bilbyson', phone: '+33142278186', leadId: 8 })
    await marketo({ lastName: 'BILBYSON', phone: '01 42 27 81 86', leadId: 9 }, 'wrong')
    await pointsman.send('marketo', {
      headers: { 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET },
      body: '{"lastName": "Bilbyson", "phone": "(01) 42-27-81-86", broken',
    })
    // A colleague at the same switchboard, and a namesake elsewhere.
    await marketo({ lastName: 'Colleague', phone: '+33142278186', leadId: 10 }, 'wrong')
    await marketo({ lastName: 'Bilbyson', phone: '+33142278199', leadId: 11 }, 'wrong')
    await pointsman.settle()
    expect(await forget('number@traces.example')).toMatchObject({ data: { leads: 1, events: 1, deliveries: 3 } })
    const left = await pointsman.store.list('deliveries', { where: { connection: 'marketo', state: 'quarantined' } })
    expect(left.map(({ body }) => JSON.parse(body.toString()).leadId)).toEqual([10, 11])
  })

  it('what their record told while nobody could be made of it', async () => {
    const [id = ''] = seedContacts(pointsman, ['record@traces.example'], { lastname: 'Numbatson' })
    await hubspot([lastName(id, 'Numbatson')])
    await hubspot([lastName(id, 'Numbatson-Unverified')], 'wrong')
    await pointsman.settle()
    const [event] = await pointsman.store.list('events', { where: { hydrateId: id } })
    if (!event) throw new Error('Nothing was told of it.')
    const held = { ...event, id: 'held-without-lead', eventKey: 'held', state: 'held', leadId: null } as const
    await pointsman.store.commit({ inserts: [{ table: 'events', row: held }] })
    await forget('record@traces.example')
    expect(await placesWith(pointsman, ['numbatson'])).toEqual([])
  })

  it('nothing of those who were told of in the same breath', async () => {
    const [id = '', other = ''] = seedContacts(pointsman, ['breath@traces.example', 'beside@traces.example'], {
      lastname: 'Bandicootson',
    })
    const events = [lastName(id, 'Bandicootson'), lastName(other, 'Potorooson')]
    await hubspot(events)
    await pointsman.settle()
    await forget('breath@traces.example')
    const lead = await leadOf(pointsman, 'beside@traces.example')
    const [told] = await pointsman.store.list('events', { where: { leadId: lead.id } })
    expect([lead.ownerId, JSON.stringify(told?.payload)]).toEqual([
      expect.any(String),
      expect.stringContaining('Potorooson'),
    ])
  })
})

describe('a privacy deletion of a record that was gone when it was read', () => {
  const gone = '999777'

  it('erases what it had told', async () => {
    const event = lastName(gone, 'Dunnartson')
    await hubspot([event])
    await pointsman.settle()
    await hubspot([{ ...event, attemptNumber: 1 }])
    await pointsman.settle()
    expect(await placesWith(pointsman, ['dunnartson'])).not.toEqual([])
    await hubspot([privacyDeletion(gone)])
    await pointsman.settle()
    expect(await placesWith(pointsman, ['dunnartson'])).toEqual([])
    const [deletion] = await pointsman.store.list('events', { where: { kind: 'erasure', connection: 'hubspot' } })
    expect(deletion).toMatchObject({ state: 'erased', reason: 'The source erased this person; it was done here too.' })
  })

  it('erases also what comes with it or after it', async () => {
    await hubspot([lastName('999778', 'Antechinusson'), privacyDeletion('999778')])
    await pointsman.settle()
    await hubspot([lastName(gone, 'Dunnartson'), lastName('999778', 'Antechinusson')])
    await pointsman.settle()
    expect(await placesWith(pointsman, ['dunnartson', 'antechinusson'])).toEqual([])
    expect(await pointsman.store.count('events', { state: 'waiting' })).toBe(0)
  })

  it('of whom nothing was told ends without more', async () => {
    await hubspot([privacyDeletion('999779')])
    await pointsman.settle()
    const [last] = (await pointsman.store.list('events', { where: { kind: 'erasure' } })).toReversed()
    expect(last).toMatchObject({ state: 'erased', reason: 'Nobody is known by this record.' })
  })
})

describe('an erasure that was cut off', () => {
  it('is ended by the next one, wherever it stopped', async () => {
    for (const cut of [1, 2, 3, 4, 6, 9]) {
      const email = `cut-${cut}@traces.example`
      const word = `Cuscusson${cut}x`
      const [id = ''] = seedContacts(pointsman, [email], { lastname: word })
      const event = lastName(id, word)
      await hubspot([event])
      await pointsman.settle()
      await hubspot([{ ...event, attemptNumber: 1 }])
      await hubspot([lastName(id, word)], 'wrong')
      await pointsman.settle()
      const { commit } = pointsman.store
      let commits = 0
      pointsman.store.commit = (changes) => {
        commits += 1
        return commits > cut ? Promise.reject(new Error('cut off')) : commit(changes)
      }
      await forget(email)
      pointsman.store.commit = commit
      await forget(email)
      expect(await placesWith(pointsman, [word.toLowerCase()])).toEqual([])
    }
  })
})
