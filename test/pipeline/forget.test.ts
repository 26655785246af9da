// A person who is forgotten is gone from every row and every byte of the files; the numbers stay, and what comes again is known.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webhookEvents, signWebhook } from '../../sandbox/hubspot/webhooks.ts'
import { publicUrl, secrets, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { leadOf, seedContacts, sendContacts } from './leads.ts'
import { placesWith } from './places.ts'

/** No other person, company or file of the tests holds these. */
const canaries = {
  email: 'zoe.canary@quokka-ltd.example',
  firstName: 'Zoexcanary',
  lastName: 'Quokkason',
  phone: '+33142278186',
  company: 'Quokka Canary Ltd',
  message: 'Please call about the wombatcanary',
}
const words = ['zoe.canary', 'quokka', 'zoexcanary', 'quokkason', '142278186', 'wombatcanary']

/** Places in which the person stands. */
const placesOf = (pointsman: WholePointsman, search = words): Promise<string[]> => placesWith(pointsman, search)

const marketo = (fields: Record<string, unknown>) => ({
  headers: { 'content-type': 'application/json', 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET },
  body: JSON.stringify({ leadId: 7, country: 'France', employees: 120, sentAt: '2026-11-24T08:30:00Z', ...fields }),
})
const forget = (pointsman: WholePointsman, email: string, more: object = {}) =>
  pointsman.api('POST', '/api/people/forget', { email, ...more })

describe('a person who is forgotten', () => {
  let pointsman: WholePointsman
  let leadId: string
  let before: Record<string, unknown>
  const numbers = async () => ({
    leads: await pointsman.store.count('leads'),
    events: await pointsman.store.count('events'),
    decisions: await pointsman.store.count('decisions'),
    assignments: await pointsman.store.count('assignments'),
    syncs: await pointsman.store.count('syncs'),
    turns: await pointsman.store.count('turns'),
  })

  beforeAll(async () => {
    pointsman = await wholePointsman()
    // Beside all else the CRM keeps her under an account.
    const properties = { email: 'Zoe.Canary@Quokka-Ltd.example', lastname: canaries.lastName, phone: canaries.phone }
    pointsman.sandbox.seed({ hubspot: { contacts: [{ properties, companyDomain: 'contoso.example' }] } })
    for (let index = 0; index < 40; index += 1) {
      await pointsman.send(
        'marketo',
        marketo({ leadId: index, email: `other-${index}@others.example`, company: `Other ${index}` }),
      )
    }
    const { email, ...fields } = canaries
    await pointsman.send('marketo', marketo({ email: `Zoe.Canary@Quokka-Ltd.example`, ...fields }))
    // Once more by a form, in another spelling; with a body that nobody can read; and with a proof that does not hold.
    await pointsman.send('web-form', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email, lastName: fields.lastName, message: fields.message }).toString(),
    })
    await pointsman.send('marketo', { ...marketo({}), body: `{"email": "${email.replace('@', '\\u0040')}", broken` })
    await pointsman.send('marketo', { ...marketo({ email }), headers: { 'x-pointsman-secret': 'wrong' } })
    // The CRM's refusal names her.
    await pointsman.settle()
    leadId = (await leadOf(pointsman, email)).id
    const [sync] = await pointsman.store.list('syncs', { where: { leadId } })
    await pointsman.store.commit({
      updates: [
        {
          table: 'syncs',
          id: sync?.id ?? '',
          set: { state: 'dead', message: `duplicate of ${email}`, code: 'DUPLICATES_DETECTED' },
        },
      ],
    })
    before = await numbers()
  })
  afterAll(() => pointsman.close())

  it('is there before, in many places', async () => {
    expect((await placesOf(pointsman)).length).toBeGreaterThan(words.length - 1)
  })

  it('is only counted in a dry run', async () => {
    const answer = await forget(pointsman, ' ZOE.canary@quokka-ltd.example ', { dryRun: true })
    expect(answer).toMatchObject({ status: 200, data: { leads: 1, events: 2, deliveries: 4, contacts: 1, waiting: 0 } })
    expect((await leadOf(pointsman, canaries.email)).id).toBe(leadId)
  })

  it('is gone from every byte, and the others are as they were', async () => {
    const others = await pointsman.store.list('leads', { where: { id: { not: leadId } } })
    const answer = await forget(pointsman, canaries.email)
    expect(answer).toMatchObject({ status: 200, data: { leads: 1, events: 2, deliveries: 4, contacts: 1 } })
    expect(await placesOf(pointsman)).toEqual([])
    expect(await pointsman.store.count('contacts')).toBe(0)
    expect(await pointsman.store.list('leads', { where: { id: { not: leadId } } })).toEqual(others)
    expect(await placesOf(pointsman, ['other-7@others.example'])).not.toEqual([])
  })

  it('still counts', async () => {
    expect(await numbers()).toEqual(before)
    expect(await pointsman.store.countBy('events', 'state', { state: 'erased' })).toEqual({ erased: 2 })
  })

  it('is explained as erased', async () => {
    const { data } = await pointsman.api('GET', `/api/leads/${leadId}/explain`)
    expect(data).toMatchObject({
      erasedAt: expect.any(String),
      decisions: [{ why: [expect.stringMatching(/^The inputs were erased on 2026-11-24/)], decision: { rules: [] } }],
    })
    const [event] = await pointsman.store.list('events', { where: { state: 'erased' } })
    const replay = await pointsman.api('POST', `/api/events/${event?.id}/replay`, {})
    expect(replay).toMatchObject({ status: 409, data: { error: { code: 'event.not-replayable' } } })
  })

  it('holds no promise, no assignment and no write any more', async () => {
    expect(await pointsman.store.count('assignments', { leadId, endedAt: null })).toBe(0)
    expect(await pointsman.store.count('slaClocks', { leadId, state: { in: ['pending', 'running'] } })).toBe(0)
    expect(await pointsman.store.count('syncs', { leadId, state: { in: ['waiting', 'dead'] } })).toBe(0)
    pointsman.clock.move(3 * 86_400_000)
    await pointsman.settle()
    expect(await placesOf(pointsman)).toEqual([])
  })

  it('does not come back when a sender repeats what it sent', async () => {
    const { email, ...fields } = canaries
    expect(
      await pointsman.send('marketo', marketo({ email: `Zoe.Canary@Quokka-Ltd.example`, ...fields })),
    ).toMatchObject({ status: 200 })
    // The same told in another delivery, from before the erasure.
    await pointsman.send('marketo', marketo({ leadId: 8, email, ...fields, sentAt: '2026-11-24T08:45:00Z' }))
    await pointsman.settle()
    expect(await placesOf(pointsman)).toEqual([])
    expect(await pointsman.store.count('leads', { email })).toBe(0)
  })

  it('may begin anew: what they say after the erasure is a new lead', async () => {
    const sentAt = new Date(pointsman.clock.now().getTime()).toISOString()
    await pointsman.send('marketo', marketo({ leadId: 9, email: canaries.email, lastName: 'Again', sentAt }))
    await pointsman.settle()
    expect((await leadOf(pointsman, canaries.email)).id).not.toBe(leadId)
  })

  it('leaves an audit row that names nobody', async () => {
    const [row] = await pointsman.store.list('audit', { where: { action: 'person.forget' } })
    expect(row).toMatchObject({ actor: 'admin-token', detail: { leads: 1 } })
    expect(row?.target).toMatch(/^[\w-]{43}$/)
  })

  it('is asked for by an admin, by an address', async () => {
    expect((await pointsman.api('POST', '/api/people/forget', { email: 'a@b.example' }, 'editor')).status).toBe(403)
    const answer = await forget(pointsman, 'nobody')
    expect(answer).toMatchObject({ status: 400, data: { error: { code: 'forget.address' } } })
    expect((await forget(pointsman, 'unknown@nobody.example')).data).toMatchObject({
      leads: 0,
      events: 0,
      deliveries: 0,
    })
  })
})

describe('a privacy deletion of the source', () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman()
  })
  afterAll(() => pointsman.close())

  const privacyDeletion = (id: string, eventId: number) => {
    const at = pointsman.clock.now()
    const event = webhookEvents.creation({ contactId: id, portalId: 4242, occurredAt: at, eventId })
    const body = JSON.stringify([{ ...event, subscriptionType: 'contact.privacyDeletion' }])
    const url = `${publicUrl}/webhooks/hubspot`
    const headers = signWebhook({ secret: secrets.DEMO_HUBSPOT_CLIENT_SECRET, url, body, at })
    return pointsman.send('hubspot', { headers, body })
  }

  it('erases the person, and not those who came in the same delivery', async () => {
    const more = { firstname: canaries.firstName, company: canaries.company, message: canaries.message }
    const [id = ''] = seedContacts(pointsman, [canaries.email], more)
    const [other = ''] = seedContacts(pointsman, ['beside@others.example'])
    await sendContacts(pointsman, [id, other])
    await pointsman.settle()
    const lead = await leadOf(pointsman, canaries.email)
    expect(await privacyDeletion(id, 9)).toMatchObject({ status: 200 })
    await pointsman.settle()
    expect(await placesOf(pointsman)).toEqual([])
    expect(await pointsman.store.find('leads', lead.id)).toMatchObject({ fields: {}, email: null })
    expect((await leadOf(pointsman, 'beside@others.example')).ownerId).toBeTruthy()
  })
  it('erases who is known only as somebody under an account', async () => {
    const hubspot = pointsman.sandbox.hubspot
    const seed = (email: string) => ({ properties: { email }, companyDomain: 'contoso.example' })
    const [gone, stays] = ['under@quokka-ltd.example', 'beside@contoso.example']
    pointsman.sandbox.seed({ hubspot: { contacts: [seed(gone), seed(stays)] } })
    pointsman.clock.move(20 * 60_000)
    await pointsman.settle()
    expect(await placesOf(pointsman)).not.toEqual([])
    expect(await privacyDeletion(hubspot.find('contacts', gone)?.id ?? '', 10)).toMatchObject({ status: 200 })
    await pointsman.settle()
    expect(await placesOf(pointsman)).toEqual([])
    expect((await pointsman.store.list('contacts')).map(({ email }) => email)).toEqual([stays])
  })
})
