// The pretend HubSpot as the official client meets it. What the client sends is held against HubSpot's OpenAPI files.
import { Client } from '@hubspot/api-client'
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js'
import { AssociationSpecAssociationCategoryEnum as LinkCategory } from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js'
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/tasks/index.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startCaller, token, type Caller } from './hubspot-caller.ts'
import { loadHubSpotApis, openApiFolder, whySkipped, type SentRequest } from './hubspot-openapi.ts'

const sent: SentRequest[] = []
const unknown: string[] = []
let caller: Caller
let client: Client

beforeEach(async () => {
  caller = await startCaller()
  client = new Client({ accessToken: token, basePath: caller.url })
})
afterEach(async () => {
  const entries = caller.sandbox.ledger.entries()
  unknown.push(...entries.filter((entry) => entry.unknown).map((entry) => entry.path))
  sent.push(...entries.map(({ method, path, request }) => ({ method, path, body: request })))
  await caller.close()
})

const toContact = (id: string, associationTypeId: number) => [
  {
    to: { id },
    types: [{ associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId }],
  },
]
const noSearch = { after: '0', filterGroups: [], limit: 100, properties: [], sorts: [] }

describe('the official client', () => {
  it('reads contacts by email, and hears of those that are not there in a 207', async () => {
    const answer = await client.crm.contacts.batchApi.read({
      idProperty: 'email',
      properties: ['email', 'hubspot_owner_id', 'phone'],
      propertiesWithHistory: [],
      inputs: [{ id: 'Grace@example.com' }, { id: 'nobody@example.com' }],
    })
    expect(answer.results.map(({ id, properties }) => [id, properties])).toEqual([
      [
        '102',
        {
          createdate: '2026-05-01T07:25:37.400Z',
          email: 'grace@example.com',
          hs_object_id: '102',
          hubspot_owner_id: '77',
          lastmodifieddate: '2026-05-01T07:25:37.400Z',
          phone: null,
        },
      ],
    ])
    expect(answer).toMatchObject({
      numErrors: 1,
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['nobody@example.com'] } }],
    })
  })

  it('creates contacts in parts: the good one is made, the taken email names who has it', async () => {
    const answer = await client.crm.contacts.batchApi.create({
      inputs: [
        { properties: { email: 'new@example.com' }, associations: [], objectWriteTraceId: 'lead-1' },
        { properties: { email: 'ada@example.com' }, associations: [], objectWriteTraceId: 'lead-2' },
        { properties: { email: 'x@example.com', shoe_size: '44' }, associations: [], objectWriteTraceId: 'lead-3' },
      ],
    })
    expect(answer.results.map((one) => [one.properties['email'], one.objectWriteTraceId])).toEqual([
      ['new@example.com', 'lead-1'],
    ])
    expect(answer).toMatchObject({
      numErrors: 2,
      errors: [
        {
          category: 'CONFLICT',
          message: 'Contact already exists. Existing ID: 101',
          context: { objectWriteTraceId: ['lead-2'], existingId: ['101'] },
        },
        { category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['lead-3'] } },
      ],
    })
    expect(caller.sandbox.ledger.entries()[0]?.effects).toMatchObject([
      { kind: 'create', object: 'contacts', key: 'lead-1', fields: { email: 'new@example.com' } },
    ])
  })

  it('sets owners in one batch, stamps the time, and answers with the old modification time', async () => {
    caller.pass(60_000)
    const answer = await client.crm.contacts.batchApi.update({
      inputs: [
        { id: '101', properties: { hubspot_owner_id: '78' } },
        { id: '999', properties: { hubspot_owner_id: '78' } },
      ],
    })
    expect(answer).toMatchObject({ numErrors: 1, errors: [{ context: { ids: ['999'] } }] })
    expect(answer.results[0]?.properties).toMatchObject({
      hubspot_owner_id: '78',
      hubspot_owner_assigneddate: '2026-05-01T07:26:37.400Z',
      lastmodifieddate: '2026-05-01T07:25:37.400Z',
    })
    expect(caller.contact('101')['lastmodifieddate']).toBe('2026-05-01T07:26:37.400Z')
  })

  it('upserts by a unique property and says which are new', async () => {
    const upsert = () =>
      client.crm.contacts.batchApi.upsert({
        inputs: [{ id: 'lead-7', idProperty: 'pointsman_id', properties: { email: 'seven@example.com' } }],
      })
    expect((await upsert()).results).toMatchObject([{ _new: true }])
    expect((await upsert()).results).toMatchObject([{ _new: false, properties: { pointsman_id: 'lead-7' } }])
  })

  it('makes tasks, notes and leads with their link to the contact in one call', async () => {
    const { tasks, notes, leads } = client.crm.objects
    const task = await tasks.batchApi.create({
      inputs: [
        {
          properties: { hs_timestamp: '2026-05-01T09:00:00Z', hs_task_subject: 'Call Ada', hubspot_owner_id: '77' },
          associations: toContact('101', 204),
          objectWriteTraceId: 'task-1',
        },
      ],
    })
    await notes.basicApi.create({
      properties: { hs_timestamp: '2026-05-01T09:00:00Z', hs_note_body: 'Why' },
      associations: toContact('101', 202),
    })
    await leads.basicApi.create({ properties: { hs_lead_name: 'Ada' }, associations: toContact('101', 578) })
    const linked = await client.crm.associations.v4.batchApi.getPage('contacts', 'tasks', {
      inputs: [{ id: '101' }, { id: '102' }],
    })
    expect(linked.results).toMatchObject([
      { _from: { id: '101' }, to: [{ toObjectId: task.results[0]?.id, associationTypes: [{ typeId: 203 }] }] },
    ])
    expect(linked).toMatchObject({
      errors: [
        {
          subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
          message: 'No task is associated with contact 102.',
          context: { fromObjectId: ['102'] },
        },
      ],
    })
    expect(caller.sandbox.hubspot.linked('contacts', '101', 'leads')).toHaveLength(1)
  })

  it('links a contact to its company, singly and in a batch, and unlinks it', async () => {
    const { v4 } = client.crm.associations
    await v4.batchApi.create('contacts', 'companies', {
      inputs: [
        {
          _from: { id: '101' },
          to: { id: '901' },
          types: [{ associationCategory: LinkCategory.HubspotDefined, associationTypeId: 1 }],
        },
      ],
    })
    await v4.batchApi.createDefault('contacts', 'companies', { inputs: [{ _from: { id: '102' }, to: { id: '901' } }] })
    const page = await v4.basicApi.getPage('companies', '901', 'contacts')
    expect(page.results.map((one) => one.toObjectId)).toEqual(['101', '102'])
    await v4.batchApi.archive('contacts', 'companies', { inputs: [{ _from: { id: '101' }, to: [{ id: '901' }] }] })
    expect(caller.sandbox.hubspot.linked('companies', '901', 'contacts')).toEqual(['102'])
  })

  it('lists owners with its trailing slash; the deactivated stand among the archived', async () => {
    const active = await client.crm.owners.ownersApi.getPage(undefined, undefined, 100, false)
    const archived = await client.crm.owners.ownersApi.getPage(undefined, undefined, 100, true)
    expect(active.results.map((owner) => [owner.id, owner.email, owner.type])).toEqual([
      ['77', 'ann@example.com', 'PERSON'],
      ['78', 'bob@example.com', 'PERSON'],
    ])
    expect(archived.results.map((owner) => [owner.id, owner.userId])).toEqual([['79', undefined]])
    const ann = await client.crm.owners.ownersApi.getById(77)
    expect(ann.userId).not.toBe(77)
  })

  it('puts contacts on a manual list once, and names those that do not exist', async () => {
    const first = await client.crm.lists.membershipsApi.add('9', ['101', '102', '999'])
    expect(first).toMatchObject({ recordsIdsAdded: ['101', '102'], recordIdsMissing: ['999'], recordIdsRemoved: [] })
    expect(await client.crm.lists.membershipsApi.add('9', ['101'])).toMatchObject({ recordsIdsAdded: [] })
    await client.crm.lists.membershipsApi.remove('9', ['102'])
    expect(caller.sandbox.hubspot.members('9')).toEqual(['101'])
    expect(caller.sandbox.ledger.counts().effects).toEqual({
      'hubspot list-add lists': 2,
      'hubspot list-remove lists': 1,
    })
  })

  it('searches by time of change, sorted, page by page', async () => {
    caller.pass(60_000)
    await client.crm.contacts.basicApi.update('102', { properties: { phone: '1' } })
    caller.pass(20_000)
    const search = {
      ...noSearch,
      filterGroups: [
        {
          filters: [
            { propertyName: 'lastmodifieddate', operator: FilterOperatorEnum.Gte, value: '2026-05-01T07:00:00Z' },
          ],
        },
      ],
      sorts: ['-lastmodifieddate'],
      properties: ['email'],
      limit: 1,
    }
    const first = await client.crm.contacts.searchApi.doSearch(search)
    expect([first.total, first.results.map((one) => one.id), first.paging?.next?.after]).toEqual([2, ['102'], '1'])
    const second = await client.crm.contacts.searchApi.doSearch({ ...search, after: '1' })
    expect([second.results.map((one) => one.id), second.paging]).toEqual([['101'], undefined])
  })

  it('merges two contacts into a new id; both emails lead to it, and the old ids to nothing', async () => {
    const merged = await client.crm.contacts.basicApi.merge({ primaryObjectId: '101', objectIdToMerge: '102' })
    expect(merged.properties).toMatchObject({
      email: 'ada@example.com',
      hs_additional_emails: 'grace@example.com',
      hs_merged_object_ids: '101;102',
      hubspot_owner_id: '77',
    })
    expect(caller.sandbox.hubspot.find('contacts', 'grace@example.com')?.id).toBe(merged.id)
    await expect(client.crm.contacts.basicApi.getById('101')).rejects.toMatchObject({ code: 404 })
  })

  it('pages through companies, reads definitions, usage and a single contact with its links', async () => {
    await client.crm.associations.v4.basicApi.createDefault('contacts', '101', 'companies', '901')
    const companies = await client.crm.companies.basicApi.getPage(100, undefined, ['name', 'domain'])
    expect(companies.results.map((one) => one.properties['domain'])).toEqual(['example.com'])
    const ada = await client.crm.contacts.basicApi.getById(
      'ada@example.com',
      ['email'],
      undefined,
      ['companies'],
      false,
      'email',
    )
    expect(ada.associations?.['companies']?.results).toEqual([{ id: '901', type: 'contact_to_company' }])
    const status = await client.crm.properties.coreApi.getByName('contacts', 'hs_lead_status')
    expect(status.options.map((option) => option.value)).toContain('ATTEMPTED_TO_CONTACT')
    const usage = await client.apiRequest({ method: 'GET', path: '/account-info/v3/api-usage/daily/private-apps' })
    expect(await usage.json()).toMatchObject({ results: [{ currentUsage: 5, usageLimit: 625_000 }] })
  })

  it('archives a contact and erases another', async () => {
    await client.crm.contacts.basicApi.archive('101')
    await client.crm.contacts.basicApi.purge({ objectId: 'grace@example.com', idProperty: 'email' })
    expect(caller.sandbox.hubspot.find('contacts', '101')).toBeUndefined()
    expect(JSON.stringify(caller.sandbox.hubspot.dump())).not.toContain('grace@example.com')
  })

  it('reaches the dated twins through its middleware, and finds errors in the usual body there', async () => {
    const dated = new Client({ accessToken: token, basePath: caller.url, middleware: [toDatedPaths] })
    await dated.crm.owners.ownersApi.getPage(undefined, undefined, 100, false)
    const answer = await dated.crm.contacts.batchApi.readWithHttpInfo({
      properties: [],
      propertiesWithHistory: [],
      inputs: [{ id: '101' }, { id: '999' }],
    })
    expect(answer.httpStatusCode).toBe(200)
    expect(JSON.parse(await answer.body.text())).toMatchObject({ numErrors: 1, results: [{ id: '101' }] })
    expect(caller.sandbox.ledger.entries().map((entry) => entry.path)).toEqual([
      '/crm/owners/2026-09?limit=100&archived=false',
      '/crm/objects/2026-09/contacts/batch/read',
    ])
  })
})

it('asked for nothing that the sandbox does not know', () => {
  expect(unknown).toEqual([])
})

describe.skipIf(!openApiFolder)(`what the client sent, by HubSpot's own files${whySkipped}`, () => {
  it('fits them, every request', async () => {
    const apis = await loadHubSpotApis(openApiFolder ?? '')
    expect(sent.length).toBeGreaterThan(30)
    expect(sent.flatMap((request) => apis.faultsOf(request))).toEqual([])
  })
})

/** The address of the same call in the version 2026-09. */
const toDatedPaths = {
  async pre(context: { getUrl(): string; setUrl(url: string): void }) {
    const url = new URL(context.getUrl())
    url.pathname = url.pathname
      .replace(/^\/crm\/v3\/objects\//, '/crm/objects/2026-09/')
      .replace(/^\/crm\/v3\/(owners|lists|properties)\/?/, '/crm/$1/2026-09')
    context.setUrl(url.toString())
    return context
  },
  async post<Context>(context: Context) {
    return context
  },
}
