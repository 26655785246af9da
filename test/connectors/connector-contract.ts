// What every connector must keep, for a folder of connectors: the product's own, or one that somebody is writing.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { InputError, parseXml, type Connector, type Source, type WebhookRequest } from '../../src/connector.ts'
import { eventKinds } from '../../src/lead/event.ts'
import { withoutSecrets } from '../../src/pipeline/delivery-row.ts'
import { fixturesOf, requestOf, type Fixture } from './fixtures.ts'
import { hostileBody, hostileRequest } from './hostile.ts'

const looksSecret = /secret|token|password|apikey/i

interface Schema {
  type?: string
  properties?: Record<string, unknown>
}

/** To be called while tests are collected: the folder must be there already. */
export function connectorContract(folder: string, name: string): void {
  const fixtures = fixturesOf(name, folder)

  async function connectorOf(): Promise<Connector> {
    const module = (await import(pathToFileURL(join(folder, name, 'connector.ts')).href)) as { default: Connector }
    return module.default
  }

  async function prepared(fixture: Fixture): Promise<{ source: Source<unknown>; settings: unknown }> {
    const connector = await connectorOf()
    if (!connector.source) throw new Error(`connectors/${name} has fixtures but is no source.`)
    return { source: connector.source, settings: connector.settings.parse(fixture.settings) }
  }

  describe(`connector ${name}`, () => {
    it('is named as its folder, has a title, and a README that names every setting', async () => {
      const connector = await connectorOf()
      expect(connector.name).toBe(name)
      expect(connector.title).toMatch(/\S/)
      const readme = join(folder, name, 'README.md')
      expect(existsSync(readme), `connectors/${name}/README.md`).toBe(true)
      const text = readFileSync(readme, 'utf8')
      expect(text.length).toBeGreaterThan(200)
      for (const setting of Object.keys(schemaOf(connector).properties ?? {})) {
        expect(text, `${setting} is not explained`).toMatch(new RegExp(`\\b${setting}\\b`))
      }
    })

    it('describes its settings as a JSON Schema, refuses unknown ones, and marks each secret', async () => {
      const connector = await connectorOf()
      const schema = schemaOf(connector)
      expect(schema.type).toBe('object')
      const unknown = connector.settings.safeParse({ thereIsNoSuchSetting: 1 })
      expect(unknown.error?.issues.map((issue) => issue.code)).toContain('unrecognized_keys')
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        const text = JSON.stringify(property)
        expect(!looksSecret.test(key) || text.includes('"secret":true'), `${key} needs secret()`).toBe(true)
        expect(text, `${key} needs describe()`).toMatch(/"description":"|"default":/)
      }
    })

    it('has requests in its fixtures if it is a source', async () => {
      const connector = await connectorOf()
      expect(fixtures.length > 0).toBe(connector.source !== undefined)
    })

    it('answers so that no sender stops for good', async () => {
      const { source } = await connectorOf()
      if (!source) return
      const { success, duplicate, badSignature, overload, unreadable, gone } = source.answers
      expect([success.status, duplicate.status].every((status) => status >= 200 && status < 300)).toBe(true)
      expect(badSignature.status).toBe(401)
      expect(overload.status).toBe(503)
      expect(overload.headers?.['retry-after']).toMatch(/^\d+$/)
      // Who is not told at once has been told success long before the body is read.
      const saysSo = unreadable.status >= 400 && unreadable.status < 500
      expect(source.readsFirst ? saysSo : unreadable.status === success.status).toBe(true)
      expect(gone?.status ?? 403).toBeGreaterThanOrEqual(400)
      for (const answer of [success, duplicate, badSignature, overload, unreadable, ...(gone ? [gone] : [])]) {
        expect([404, 410]).not.toContain(answer.status)
        const isXml = answer.type?.includes('xml') ?? false
        expect(isXml ? parseXml(answer.body) : JSON.parse(answer.body)).toBeTypeOf('object')
      }
    })

    describe.each(fixtures)('given $file', (fixture) => {
      it('takes the request, and reads the events that it tells', async () => {
        const { source, settings } = await prepared(fixture)
        expect(source.greet?.(requestOf(fixture), settings)).toBeUndefined()
        source.verify(requestOf(fixture), settings)
        const events = source.read(requestOf(fixture), settings)
        expect(events).toHaveLength(fixture.events.length)
        for (const [index, { occurredAt, ...expected }] of fixture.events.entries()) {
          const { occurredAt: readAt, ...event } = events[index] ?? fail(`There is no event ${index}.`)
          expect(event).toMatchObject(expected)
          expect(eventKinds).toContain(event.kind)
          expect(event.key).toMatch(/\S/)
          expect(event.hydrateId).toBe(expected.hydrateId)
          expect(readAt.toISOString()).toBe(occurredAt ?? readAt.toISOString())
        }
      })

      it('can read in full what it tells by an id only', async () => {
        const { source } = await prepared(fixture)
        const isThin = (event: Fixture['events'][0]): boolean => event.hydrateId !== undefined
        expect('hydrate' in source || !fixture.events.some(isThin)).toBe(true)
      })

      it('refuses the request without its proof, and with any part of the proof changed', async () => {
        const { source, settings } = await prepared(fixture)
        const { headers } = fixture.request
        const proof = Object.keys(headers).filter((header) => !header.startsWith('content-'))
        const { token } = fixture.request
        expect([...proof, token].filter(Boolean)).not.toEqual([])
        const guess = token === undefined ? {} : { token: `${token.slice(0, -1)}_` }
        const guessed = token === undefined ? 401 : refusal(source, settings, requestOf(fixture, guess))
        expect(guessed).toBe(401)
        const bare = Object.fromEntries(Object.entries(headers).filter(([header]) => !proof.includes(header)))
        const unproved = requestOf(fixture, { headers: bare, ...(token === undefined ? {} : { token: '' }) })
        expect([401, 403]).toContain(refusal(source, settings, unproved))
        for (const header of proof) {
          expect([401, 403]).toContain(refusal(source, settings, withHeader(fixture, header)))
        }
      })

      it('gives the same keys when the request comes again, and each event its own', async () => {
        const { source, settings } = await prepared(fixture)
        const again = requestOf(fixture, { receivedAt: new Date(Date.parse(fixture.receivedAt) + 20_000) })
        expect(source.deliveryKey(again, settings)).toBe(source.deliveryKey(requestOf(fixture), settings))
        expect(source.deliveryKey(again, settings)).not.toBe('')
        const keys = source.read(requestOf(fixture), settings).map((event) => event.key)
        expect(source.read(again, settings).map((event) => event.key)).toEqual(keys)
        expect(new Set(keys).size).toBe(keys.length)
      })

      it('reads the same events from the stored request, which has lost the headers that prove it', async () => {
        const { source, settings } = await prepared(fixture)
        const stored = requestOf(fixture, { headers: withoutSecrets(fixture.request.headers) })
        expect(source.read(stored, settings)).toEqual(source.read(requestOf(fixture), settings))
      })

      it('meets any body, header and address with nothing but an InputError', async () => {
        const { source, settings } = await prepared(fixture)
        const bodies = hostileBody(fixture).map((body) => requestOf(fixture, { body }))
        for (const requests of [bodies, hostileRequest(fixture)]) {
          fc.assert(fc.property(requests, (request) => expectNoCrash(source, settings, request)))
        }
        const deep = Buffer.from('['.repeat(100_000))
        const poisoned = Buffer.from('{"__proto__":{"isAdmin":true}}')
        for (const body of [deep, poisoned]) {
          expect(() => source.read(requestOf(fixture, { body }), settings)).toThrow(InputError)
        }
      })
    })
  })
}

function schemaOf(connector: Connector): Schema {
  return z.toJSONSchema(connector.settings, { io: 'input' }) as Schema
}

function withHeader(fixture: Fixture, header: string): WebhookRequest {
  const value = fixture.request.headers[header] ?? ''
  const changed = value.slice(0, -2) + (value.endsWith('00') ? '11' : '00')
  return requestOf(fixture, { headers: { ...fixture.request.headers, [header]: changed } })
}

/** The status it was refused with; undefined when it was accepted. */
function refusal(source: Source<unknown>, settings: unknown, request: WebhookRequest): number | undefined {
  return inputError(() => source.verify(request, settings))?.status
}

/** Anything else that is thrown goes through. */
function inputError(work: () => void): InputError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

function expectNoCrash(source: Source<unknown>, settings: unknown, request: WebhookRequest): void {
  source.greet?.(request, settings)
  source.answerHeaders?.(request, settings)
  expect([429, 503]).toContain((source.overload?.(request) ?? source.answers.overload).status)
  inputError(() => source.verify(request, settings))
  expect(source.deliveryKey(request, settings)).toBeTypeOf('string')
  inputError(() => {
    for (const event of source.read(request, settings)) {
      expect(event.key).toBeTypeOf('string')
      expect(Number.isNaN(event.occurredAt.getTime())).toBe(false)
    }
  })
}

function fail(message: string): never {
  throw new Error(message)
}
