// Edits while the server runs: saved files go live, a faulty edit changes nothing, SIGHUP and `rulebook publish` do the same on purpose.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newFolder, type Folder, type Server } from './pointsman-process.ts'

const token = 'admin-token-of-the-tests-00000000'
const connections = `connections:
  salesforce:
    connector: salesforce
    settings: { loginUrl: "http://127.0.0.1:9", clientId: env:SF_ID, clientSecret: env:SF_SECRET }
  web-form: { connector: web-form, writesTo: salesforce }
`

async function folderOf(env: Record<string, string>): Promise<{ folder: Folder; server: Server }> {
  const folder = newFolder({ SF_ID: 'a', SF_SECRET: 'b', ADMIN_TOKEN: token, WATCH_SECONDS: '3600', ...env })
  folder.write('rulebook/connections.yaml', connections)
  return { folder, server: await folder.serve() }
}

interface Status {
  rulebook: string
  checks: { name: string; ok: boolean; message: string }[]
}
async function status(server: Server): Promise<Status> {
  const answer = await fetch(`${server.url}/api/status`, { headers: { authorization: `Bearer ${token}` } })
  return (await answer.json()) as Status
}
const files = async (server: Server) =>
  (await status(server)).checks.find(({ name }) => name === 'files')?.message ?? null
const patient = { timeout: 15_000, interval: 50 }

let watched: { folder: Folder; server: Server }
let unwatched: { folder: Folder; server: Server }
beforeAll(async () => {
  ;[watched, unwatched] = await Promise.all([folderOf({}), folderOf({ WATCH_FILES: 'no' })])
})
afterAll(() => Promise.all([watched.folder.remove(), unwatched.folder.remove()]))

it('takes a saved file over; a faulty one changes nothing and is told until it is mended', async () => {
  const { folder, server } = watched
  const first = (await status(server)).rulebook
  folder.edit('mappings/web-form.yaml', 'default: Web form', 'default: Site')
  folder.edit('mappings/web-form.yaml', 'source: Web form', 'source: Site')
  const second = await vi.waitFor(async () => {
    const { rulebook } = await status(server)
    expect(rulebook).not.toBe(first)
    return rulebook
  }, patient)
  folder.edit('mappings/web-form.yaml', 'postalCode:', 'postalcode:')
  await vi.waitFor(async () => {
    expect(await files(server)).toMatch(
      /mappings\/web-form\.yaml:\d+:\d+ fields\.postalcode: .*did you mean "postalCode"/,
    )
  }, patient)
  expect((await status(server)).rulebook).toBe(second)
  folder.edit('mappings/web-form.yaml', 'postalcode:', 'postalCode:')
  await vi.waitFor(async () => expect(await files(server)).toBeNull(), patient)
  expect((await status(server)).rulebook).toBe(second)
})

it('unwatched, goes live by SIGHUP and by rulebook publish', async () => {
  const { folder, server } = unwatched
  const first = (await status(server)).rulebook
  folder.edit('mappings/list.yaml', 'default: List', 'default: Fair')
  server.child.kill('SIGHUP')
  const second = await vi.waitFor(async () => {
    const { rulebook } = await status(server)
    expect(rulebook).not.toBe(first)
    return rulebook
  }, patient)
  folder.edit('mappings/list.yaml', 'default: Fair', 'default: List')
  const published = await folder.run(['rulebook', 'publish'])
  expect(published).toMatchObject({ code: 0, stderr: '' })
  expect(published.stdout).toBe(
    `Version ${first} is live; before it was ${second}. What is decided from now on is decided by it.\n`,
  )
  expect((await status(server)).rulebook).toBe(first)
  expect(await folder.json(['rulebook', 'publish'])).toEqual({ rulebook: first, before: first, published: false })
  folder.edit('mappings/list.yaml', 'default: List', 'defualt: List')
  expect(await folder.run(['rulebook', 'publish'])).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('did you mean "default"'),
  })
})
