// What the Salesforce connector sends, to the letter.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Crm, CrmWrite } from '../../src/connector.ts'
import { kinds } from './crm-bench.ts'
import { allSent, composites, connect, owner, rows, save, setOwner, task, token } from './salesforce-nocks.ts'

let crm: Crm
beforeEach(() => {
  crm = connect()
})
allSent()

describe('what is sent', () => {
  it('looks for a person by our id and by address, with every quote and backslash escaped', async () => {
    token()
    const sent = composites(
      [rows(), rows(), rows()],
      [{ status: 200, body: [{ id: '00Q000000000001EAA', success: true, errors: [], created: true }] }],
    )
    await crm.write([save])
    expect(sent[0]?.compositeRequest.map(({ method, url }) => [method, decodeURIComponent(url)])).toEqual([
      [
        'GET',
        "/services/data/v66.0/query?q=SELECT Id, OwnerId, IsConverted, ConvertedContactId, ConvertedContact.OwnerId, Pointsman_Id__c FROM Lead WHERE Pointsman_Id__c IN ('0198-lead')",
      ],
      [
        'GET',
        "/services/data/v66.0/query?q=SELECT Id, OwnerId, Email FROM Lead WHERE Email IN ('o\\'hara\\\\@example.com') AND IsConverted = false ORDER BY CreatedDate, Id",
      ],
      [
        'GET',
        "/services/data/v66.0/query?q=SELECT Id, OwnerId, Email FROM Contact WHERE Email IN ('o\\'hara\\\\@example.com') ORDER BY CreatedDate, Id",
      ],
    ])
  })

  it('writes a new lead with its owner and its task in one call, both by external id', async () => {
    token()
    const sent = composites(
      [rows(), rows(), rows()],
      [
        { status: 200, body: [{ id: '00Q000000000001EAA', success: true, errors: [], created: true }] },
        { status: 200, body: [{ id: '00T000000000001EAA', success: true, errors: [], created: true }] },
      ],
    )
    const outcomes = await crm.write([save, setOwner, task])
    expect(sent[1]).toEqual({
      allOrNone: false,
      collateSubrequests: false,
      compositeRequest: [
        {
          method: 'PATCH',
          url: '/services/data/v66.0/composite/sobjects/Lead/Pointsman_Id__c',
          referenceId: 'part0',
          httpHeaders: {
            'Sforce-Auto-Assign': 'FALSE',
            'Sforce-Duplicate-Rule-Header': 'allowSave=false; includeRecordDetails=true; runAsCurrentUser=true',
          },
          body: {
            allOrNone: false,
            records: [
              {
                attributes: { type: 'Lead' },
                Pointsman_Id__c: '0198-lead',
                LastName: "O'Hara",
                Company: 'Unknown',
                OwnerId: owner,
              },
            ],
          },
        },
        {
          method: 'PATCH',
          url: '/services/data/v66.0/composite/sobjects/Task/Pointsman_Key__c',
          referenceId: 'part1',
          body: {
            allOrNone: false,
            records: [
              {
                attributes: { type: 'Task' },
                Pointsman_Key__c: 'decision-1:task',
                Who: { attributes: { type: 'Lead' }, Pointsman_Id__c: '0198-lead' },
                Description: 'Line\nbreak',
                Subject: '[Lead] New lead',
                ActivityDate: '2026-11-24',
                OwnerId: owner,
              },
            ],
          },
        },
      ],
    })
    expect(outcomes).toMatchObject([
      { kind: 'done', crmId: '00Q000000000001EAA', created: true, ownerId: owner },
      { kind: 'done', ownerId: owner },
      { kind: 'done', crmId: '00T000000000001EAA' },
    ])
  })

  it('updates a found lead without erasing what it knows better', async () => {
    token()
    const found = { Id: '00Q000000000007EAA', OwnerId: '005000000000002AAA', Email: "O'Hara\\@Example.com" }
    const sent = composites(
      [rows(), rows(found, { ...found, Id: '00Q000000000008EAA' }), rows()],
      [{ status: 200, body: [{ id: found.Id, success: true, errors: [] }] }],
    )
    const outcomes = await crm.write([save])
    expect(sent[1]?.compositeRequest).toEqual([
      {
        method: 'PATCH',
        url: '/services/data/v66.0/composite/sobjects',
        referenceId: 'part0',
        httpHeaders: {
          'Sforce-Auto-Assign': 'FALSE',
          'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=false; runAsCurrentUser=true',
        },
        body: { allOrNone: false, records: [{ attributes: { type: 'Lead' }, id: found.Id, LastName: "O'Hara" }] },
      },
    ])
    expect(outcomes).toMatchObject([{ kind: 'done', crmId: found.Id, created: false, ownerId: '005000000000002AAA' }])
  })

  it('leaves the fields of a Contact alone and gives it owner and task', async () => {
    token()
    const contact = { Id: '003000000000007AAA', OwnerId: '00G000000000002AAA', Email: "o'hara\\@example.com" }
    const sent = composites(
      [rows(), rows(), rows(contact)],
      [
        { status: 200, body: [{ id: contact.Id, success: true, errors: [] }] },
        { status: 200, body: [{ id: '00T000000000001EAA', success: true, errors: [], created: true }] },
      ],
    )
    expect(kinds(await crm.write([save, setOwner, task]))).toEqual(['done', 'done', 'done'])
    expect(sent[1]?.compositeRequest.map(({ body }) => body?.records[0])).toEqual([
      { attributes: { type: 'Contact' }, id: contact.Id, OwnerId: owner },
      expect.objectContaining({ WhoId: contact.Id }),
    ])
  })

  it('hands a Contact back to marketing by the field that the settings name, and says so when they name none', async () => {
    const contact = { Id: '003000000000007AAA', OwnerId: owner, Email: "o'hara\\@example.com" }
    const nurture: CrmWrite = { ...save, action: 'return-to-nurture', reason: 'nobody acted' }
    token()
    composites([rows(), rows(), rows(contact)])
    expect(await crm.write([nurture])).toMatchObject([
      { kind: 'dead', code: 'salesforce.no-nurture', message: expect.stringContaining('nurture.contactField') },
    ])
    crm = connect({ nurture: { status: 'Nurture', contactField: 'Lead_Status__c' } })
    token()
    const sent = composites(
      [rows(), rows(), rows(contact)],
      [{ status: 200, body: [{ id: contact.Id, success: true, errors: [] }] }],
    )
    expect(kinds(await crm.write([nurture]))).toEqual(['done'])
    expect(sent[1]?.compositeRequest.map(({ body }) => body?.records[0])).toEqual([
      { attributes: { type: 'Contact' }, id: contact.Id, Lead_Status__c: 'Nurture' },
    ])
  })

  it('gives a queue the lead, and no task', async () => {
    token()
    const sent = composites(
      [rows(), rows(), rows()],
      [
        { status: 200, body: [{ id: '00Q000000000001EAA', success: true, errors: [], created: true }] },
        { status: 200, body: [{ id: '00T000000000001EAA', success: true, errors: [], created: true }] },
      ],
    )
    await crm.write([
      save,
      { ...setOwner, ownerId: '00G000000000001EAA' } as CrmWrite,
      { ...task, ownerId: '00G000000000001EAA' } as CrmWrite,
    ])
    const [lead, activity] = sent[1]!.compositeRequest.map(({ body }) => body?.records[0])
    expect(lead).toHaveProperty('OwnerId', '00G000000000001EAA')
    expect(activity).not.toHaveProperty('OwnerId')
  })

  it('writes to the record that a duplicate rule names', async () => {
    token()
    const duplicateResult = {
      matchResults: [{ matchRecords: [{ record: { attributes: { type: 'Contact' }, Id: '003000000000009AAA' } }] }],
    }
    const sent = composites(
      [rows(), rows(), rows()],
      [
        {
          status: 200,
          body: [
            {
              success: false,
              errors: [
                {
                  statusCode: 'DUPLICATES_DETECTED',
                  message: 'Use one of these records?',
                  fields: [],
                  duplicateResult,
                },
              ],
            },
          ],
        },
      ],
      [{ status: 200, body: [{ id: '003000000000009AAA', success: true, errors: [] }] }],
    )
    expect(await crm.write([save, setOwner])).toMatchObject([
      { kind: 'done', crmId: '003000000000009AAA', created: false },
      { kind: 'done', crmId: '003000000000009AAA', ownerId: owner },
    ])
    expect(sent[2]?.compositeRequest[0]?.body?.records).toEqual([
      { attributes: { type: 'Contact' }, id: '003000000000009AAA', OwnerId: owner },
    ])
  })

  it('asks for changes three minutes further back than it has seen, in one call', async () => {
    token()
    const sent = composites([rows(), rows(), rows()])
    const place = { from: '2026-11-23T09:00:00.000Z' }
    const text = JSON.stringify({ leads: place, tasks: place, events: place })
    expect(await crm.changesSince(text, new Date('2026-11-23T10:00:00Z'))).toEqual({
      touches: [],
      cursor: text,
      more: false,
    })
    const urls = sent[0]!.compositeRequest.map(({ url }) => decodeURIComponent(url))
    expect(urls).toHaveLength(3)
    expect(urls[0]).toMatch(
      /queryAll\?q=SELECT .* FROM Lead WHERE SystemModstamp >= 2026-11-23T08:57:00.000Z ORDER BY SystemModstamp, Id LIMIT 2000$/,
    )
  })
})
