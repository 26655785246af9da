// The pretend Salesforce through the real client: what jsforce sends is understood, and what it hears is what it expects.
import { Connection } from 'jsforce'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sandboxClient } from '../../sandbox/server.ts'
import { startCaller, type Caller } from './salesforce-caller.ts'

let caller: Caller
let connection: Connection
let refreshes: number

beforeEach(async () => {
  caller = await startCaller()
  refreshes = 0
  connection = await connect(caller.url)
  caller.sandbox.ledger.clear()
})
afterEach(() => caller.close())

async function connect(url: string): Promise<Connection> {
  const oauth2 = { loginUrl: url, clientId: sandboxClient.id, clientSecret: sandboxClient.secret }
  const made: Connection = new Connection({
    loginUrl: url,
    instanceUrl: url,
    version: '66.0',
    oauth2,
    refreshFn: (_, done) => {
      refreshes += 1
      const fresh = new Connection({ loginUrl: url, version: '66.0', oauth2 })
      fresh.authorize({ grant_type: 'client_credentials' }).then(
        () => done(null, fresh.accessToken ?? ''),
        (error: Error) => done(error),
      )
    },
  })
  await made.authorize({ grant_type: 'client_credentials' })
  return made
}

const leads = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    LastName: `Person ${n}`,
    Company: 'Example Ltd',
    Email: `p${n}@example.com`,
    Pointsman_Id__c: `lead-${n}`,
  }))

describe('jsforce', () => {
  it('pages through a query to its last row', async () => {
    caller.sandbox.seed({ salesforce: { leads: leads(450) } })
    const first = await connection.query('SELECT Id FROM Lead ORDER BY Id', {
      headers: { 'Sforce-Query-Options': 'batchSize=200' },
    })
    expect(first).toMatchObject({ totalSize: 450, done: false })
    const second = await connection.queryMore(first.nextRecordsUrl ?? '')
    const third = await connection.queryMore(second.nextRecordsUrl ?? '')
    expect([first.records.length, second.records.length, third.records.length]).toEqual([200, 200, 50])
    expect(third.done).toBe(true)
    expect(new Set([first, second, third].flatMap((page) => page.records.map((record) => record.Id))).size).toBe(450)
  })

  it('writes 200 leads in one call, counted once', async () => {
    const results = await connection.create('Lead', leads(200), { headers: { 'Sforce-Auto-Assign': 'FALSE' } })
    expect(results).toHaveLength(200)
    expect(results.every((result) => result.success)).toBe(true)
    expect(caller.sandbox.salesforce.rows('Lead')).toHaveLength(200)
    const [entry, ...others] = caller.sandbox.ledger.entries()
    expect(others).toEqual([])
    expect(entry?.effects).toHaveLength(200)
    expect(entry?.effects[7]).toMatchObject({ kind: 'create', object: 'Lead', key: 'lead-7' })
    expect(connection.limitInfo.apiUsage).toEqual({ used: 1, limit: 15_000 })
  })

  it('hears about each record of a collection in its place', async () => {
    const [good, bad] = await connection.create('Lead', [
      { LastName: 'Lovelace', Company: 'Example Ltd' },
      { LastName: 'NoCompany' },
    ])
    expect(good).toMatchObject({ success: true, errors: [] })
    expect(bad).toEqual({
      success: false,
      errors: [
        {
          statusCode: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [Company]',
          fields: ['Company'],
        },
      ],
    })
  })

  it('creates once and updates then, by external id', async () => {
    const first = await connection.upsert('Lead', leads(2), 'Pointsman_Id__c')
    const again = await connection.upsert('Lead', leads(3), 'Pointsman_Id__c')
    expect(first.map((result) => 'created' in result && result.created)).toEqual([true, true])
    expect(again.map((result) => 'created' in result && result.created)).toEqual([false, false, true])
    expect(again[0]?.id).toBe(first[0]?.id)
    expect(caller.sandbox.salesforce.rows('Lead')).toHaveLength(3)
  })

  it('names the person of a task by the external id of the lead', async () => {
    await connection.upsert('Lead', leads(1), 'Pointsman_Id__c')
    const Who = { attributes: { type: 'Lead' }, Pointsman_Id__c: 'lead-0' }
    const [made] = await connection.upsert(
      'Task',
      [{ Pointsman_Key__c: 'task-0', Subject: 'Call', Who }],
      'Pointsman_Key__c',
    )
    expect(made).toMatchObject({ success: true })
    const lead = caller.sandbox.salesforce.find('Lead', 'lead-0')
    expect(caller.sandbox.salesforce.find('Task', 'task-0')).toMatchObject({ WhoId: lead?.Id, Subject: 'Call' })
  })

  it('reads many by id in the order asked, null for what is missing', async () => {
    const [one, two] = await connection.create('Lead', leads(2))
    const rows = await connection.retrieve('Lead', [two?.id ?? '', '00Q5g0zzzzzzzzz', one?.id ?? ''], {
      fields: ['Id', 'Email'],
    })
    expect(rows.map((row) => (row as { Email?: string } | null)?.Email ?? null)).toEqual([
      'p1@example.com',
      null,
      'p0@example.com',
    ])
  })

  it('does several things in one composite call, with references between them', async () => {
    const base = '/services/data/v66.0'
    const { compositeResponse } = await connection.request<{ compositeResponse: { httpStatusCode: number }[] }>({
      method: 'POST',
      url: `${base}/composite`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        allOrNone: true,
        compositeRequest: [
          {
            method: 'POST',
            url: `${base}/sobjects/Lead`,
            referenceId: 'lead',
            body: { LastName: 'Lovelace', Company: 'Example Ltd' },
          },
          {
            method: 'POST',
            url: `${base}/sobjects/Task`,
            referenceId: 'task',
            body: { Subject: 'Call', WhoId: '@{lead.id}' },
          },
          {
            method: 'GET',
            url: `${base}/query?q=SELECT+Id,WhoId+FROM+Task+WHERE+WhoId='@{lead.id}'`,
            referenceId: 'found',
          },
          {
            method: 'PATCH',
            url: `${base}/sobjects/Task/@{found.records[0].Id}`,
            referenceId: 'done',
            body: { Status: 'Completed' },
          },
        ],
      }),
    })
    expect(compositeResponse.map((answer) => answer.httpStatusCode)).toEqual([201, 201, 200, 204])
    expect(caller.sandbox.salesforce.rows('Task')).toMatchObject([{ Subject: 'Call', IsClosed: true }])
    expect(connection.limitInfo.apiUsage?.used).toBe(1)
  })

  it('logs in again after an expired session and sends the call once more', async () => {
    caller.sandbox.faults.set([{ name: 'expired-token', rate: 1, times: 1 }])
    const { records } = await connection.query('SELECT Id, Name FROM User ORDER BY Name')
    expect(records).toHaveLength(4)
    expect(refreshes).toBe(1)
    expect(caller.sandbox.ledger.entries().map((entry) => [entry.status, entry.fault])).toEqual([
      [401, 'expired-token'],
      [200, undefined],
      [200, undefined],
    ])
  })

  it('describes fields as routing needs them', async () => {
    const { fields } = await connection.describe('Lead')
    const byName = new Map(fields.map((field) => [field.name, field]))
    expect(byName.get('Pointsman_Id__c')).toMatchObject({ externalId: true, unique: true, length: 40, nillable: true })
    expect(byName.get('LastName')).toMatchObject({ nillable: false, createable: true, length: 80 })
    expect(byName.get('CreatedDate')).toMatchObject({ createable: false, updateable: false })
    expect(byName.get('Status')?.picklistValues?.map((value) => value.value)).toContain('Working - Contacted')
  })
})
