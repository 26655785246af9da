// HubSpot's webhooks beyond the contract: what is one event, and how contacts are read by id.
import nock from 'nock'
import { afterEach, describe, expect, it } from 'vitest'
import { settings as settingsSchema, type HubspotSettings } from '../../connectors/hubspot/settings.ts'
import { source } from '../../connectors/hubspot/source.ts'
import { InputError, RemoteError, type Outbound } from '../../src/connector.ts'
import { request } from './fixtures.ts'

const receivedAt = new Date('2026-01-01T10:00:00Z')
const settings = settingsSchema.parse({ clientSecret: 's', accessToken: 'pat-test', properties: ['my_field', 'email'] })
const event = { eventId: 1, portalId: 4242, subscriptionType: 'contact.creation', objectId: 51, attemptNumber: 0 }

function read(body: unknown) {
  return source.read(request({ body: Buffer.from(JSON.stringify(body)) }, receivedAt), settings)
}

function keyOf(body: unknown): string | undefined {
  return read(body)[0]?.key
}

function deliveryKeyOf(body: string): string {
  return source.deliveryKey(request({ body: Buffer.from(body) }, receivedAt), settings)
}

describe('events', () => {
  it('have one key over all attempts, and another one for any other difference', () => {
    const key = keyOf(event)
    expect(keyOf({ ...event, attemptNumber: 3 })).toBe(key)
    expect(keyOf(Object.fromEntries(Object.entries(event).toReversed()))).toBe(key)
    for (const change of [{ objectId: 52 }, { eventId: 2 }, { portalId: 1 }, { propertyValue: 'x' }]) {
      expect(keyOf({ ...event, ...change })).not.toBe(key)
    }
  })

  it('have keys in the order of their time, so that the index grows at its end', () => {
    const times = [1_764_000_000_000, 1_764_000_000_001, 1_764_100_000_000]
    const events = times.map((occurredAt) => ({ ...event, occurredAt }))
    for (const keys of [events.map(keyOf), events.map((one) => deliveryKeyOf(JSON.stringify([one])))]) {
      expect(keys.toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual(keys)
    }
  })

  it('may give any time or none, and their keys stay short', () => {
    for (const occurredAt of [undefined, null, 'x'.repeat(9_999), 1e300, -1, 1.5, { valueOf: 1 }]) {
      expect(keyOf({ ...event, occurredAt })?.length).toBeLessThan(400)
      expect(deliveryKeyOf(JSON.stringify([{ ...event, occurredAt }])).length).toBeLessThan(120)
    }
    for (const body of ['', '"occurredAt":', '{"occurredAt": 17', '\0\xff'])
      expect(deliveryKeyOf(body)).toMatch(/ [0-9a-f]{64}$/)
  })

  it('stand in the payload as they came', () => {
    expect(read([event])[0]?.payload).toEqual({ event })
  })

  it('happened when they were received, if HubSpot gives no time', () => {
    expect(read(event)[0]?.occurredAt).toEqual(receivedAt)
    expect(read({ ...event, occurredAt: 1e300 })[0]?.occurredAt).toEqual(receivedAt)
  })

  it('of object type 0-1 are contacts', () => {
    const [contact, company] = read([
      { ...event, subscriptionType: 'object.propertyChange', objectTypeId: '0-1' },
      { ...event, subscriptionType: 'object.propertyChange', objectTypeId: '0-2' },
    ])
    expect([contact?.kind, company?.kind]).toEqual(['person', 'lifecycle'])
  })

  it('of a workflow are one for the same body within four days, and another one later', () => {
    const body = { email: 'ada@example.com' }
    const keyAt = (at: string) =>
      source.read(request({ body: Buffer.from(JSON.stringify(body)) }, new Date(at)), settings)[0]?.key
    expect(keyAt('2026-01-01T10:00:00Z')).toBe(keyAt('2026-01-01T12:00:00Z'))
    expect(keyAt('2026-01-01T10:00:00Z')).not.toBe(keyAt('2026-02-01T10:00:00Z'))
  })

  it('are asked for later in the unit that their sender reads: seconds, or milliseconds for a workflow', () => {
    const busy = (version: string) =>
      source.overload?.(request({ headers: { 'x-hubspot-signature-version': version } }, receivedAt))
    expect(busy('v1')).toMatchObject({ status: 503, headers: { 'retry-after': '10' } })
    expect(busy('v2')).toMatchObject({ status: 429, headers: { 'retry-after': '10000' } })
  })

  it('may be none at all', () => {
    expect(read([])).toEqual([])
  })

  it.each([
    ['nothing', {}],
    ['a custom action without a contact', { callbackId: 'ap-1', object: { objectType: 'CONTACT' } }],
    ['a text', ['contact.creation']],
    ['a contact without id', { ...event, objectId: undefined }],
    ['an id that is no number', { ...event, objectId: '../51' }],
    ['an id that has no text', { ...event, objectId: { toString: 1, valueOf: 1 } }],
  ])('are not read from %s', (_what, body) => {
    expect(() => read(body)).toThrow(InputError)
  })
})

describe('hydrate', () => {
  afterEach(() => {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    if (pending.length > 0) throw new Error(`Nobody called ${pending.join(', ')}.`)
  })

  const labels: string[] = []
  const outbound: Outbound = {
    call: (label, work) => {
      labels.push(label)
      return work(new AbortController().signal)
    },
    request: () => Promise.reject(new Error('not used')),
  }
  const hydrate = (ids: string[], chosen: HubspotSettings = settings) => {
    if (!source.hydrate) throw new Error('The source does not hydrate.')
    return source.hydrate(ids, chosen, outbound)
  }
  const answers = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const asked: { inputs: { id: string }[]; properties: string[] }[] = []
    nock('https://api.hubapi.com', { reqheaders: { authorization: 'Bearer pat-test' } })
      .post('/crm/v3/objects/contacts/batch/read', (sent) => asked.push(sent as (typeof asked)[0]) > 0)
      .reply(status, body as nock.Body, headers)
    return asked
  }
  const batch = (results: unknown[], more: object = {}) => ({
    status: 'COMPLETE',
    results,
    startedAt: '2026-01-01T10:00:00Z',
    completedAt: '2026-01-01T10:00:00Z',
    ...more,
  })
  const contact = (id: string, properties: object = {}) => ({
    id,
    properties,
    createdAt: '2026-01-01T10:00:00Z',
    updatedAt: '2026-01-01T10:00:00Z',
    archived: false,
  })
  const notFound = {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: 'gone',
    context: { ids: ['52'] },
    errors: [],
  }

  it('reads contacts with the usual properties and those of the settings, and calls the missing ones gone', async () => {
    const asked = answers(
      207,
      batch([contact('51', { email: 'a@example.com', my_field: null })], { numErrors: 1, errors: [notFound] }),
    )
    const records = await hydrate(['51', '52', '51'])
    expect(asked[0]?.inputs).toEqual([{ id: '51' }, { id: '52' }])
    expect(asked[0]?.properties).toEqual(
      expect.arrayContaining(['email', 'lifecyclestage', 'hubspot_owner_id', 'my_field']),
    )
    expect(asked[0]?.properties.filter((name) => name === 'email')).toHaveLength(1)
    expect(Object.fromEntries(records)).toEqual({
      51: { payload: { record: { id: '51', properties: { email: 'a@example.com', my_field: null } } } },
      52: { gone: true },
    })
    expect(labels).toContain('hubspot.contacts.read')
  })

  it('reads at most 100 in one call', async () => {
    const ids = Array.from({ length: 101 }, (_item, index) => String(index + 1))
    const first = answers(200, batch(ids.slice(0, 100).map((id) => contact(id))))
    const second = answers(200, batch([contact('101')]))
    const records = await hydrate(ids)
    expect([first[0]?.inputs.length, second[0]?.inputs.length]).toEqual([100, 1])
    expect([...records.values()].filter((record) => 'payload' in record)).toHaveLength(101)
  })

  it('says under which id a merged contact lives on', async () => {
    answers(200, batch([contact('60', { hs_merged_object_ids: '51;52' })]))
    const records = await hydrate(['51', '53'])
    expect(records.get('51')).toEqual({ gone: true, mergedInto: '60' })
    expect(records.get('53')).toEqual({ gone: true })
  })

  it.each([
    ['unauthorized', 401, { category: 'INVALID_AUTHENTICATION', message: 'no' }, {}, undefined],
    ['unauthorized', 403, { category: 'MISSING_SCOPES', message: 'no' }, {}, undefined],
    ['rejected', 400, { category: 'VALIDATION_ERROR', message: 'no' }, {}, undefined],
    ['exhausted', 429, { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING', message: 'no' }, {}, 10_000],
    ['exhausted', 429, { errorType: 'RATE_LIMIT', policyName: 'DAILY', message: 'no' }, {}, 900_000],
    ['exhausted', 429, { errorType: 'RATE_LIMIT', message: 'no' }, { 'retry-after': '7' }, 7_000],
    ['exhausted', 477, { message: 'moving' }, {}, 3_600_000],
    ['temporary', 423, { message: 'locked' }, {}, 2_000],
    ['temporary', 503, { message: 'busy' }, {}, undefined],
  ] as const)('is %s on %i', async (kind, status, body, headers, retryAfterMs) => {
    answers(status, { status: 'error', correlationId: 'c', ...body }, headers)
    const error = await hydrate(['51']).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RemoteError)
    expect(error).toMatchObject({ kind, retryAfterMs })
    expect(String(error)).toContain(body.message)
    expect(String(error)).not.toContain('pat-test')
  })

  it('tries again rather than calling anybody gone when the answer cannot be trusted', async () => {
    answers(207, batch([], { numErrors: 1, errors: [{ ...notFound, category: 'INTERNAL_ERROR' }] }))
    await expect(hydrate(['51'])).rejects.toMatchObject({ kind: 'temporary' })
    answers(200, { message: 'maintenance' })
    await expect(hydrate(['51'])).rejects.toMatchObject({ kind: 'temporary' })
  })

  it('asks the admin for a token when there is none', async () => {
    await expect(hydrate(['51'], settingsSchema.parse({}))).rejects.toMatchObject({ kind: 'unauthorized' })
  })
})
