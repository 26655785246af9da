// The frame of the sandbox: ledger, faults of any HTTP server, seed, reset, and a state that outlives the process.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFaults } from '../../sandbox/faults.ts'
import { createSandbox } from '../../sandbox/server.ts'
import type { FaultName, LedgerEntry } from '../../sandbox/world.ts'
import { login, startCaller, type Caller } from './salesforce-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller()
})
afterEach(() => caller.close())

const lead = { LastName: 'Lovelace', Company: 'Example Ltd' }
const create = () => caller.call('POST', '/sobjects/Lead', lead)
const leads = () => caller.sandbox.salesforce.rows('Lead').length
const control = (method: string, path: string, body?: unknown) =>
  fetch(`${caller.url}/__sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
const readLedger = async (query = '') =>
  (await (await control('GET', `ledger${query}`)).json()) as { entries: LedgerEntry[]; counts: unknown }

describe('the ledger', () => {
  it('holds each request and what lastingly came of it, newest last', async () => {
    await caller.call('GET', '/limits')
    await create()
    const { entries, counts } = await readLedger()
    const id = String(caller.sandbox.salesforce.rows('Lead')[0]?.Id)
    const base = { at: '2026-05-01T07:25:37.400Z', system: 'salesforce' }
    expect(entries).toEqual([
      { n: 1, ...base, method: 'GET', path: '/services/data/v66.0/limits', status: 200, request: null, effects: [] },
      {
        n: 2,
        ...base,
        method: 'POST',
        path: '/services/data/v66.0/sobjects/Lead',
        status: 201,
        request: lead,
        effects: [
          {
            kind: 'create',
            object: 'Lead',
            id,
            fields: { ...lead, OwnerId: caller.sandbox.salesforce.integrationUserId },
          },
        ],
      },
    ])
    expect(counts).toEqual({
      requests: { salesforce: 2, hubspot: 0 },
      unknown: 0,
      faults: {},
      effects: { 'salesforce create Lead': 1 },
    })
  })

  it('is filtered by system and by effects, and emptied on demand', async () => {
    await caller.call('GET', '/limits')
    await create()
    expect((await readLedger('?effects=1')).entries.map((entry) => entry.n)).toEqual([2])
    expect((await readLedger('?system=hubspot')).entries).toEqual([])
    expect((await readLedger('?after=1')).entries.map((entry) => entry.n)).toEqual([2])
    await control('DELETE', 'ledger')
    expect((await readLedger()).entries).toEqual([])
  })

  it('marks a path that no pretend CRM has, and answers it 400', async () => {
    expect((await caller.call('GET', '/wave/datasets')).status).toBe(400)
    expect((await fetch(`${caller.url}/nowhere`)).status).toBe(400)
    const marks = caller.sandbox.ledger.entries().map((entry) => [entry.system, entry.status, entry.unknown])
    expect(marks).toEqual([
      ['salesforce', 400, true],
      ['hubspot', 400, true],
    ])
  })
})

describe('a fault', () => {
  const arm = (name: FaultName, more: object = {}) => control('POST', 'faults', [{ name, rate: 1, times: 1, ...more }])

  it('server-error: 503, 500, 502 in turn, and nothing is done', async () => {
    await arm('server-error', { times: 3 })
    expect((await create()).body).toMatchObject([{ errorCode: 'SERVER_UNAVAILABLE' }])
    expect((await create()).body).toMatchObject([{ errorCode: 'UNKNOWN_EXCEPTION' }])
    await expect(create()).rejects.toThrow(/not valid JSON/)
    expect(leads()).toBe(0)
    expect(caller.sandbox.ledger.entries().map((entry) => [entry.status, entry.fault])).toEqual([
      [503, 'server-error'],
      [500, 'server-error'],
      [502, 'server-error'],
    ])
    expect((await create()).status).toBe(201)
  })

  it('reset-after-request: the socket is cut and nothing is done', async () => {
    await arm('reset-after-request')
    await expect(create()).rejects.toThrow('fetch failed')
    expect(leads()).toBe(0)
    expect(caller.sandbox.ledger.entries()).toMatchObject([
      { status: 0, fault: 'reset-after-request', request: lead, effects: [] },
    ])
  })

  it('reset-before-answer: the socket is cut and all is done', async () => {
    await arm('reset-before-answer')
    await expect(create()).rejects.toThrow('fetch failed')
    expect(leads()).toBe(1)
    expect(caller.sandbox.ledger.entries()).toMatchObject([
      { status: 201, fault: 'reset-before-answer', effects: [{ object: 'Lead' }] },
    ])
    expect((await create()).status).toBe(201)
  })

  it("html-instead-of-json and rate-limit: the page of a proxy, and each system's own refusal", async () => {
    await arm('html-instead-of-json')
    await expect(create()).rejects.toThrow(/not valid JSON/)
    await arm('rate-limit')
    const answer = await create()
    expect([answer.status, answer.body]).toMatchObject([403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]])
    expect(leads()).toBe(0)
  })

  it('latency: the answer waits, and is complete', async () => {
    await arm('latency', { ms: 30 })
    const before = performance.now()
    expect((await create()).status).toBe(201)
    expect(performance.now() - before).toBeGreaterThanOrEqual(29)
    expect(caller.sandbox.ledger.entries()).toMatchObject([{ fault: 'latency', status: 201 }])
  })

  it('strikes only the system and path it is aimed at, and says how often it struck', async () => {
    await arm('server-error', { system: 'hubspot' })
    expect((await create()).status).toBe(201)
    await arm('server-error', { path: '/composite' })
    expect((await create()).status).toBe(201)
    expect((await caller.call('POST', '/composite/sobjects', { records: [] })).status).toBeGreaterThanOrEqual(500)
    expect(await (await control('GET', 'faults')).json()).toMatchObject({
      faults: [{ name: 'server-error', struck: 1 }],
    })
  })

  it('that nobody knows is refused by name', async () => {
    const answer = await control('POST', 'faults', [{ name: 'gremlins', rate: 1 }])
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { message: string }).message).toContain('"reset-before-answer"')
  })

  it('strikes the same requests in each run, at about its rate', () => {
    const run = () => {
      const faults = createFaults(() => undefined)
      faults.set([{ name: 'row-lock', rate: 0.2 }])
      return Array.from({ length: 1_000 }, () => faults.strikes('row-lock', 'salesforce', '/') !== undefined)
    }
    const first = run()
    expect(run()).toEqual(first)
    const struck = first.filter(Boolean).length
    expect(struck).toBeGreaterThan(150)
    expect(struck).toBeLessThan(250)
  })
})

describe('state', () => {
  it('is seeded over HTTP, with a sentence when the seed does not fit', async () => {
    const good = await control('POST', 'seed', { salesforce: { leads: [{ ...lead, OwnerEmail: 'ann@example.com' }] } })
    expect([good.status, leads()]).toEqual([204, 1])
    const bad = await control('POST', 'seed', { salesforce: { leads: [lead, { ...lead, Tier: 'A' }] } })
    expect([bad.status, await bad.json()]).toEqual([
      400,
      { message: 'Lead has no field "Tier" in the sandbox: correct it, or name it under "fields" of the seed.' },
    ])
    expect(leads()).toBe(1)
  })

  it('goes back to the beginning on reset', async () => {
    await create()
    await control('POST', 'faults', [{ name: 'latency', rate: 1 }])
    await control('POST', 'reset')
    expect(leads()).toBe(0)
    expect(caller.sandbox.faults.list()).toEqual([])
    expect(caller.sandbox.ledger.entries()).toEqual([])
    expect(caller.sandbox.salesforce.rows('User')).toHaveLength(1)
  })

  it('is dumped and restored whole, custom fields and sessions too', async () => {
    caller.sandbox.seed({
      salesforce: {
        fields: [{ object: 'Account', name: 'Tier__c', type: 'string' }],
        accounts: [{ Name: 'A', Tier__c: 'top' }],
      },
    })
    const dump = JSON.parse(JSON.stringify(caller.sandbox.dump())) as ReturnType<Caller['sandbox']['dump']>
    const other = await createSandbox({ now: () => caller.now.at })
    other.restore(dump, caller.sandbox.ledger.entries())
    expect(other.dump()).toEqual(caller.sandbox.dump())
    const url = await other.listen()
    const soql = encodeURIComponent("SELECT Name FROM Account WHERE Tier__c = 'top'")
    const answer = await fetch(`${url}/services/data/v66.0/query?q=${soql}`, {
      headers: { authorization: `Bearer ${caller.token}` },
    })
    expect(await answer.json()).toMatchObject({ totalSize: 1 })
    await other.close()
  })
})

describe('node sandbox/main.ts', () => {
  const start = async (state: string): Promise<{ child: ChildProcess; url: string }> => {
    const child = spawn(process.execPath, ['sandbox/main.ts', '--port', '0', '--state', state])
    for await (const line of createInterface(child.stdout))
      return { child, url: /http:\/\/[\d.:]+/.exec(line)?.[0] ?? '' }
    throw new Error('The sandbox said nothing.')
  }

  it('keeps state and ledger over a stop, and the ledger over a kill', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    const state = join(folder, 'state.json')
    const make = async (url: string) => {
      const response = await fetch(`${url}/services/data/v66.0/sobjects/Lead`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await login(url)}`, 'content-type': 'application/json' },
        body: JSON.stringify(lead),
      })
      return response.status
    }
    const first = await start(state)
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:/)
    expect(await make(first.url)).toBe(201)
    first.child.kill('SIGTERM')
    expect(await once(first.child, 'exit')).toEqual([0, null])

    const second = await start(state)
    const ledger = (await (await fetch(`${second.url}/__sandbox/ledger`)).json()) as { entries: LedgerEntry[] }
    expect(ledger.entries.map((entry) => [entry.n, entry.effects.length])).toEqual([
      [1, 0],
      [2, 1],
    ])
    expect(await make(second.url)).toBe(201)
    second.child.kill('SIGKILL')
    await once(second.child, 'exit')
    const lines = readFileSync(`${state}.ledger.jsonl`, 'utf8').trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as LedgerEntry).n)).toEqual([1, 2, 3, 4])
    rmSync(folder, { recursive: true })
  })
})
