// Senders that wait hear what became of their lead: a workflow of HubSpot through its callback, Marketo in the answer itself.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicUrl, secrets, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { leadOf, seedContacts } from './leads.ts'

function connectionsFile(edit: (text: string) => string): string {
  const demo = readFileSync(fileURLToPath(new URL('../../sandbox/demo-connections.yaml', import.meta.url)), 'utf8')
  const file = join(mkdtempSync(join(tmpdir(), 'pointsman-replies-')), 'connections.yaml')
  writeFileSync(file, edit(demo))
  return file
}

describe('a custom workflow action', () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman({
      connectionsFile: connectionsFile((text) =>
        text.replace('      accessToken: env', '      allowOldSignatures: true\n      accessToken: env'),
      ),
    })
  })
  afterAll(() => pointsman.close())

  const action = (callbackId: string, object: Record<string, unknown>) => {
    const body = JSON.stringify({
      callbackId,
      origin: { portalId: 4242, actionDefinitionId: 9, actionDefinitionVersion: 1 },
      context: { source: 'WORKFLOWS', workflowId: 5 },
      object,
      inputFields: {},
    })
    const signed = `${secrets.DEMO_HUBSPOT_CLIENT_SECRET}POST${publicUrl}/webhooks/hubspot${body}`
    return pointsman.send('hubspot', {
      headers: {
        'content-type': 'application/json',
        'x-hubspot-signature-version': 'v2',
        'x-hubspot-signature': createHash('sha256').update(signed).digest('hex'),
      },
      body,
    })
  }
  const contact = (email: string) => ({
    objectId: 51,
    objectType: 'CONTACT',
    properties: {
      email,
      lastname: 'Lovelace',
      country: 'France',
      numberofemployees: '120',
      lifecyclestage: 'marketingqualifiedlead',
    },
  })
  const told = (id: string) => pointsman.sandbox.hubspot.callback(id)

  it('waits, and goes on with the owner when the lead is routed', async () => {
    const answer = await action('ap-1', contact('ada@waits.example'))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({
      outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'PT1H' },
    })
    expect(told('ap-1')).toBeUndefined()
    await pointsman.settle()
    const lead = await leadOf(pointsman, 'ada@waits.example')
    const [decision] = await pointsman.store.list('decisions', { where: { leadId: lead.id } })
    const [owner] = await pointsman.store.list('owners', {
      where: { crmId: lead.ownerId ?? '', connection: 'hubspot' },
    })
    expect(told('ap-1')).toEqual({
      hs_execution_state: 'SUCCESS',
      pointsman_result: 'routed',
      pointsman_owner_id: lead.ownerId,
      pointsman_owner_name: owner?.name,
      pointsman_owner_email: owner?.email,
      pointsman_decision_id: decision?.id,
    })
  })

  const callsFor = (id: string) =>
    pointsman.sandbox.ledger
      .entries()
      .filter(({ path, request }) => path.includes('/callbacks/') && JSON.stringify(request).includes(id))

  it('is told once, however often HubSpot sends it before that', async () => {
    await action('ap-2', contact('twice@waits.example'))
    const again = await action('ap-2', contact('twice@waits.example'))
    expect(again.body).toContain('BLOCK')
    await pointsman.settle()
    pointsman.clock.move(60_000)
    await pointsman.settle()
    expect(await pointsman.store.count('replies', { replyTo: 'ap-2' })).toBe(1)
    expect(callsFor('ap-2')).toHaveLength(1)
  })

  it.each([
    ['in the same words', {}],
    ['in other words', { more: 'of it' }],
  ])(
    'is told once more when HubSpot had no answer, sends it again %s, and is told to wait again',
    async (_how, more) => {
      const id = `ap-again-${Object.keys(more).length}`
      await action(id, contact(`${id}@waits.example`))
      await pointsman.settle()
      expect(callsFor(id)).toHaveLength(1)
      const again = await action(id, { ...contact(`${id}@waits.example`), ...more })
      expect(again.body).toContain('BLOCK')
      await pointsman.settle()
      // Our answer is there first.
      expect(callsFor(id)).toHaveLength(1)
      pointsman.clock.move(2_000)
      await pointsman.settle()
      expect(callsFor(id)).toHaveLength(2)
      expect(JSON.stringify(callsFor(id)[1]?.request)).toContain('"pointsman_result":"routed"')
      expect(await pointsman.store.count('replies', { replyTo: id })).toBe(1)
      expect(await pointsman.store.count('leads', { email: `${id}@waits.example` })).toBe(1)
    },
  )

  it('is not told anew when its event is run again', async () => {
    const [event] = await pointsman.store.list('events', { where: { replyTo: 'ap-1' } })
    await pointsman.api('POST', `/api/events/${event?.id}/replay`, {})
    await pointsman.settle()
    expect(await pointsman.store.find('events', event?.id ?? '')).toMatchObject({ state: 'updated' })
    expect(await pointsman.store.count('replies', { replyTo: 'ap-1' })).toBe(1)
  })

  it('is read by its id where the action asks for no properties', async () => {
    const [id = ''] = seedContacts(pointsman, ['thin@waits.example'])
    await action('ap-3', { objectId: Number(id), objectType: 'CONTACT' })
    await pointsman.settle()
    expect(told('ap-3')).toMatchObject({ pointsman_result: 'routed' })
  })

  it('goes on also when nobody is there to route', async () => {
    await action('ap-4', { objectId: 7, objectType: 'COMPANY', properties: {} })
    await action('ap-5', { objectId: 999_999, objectType: 'CONTACT' })
    await pointsman.settle()
    expect(told('ap-4')).toMatchObject({ hs_execution_state: 'SUCCESS', pointsman_result: 'ignored' })
    expect(told('ap-5')).toMatchObject({
      pointsman_result: 'ignored',
      pointsman_reason: expect.stringContaining('gone'),
    })
  })

  it('waits on while its event is held, and hears when it was mended and run again', async () => {
    await action('ap-6', { ...contact('held@waits.example'), properties: { firstname: 'No address' } })
    await pointsman.settle()
    const [held] = await pointsman.store.list('events', { where: { state: 'held', replyTo: 'ap-6' } })
    expect([held?.state, told('ap-6')]).toEqual(['held', undefined])
    await pointsman.store.commit({
      updates: [{ table: 'events', id: held?.id ?? '', set: { payload: { record: contact('held@waits.example') } } }],
    })
    await pointsman.api('POST', `/api/events/${held?.id}/replay`, {})
    await pointsman.settle()
    expect(told('ap-6')).toMatchObject({ pointsman_result: 'routed' })
  })

  it('is told later when HubSpot is down', async () => {
    pointsman.sandbox.faults.set([{ name: 'server-error', system: 'hubspot', path: '/callbacks/', rate: 1 }])
    await action('ap-7', contact('later@waits.example'))
    await pointsman.settle()
    const [row] = await pointsman.store.list('replies', { where: { replyTo: 'ap-7' } })
    expect(row).toMatchObject({ state: 'waiting', attempts: 1 })
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(60_000)
    await pointsman.settle()
    expect(told('ap-7')).toMatchObject({ pointsman_result: 'routed' })
    expect(await pointsman.store.count('replies', { state: 'waiting' })).toBe(0)
  })
})

describe("Marketo's synchronous mode", () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman({
      connectionsFile: connectionsFile((text) =>
        text.replace(
          '      secret: env:DEMO_MARKETO_SECRET',
          '      secret: env:DEMO_MARKETO_SECRET\n      answerWithinSeconds: 8',
        ),
      ),
    })
    // Owners and accounts are read before anything is routed.
    await pointsman.settle()
  })
  afterAll(() => pointsman.close())

  const call = (email: string) =>
    pointsman.send('marketo', {
      headers: { 'content-type': 'application/json', 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET },
      body: JSON.stringify({
        leadId: 7,
        email,
        lastName: 'Byron',
        company: 'Initech',
        country: 'France',
        employees: 120,
      }),
    })
  const stored = async (email: string) => {
    while ((await pointsman.store.list('deliveries')).every(({ body }) => !body.includes(email))) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  it('answers, after the commit, with owner name, e-mail and decision', async () => {
    const answer = call('sync@marketo.example')
    await stored('sync@marketo.example')
    await pointsman.settle()
    const lead = await leadOf(pointsman, 'sync@marketo.example')
    const [owner] = await pointsman.store.list('owners', {
      where: { crmId: lead.ownerId ?? '', connection: 'salesforce' },
    })
    const [decision] = await pointsman.store.list('decisions', { where: { leadId: lead.id } })
    expect(JSON.parse((await answer).body)).toEqual({
      status: 'routed',
      ownerId: lead.ownerId,
      ownerName: owner?.name,
      ownerEmail: owner?.email,
      decisionId: decision?.id,
      leadId: lead.id,
    })
  })

  it('answers the same call sent again with the same owner', async () => {
    const lead = await leadOf(pointsman, 'sync@marketo.example')
    expect(JSON.parse((await call('sync@marketo.example')).body)).toMatchObject({
      status: 'routed',
      ownerId: lead.ownerId,
    })
  })

  it('delays no other answer', async () => {
    let answered = false
    const waiting = call('slow@marketo.example').finally(() => (answered = true))
    await stored('slow@marketo.example')
    const other = await pointsman.send('web-form', {
      headers: { 'content-type': 'application/json' },
      body: '{"email":"quick@marketo.example"}',
    })
    expect([other.status, answered]).toEqual([202, false])
    await pointsman.settle()
    expect((await waiting).status).toBe(200)
  })

  it('says accepted at once when the server stops', async () => {
    const answer = call('stop@marketo.example')
    await stored('stop@marketo.example')
    pointsman.app.stopWaiting()
    expect(JSON.parse((await answer).body)).toEqual({ status: 'accepted' })
    expect(JSON.parse((await call('after-stop@marketo.example')).body)).toEqual({ status: 'accepted' })
  })
})

it('says accepted when the owner was not found in time', async () => {
  const pointsman = await wholePointsman({
    connectionsFile: connectionsFile((text) =>
      text.replace(
        '      secret: env:DEMO_MARKETO_SECRET',
        '      secret: env:DEMO_MARKETO_SECRET\n      answerWithinSeconds: 0.1',
      ),
    ),
  })
  try {
    const answer = await pointsman.send('marketo', {
      headers: { 'content-type': 'application/json', 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET },
      body: '{"leadId":7,"email":"never@marketo.example"}',
    })
    expect(JSON.parse(answer.body)).toEqual({ status: 'accepted' })
  } finally {
    await pointsman.close()
  }
})
