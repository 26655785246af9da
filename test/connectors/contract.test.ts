// What every connector must keep, run over each folder of connectors/. What is special to one is tested beside this file.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { InputError, type Connector, type Source, type WebhookRequest } from '../../src/connector.ts'
import { loadConnectors } from '../../src/load-connectors.ts'
import { connectorNames, connectorsFolder, fixturesOf, requestOf, type Fixture } from './fixtures.ts'

const names = connectorNames()
const looksSecret = /secret|token|password|apikey/i

async function connectorOf(name: string): Promise<Connector> {
  const module = (await import(pathToFileURL(join(connectorsFolder, name, 'connector.ts')).href)) as {
    default: Connector
  }
  return module.default
}

function settingsOf(connector: Connector, fixture: Fixture): unknown {
  return connector.settings.parse(fixture.settings)
}

it('loads every folder of connectors/', async () => {
  const connectors = await loadConnectors(connectorsFolder)
  expect([...connectors.keys()].toSorted()).toEqual(names.toSorted())
})

describe.each(names)('connector %s', (name) => {
  it('is named as its folder, has a title, and a README that says what to set up', async () => {
    const connector = await connectorOf(name)
    expect(connector.name).toBe(name)
    expect(connector.title).toMatch(/\S/)
    const readme = join(connectorsFolder, name, 'README.md')
    expect(existsSync(readme), `connectors/${name}/README.md`).toBe(true)
    expect(readFileSync(readme, 'utf8').length).toBeGreaterThan(200)
  })

  it('describes its settings as a JSON Schema, refuses unknown ones, and marks each secret', async () => {
    const { settings } = await connectorOf(name)
    const schema = z.toJSONSchema(settings, { io: 'input' }) as Schema
    expect(schema.type).toBe('object')
    expect(settings.safeParse({ thereIsNoSuchSetting: 1 }).error?.issues.map((issue) => issue.code)).toContain(
      'unrecognized_keys',
    )
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const text = JSON.stringify(property)
      expect(!looksSecret.test(key) || text.includes('"secret":true'), `${key} needs secret()`).toBe(true)
      expect(text, `${key} needs describe()`).toMatch(/"description":"|"default":/)
    }
  })

  const fixtures = fixturesOf(name)

  it('has requests in its fixtures if it is a source', async () => {
    const connector = await connectorOf(name)
    expect(fixtures.length > 0).toBe(connector.source !== undefined)
  })

  describe.each(fixtures)('given $file', (fixture) => {
    it('takes the request, and reads the events that it tells', async () => {
      const { source, settings } = await prepared(name, fixture)
      source.verify(requestOf(fixture), settings)
      const events = source.read(requestOf(fixture), settings)
      expect(events).toHaveLength(fixture.events.length)
      for (const [index, { occurredAt, ...expected }] of fixture.events.entries()) {
        const { occurredAt: readAt, ...event } = events[index] ?? fail(`There is no event ${index}.`)
        expect(event).toMatchObject(expected)
        expect(event.hydrateId).toBe(expected.hydrateId)
        expect(readAt.toISOString()).toBe(occurredAt ?? readAt.toISOString())
      }
    })

    it('can read in full what it tells by an id only', async () => {
      const { source } = await prepared(name, fixture)
      const isThin = (event: Fixture['events'][0]): boolean => event.hydrateId !== undefined
      expect('hydrate' in source || !fixture.events.some(isThin)).toBe(true)
    })

    it('refuses the request without its proof, and with any part of the proof changed', async () => {
      const { source, settings } = await prepared(name, fixture)
      const { headers } = fixture.request
      const proof = Object.keys(headers).filter((header) => !header.startsWith('content-'))
      const bare = Object.fromEntries(Object.entries(headers).filter(([header]) => !proof.includes(header)))
      expect([401, 403]).toContain(refusal(source, settings, requestOf(fixture, { headers: bare })))
      for (const header of proof) {
        expect([401, 403]).toContain(refusal(source, settings, withHeader(fixture, header)))
      }
    })

    it('gives the same keys when the request comes again, and each event its own', async () => {
      const { source, settings } = await prepared(name, fixture)
      const again = requestOf(fixture, { receivedAt: new Date(Date.parse(fixture.receivedAt) + 20_000) })
      expect(source.deliveryKey(again, settings)).toBe(source.deliveryKey(requestOf(fixture), settings))
      expect(source.deliveryKey(again, settings)).not.toBe('')
      const keys = source.read(requestOf(fixture), settings).map((event) => event.key)
      expect(source.read(again, settings).map((event) => event.key)).toEqual(keys)
      expect(new Set(keys).size).toBe(keys.length)
    })

    it('reads the stored request, which has lost the headers that prove it', async () => {
      const { source, settings } = await prepared(name, fixture)
      const kept = Object.entries(fixture.request.headers).filter(([header]) => /^content-|-id$/.test(header))
      const stored = requestOf(fixture, { headers: Object.fromEntries(kept) })
      const keys = source.read(requestOf(fixture), settings).map((event) => event.key)
      expect(source.read(stored, settings).map((event) => event.key)).toEqual(keys)
    })

    it('meets garbage with nothing but an InputError', async () => {
      const { source, settings } = await prepared(name, fixture)
      const garbage = fc.oneof(
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
        cutPieces(fixture.request.body),
      )
      fc.assert(fc.property(garbage, (body) => expectNoCrash(source, settings, requestOf(fixture, { body }))))
      const deep = Buffer.from('['.repeat(100_000))
      const poisoned = Buffer.from('{"__proto__":{"isAdmin":true}}')
      for (const body of [deep, poisoned]) {
        expect(() => source.read(requestOf(fixture, { body }), settings)).toThrow(InputError)
      }
    })
  })

  it('answers so that no sender stops for good', async () => {
    const { source } = await connectorOf(name)
    if (!source) return
    const { success, duplicate, badSignature, overload, ...others } = source.answers
    expect([success.status, duplicate.status].every((status) => status >= 200 && status < 300)).toBe(true)
    expect(badSignature.status).toBe(401)
    expect(overload.status).toBe(503)
    expect(overload.headers?.['retry-after']).toMatch(/^\d+$/)
    for (const answer of [success, duplicate, badSignature, overload, ...Object.values(others)]) {
      expect([404, 410]).not.toContain(answer.status)
      expect(JSON.parse(answer.body)).toBeTypeOf('object')
    }
  })
})

interface Schema {
  type?: string
  properties?: Record<string, unknown>
}

async function prepared(name: string, fixture: Fixture): Promise<{ source: Source<unknown>; settings: unknown }> {
  const connector = await connectorOf(name)
  if (!connector.source) throw new Error(`connectors/${name} has fixtures but is no source.`)
  return { source: connector.source, settings: settingsOf(connector, fixture) }
}

function withHeader(fixture: Fixture, header: string): WebhookRequest {
  const value = fixture.request.headers[header] ?? ''
  const changed = value.slice(0, -2) + (value.endsWith('00') ? '11' : '00')
  return requestOf(fixture, { headers: { ...fixture.request.headers, [header]: changed } })
}

/** The status it was refused with; undefined when it was accepted. */
function refusal(source: Source<unknown>, settings: unknown, request: WebhookRequest): number | undefined {
  const thrown = attempt(() => source.verify(request, settings))
  if (thrown !== undefined && !(thrown instanceof InputError)) throw thrown
  return thrown?.status
}

/** What was thrown, or undefined. */
function attempt(work: () => void): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}

function fail(message: string): never {
  throw new Error(message)
}

/** The body with a piece left out or put in twice. */
function cutPieces(body: string): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.nat(body.length), fc.nat(body.length))
    .map(([from, to]) => Buffer.from(body.slice(0, from) + body.slice(to)))
}

function expectNoCrash(source: Source<unknown>, settings: unknown, request: WebhookRequest): void {
  expect(source.deliveryKey(request, settings)).toBeTypeOf('string')
  try {
    for (const event of source.read(request, settings)) expect(Number.isNaN(event.occurredAt.getTime())).toBe(false)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
  }
}
