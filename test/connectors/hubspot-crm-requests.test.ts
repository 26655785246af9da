// What the HubSpot connector sends, to the letter.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Crm, CrmWrite } from '../../src/connector.ts'
import { base, failure, kinds } from './crm-bench.ts'
import { clock, connect, allSent, paths, answers, good, contact, save, setOwner, task } from './hubspot-nocks.ts'

let crm: Crm
beforeEach(() => {
  crm = connect()
})
allSent()

describe('what is sent', () => {
  it('reads by address, creates with a trace, and hangs the task on the new contact', async () => {
    const read = answers('post', paths.read, good(200, []))
    const create = answers(
      'post',
      paths.create,
      good(201, [contact('501', { email: 'ada@example.com' }, { objectWriteTraceId: 'decision-1:save' })]),
    )
    const tasks = answers(
      'post',
      paths.tasks,
      good(201, [contact('701', {}, { objectWriteTraceId: 'decision-1:task' })]),
    )
    const outcomes = await crm.write([save, setOwner, task])
    expect(read).toEqual([
      {
        inputs: [{ id: 'ada@example.com' }],
        idProperty: 'email',
        properties: ['email', 'hs_additional_emails', 'hubspot_owner_id', 'lifecyclestage'],
        propertiesWithHistory: [],
      },
    ])
    expect(create).toEqual([
      {
        inputs: [
          {
            properties: {
              email: 'ada@example.com',
              lastname: 'Lovelace',
              numemployees: '30',
              company: 'Unknown',
              hubspot_owner_id: '77',
            },
            associations: [],
            objectWriteTraceId: 'decision-1:save',
          },
        ],
      },
    ])
    expect(tasks).toEqual([
      {
        inputs: [
          {
            objectWriteTraceId: 'decision-1:task',
            properties: {
              hs_timestamp: '2026-11-24T09:00:00.000Z',
              hs_task_subject: 'New lead',
              hs_task_body:
                '<p>Says: &quot;&lt;b&gt;hi&lt;/b&gt;&quot;<br>&amp; more</p><p><small>Pointsman decision-1:task</small></p>',
              hs_task_status: 'NOT_STARTED',
              hs_task_priority: 'HIGH',
              hs_task_type: 'TODO',
              hubspot_owner_id: '77',
            },
            associations: [
              { to: { id: '501' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] },
            ],
          },
        ],
      },
    ])
    expect(outcomes).toMatchObject([
      { kind: 'done', crmId: '501', created: true, ownerId: '77' },
      { kind: 'done', crmId: '501', ownerId: '77' },
      { kind: 'done', crmId: '701' },
    ])
  })

  it('updates a found contact, without erasing what is known, without its address, and never to an earlier stage', async () => {
    answers(
      'post',
      paths.read,
      good(200, [
        contact('501', {
          email: 'ada.l@example.com',
          hs_additional_emails: 'ada@example.com;x@example.com',
          lifecyclestage: 'opportunity',
        }),
      ]),
    )
    const update = answers('post', paths.update, good(200, [contact('501', {})]))
    const fields = { ...(save as { fields: object }).fields, lifecyclestage: 'marketingqualifiedlead' }
    expect(await crm.write([{ ...save, fields }])).toMatchObject([{ kind: 'done', crmId: '501', created: false }])
    expect(update).toEqual([{ inputs: [{ id: '501', properties: { lastname: 'Lovelace', numemployees: '30' } }] }])
  })

  it('moves the stage forward', async () => {
    answers('post', paths.read, good(200, [contact('501', { email: 'ada@example.com', lifecyclestage: 'lead' })]))
    const update = answers('post', paths.update, good(200, [contact('501', {})]))
    await crm.write([{ ...save, fields: { lifecyclestage: 'marketingqualifiedlead' } }])
    expect(update).toEqual([{ inputs: [{ id: '501', properties: { lifecyclestage: 'marketingqualifiedlead' } }] }])
  })

  it('names a contact once though two leads meet in it', async () => {
    const update = answers('post', paths.update, good(200, [contact('501', {})]))
    const other = { ...base('lead-2', null, '501'), action: 'save-person', fields: { phone: '1' } } as const
    expect(kinds(await crm.write([{ ...save, personId: '501' }, other]))).toEqual(['done', 'done'])
    expect(update).toMatchObject([{ inputs: [{ id: '501', properties: { lastname: 'Lovelace', phone: '1' } }] }])
  })

  it('puts a lead for nurture on the list and sets its status', async () => {
    crm = connect({ accessToken: 'pat-s3cret', nurture: { listId: '9', leadStatus: 'UNQUALIFIED' } })
    const update = answers('post', paths.update, good(200, [contact('501', {})]))
    const list = answers('put', '/crm/v3/lists/9/memberships/add', {
      status: 200,
      body: { recordsIdsAdded: ['501'], recordIdsMissing: [], recordIdsRemoved: [] },
    })
    const back: CrmWrite = { ...base('lead-1', null, '501'), action: 'return-to-nurture', reason: 'nobody acted' }
    expect(await crm.write([back])).toMatchObject([{ kind: 'done', crmId: '501' }])
    expect(update).toEqual([{ inputs: [{ id: '501', properties: { hs_lead_status: 'UNQUALIFIED' } }] }])
    expect(list).toEqual([['501']])
  })

  it('says what to set when nothing says how a lead goes back to marketing', async () => {
    const back: CrmWrite = { ...base('lead-1', null, '501'), action: 'return-to-nurture', reason: 'nobody acted' }
    expect(await crm.write([back])).toMatchObject([{ kind: 'dead', code: 'hubspot.no-nurture' }])
  })

  it('searches two minutes further back than it has seen, since the index lags', async () => {
    const sent = answers('post', '/crm/v3/objects/contacts/search', { status: 200, body: { total: 0, results: [] } })
    const from = '2026-11-23T09:00:00.000Z'
    const { cursor, more } = await crm.changesSince(JSON.stringify({ from }), clock.now())
    expect(sent).toMatchObject([
      {
        filterGroups: [
          {
            filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: String(Date.parse(from) - 120_000) }],
          },
        ],
        sorts: ['lastmodifieddate'],
        limit: 200,
        after: '0',
      },
    ])
    expect([JSON.parse(cursor), more]).toEqual([{ from }, false])
  })

  it('sends nothing without a token', async () => {
    expect(await failure(connect({}).write([save]))).toMatchObject({ kind: 'unauthorized', code: 'hubspot.no-token' })
  })
})
