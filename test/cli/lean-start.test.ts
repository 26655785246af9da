// What a start from source does not load. Each of these once cost it a twentieth of a second or more, and megabytes for as long as it ran.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, type Folder } from './pointsman-process.ts'

const connections = `connections:
  salesforce: { connector: salesforce, settings: { loginUrl: "http://127.0.0.1:9", clientId: env:SECRET, clientSecret: env:SECRET } }
  standard-webhooks: { connector: standard-webhooks, writesTo: salesforce, settings: { secret: env:SECRET } }
`
let folder: Folder
let loaded: string[]
beforeAll(async () => {
  folder = newFolder({ SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })
  folder.write('rulebook/connections.yaml', connections)
  const preload = new URL('note-loaded.mjs', import.meta.url).href
  const server = await folder.serve({
    env: { NODE_OPTIONS: `--import ${preload}`, LOADED_FILE: join(folder.path, 'loaded') },
  })
  await server.stop()
  loaded = folder.read('loaded').split('\n')
}, 30_000)
afterAll(() => folder.remove())

const of = (name: string): string[] => loaded.filter((file) => file.includes(`/node_modules/${name}/`))

it('takes drizzle by require, since Node parses its long exports anew for each file that is imported', () => {
  expect(of('drizzle-orm')).toContainEqual(expect.stringMatching(/\/index\.cjs$/))
  expect(of('drizzle-orm').filter((file) => !file.endsWith('.cjs'))).toEqual([])
})

it.each(['ajv', '@fastify/ajv-compiler', '@fastify/swagger-ui', '@fastify/static', 'axios', 'jsforce', 'pg'])(
  'leaves %s for its first use',
  (name) => {
    expect(loaded.length).toBeGreaterThan(500)
    expect(of(name)).toEqual([])
  },
)

it("leaves Node's fetch unloaded, which to import node:http by name would bring", () => {
  expect(loaded).toContain('NativeModule http')
  expect(loaded).not.toContain('NativeModule internal/deps/undici/undici')
})
