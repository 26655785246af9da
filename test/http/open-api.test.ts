// The document that describes the API, and the page that shows it.
import { OpenAPIBackend, type Document } from 'openapi-backend'
import { afterAll, expect, it } from 'vitest'
import { documentOf, operationsOf } from './open-api-document.ts'
import { testServer } from './test-server.ts'

const { app } = await testServer()
const document = await documentOf(app)
afterAll(() => app.close())

/** Else it warns about each date. */
const ajvOpts = { formats: { 'date-time': true as const } }

it('is valid OpenAPI 3.0', async () => {
  const read = new OpenAPIBackend({ definition: structuredClone(document), strict: true, ajvOpts })
  await expect(read.init()).resolves.toBeDefined()
  const broken = { ...structuredClone(document), info: { title: 'no version' } } as unknown as Document
  await expect(new OpenAPIBackend({ definition: broken, strict: true, ajvOpts }).init()).rejects.toThrow('version')
})

it('names every operation once and says what token it wants', () => {
  const operations = operationsOf(document)
  const guarded = operations.filter((operation) => operation.role !== undefined)
  const names = operations.map((operation) => operation.operationId)
  expect(new Set(names).size).toBe(names.length)
  for (const { path, method } of guarded) {
    expect(document.paths[path]?.[method.toLowerCase()]?.security).toEqual([{ bearer: [] }])
  }
})

it('describes answers down to their fields', () => {
  const text = JSON.stringify(document.paths['/api/leads'])
  for (const part of ['"items"', '"breaches"', '"format":"date-time"', '"nurture"', '"cursor"'])
    expect(text).toContain(part)
})

it('is shown by a page whose parts all come from here', async () => {
  const page = await app.inject({ url: '/docs/' })
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/<script>(?!\s*<\/script>)/)
  const parts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '')
  expect(parts.length).toBeGreaterThan(3)
  for (const part of parts) {
    const { pathname, origin } = new URL(part, 'http://here/docs/')
    expect(origin).toBe('http://here')
    expect([pathname, (await app.inject({ url: pathname })).statusCode]).toEqual([pathname, 200])
  }
})

it('leads from the bare address to the page', async () => {
  expect((await app.inject({ url: '/' })).headers.location).toBe('/docs/')
})
