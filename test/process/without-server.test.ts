// A configured Pointsman around its starts and stops: commands open the store when no server runs, and edits wait for a restart.
import { setImmediate as breathe } from 'node:timers/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { demoSeed } from '../../sandbox/demo-seed.ts'
import { createSandbox, sandboxClient, type Sandbox } from '../../sandbox/server.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { newFolder, type Folder, type Server } from '../cli/pointsman-process.ts'

const connections = `connections:
  salesforce:
    connector: salesforce
    writes: on
    settings: { loginUrl: env:SANDBOX_URL, clientId: env:SF_ID, clientSecret: env:SF_SECRET }
  web-form: { connector: web-form, writesTo: salesforce }
`

let sandbox: Sandbox
let folder: Folder
beforeAll(async () => {
  sandbox = await createSandbox()
  sandbox.seed(demoSeed)
  const url = await sandbox.listen()
  folder = newFolder({
    SANDBOX_URL: url,
    SF_ID: sandboxClient.id,
    SF_SECRET: sandboxClient.secret,
    ADMIN_TOKEN: 'admin-token-of-the-tests-0000',
  })
  folder.write('rulebook/connections.yaml', connections)
})
afterAll(async () => {
  await folder.remove()
  await sandbox.close()
})

describe.concurrent('before the first start', () => {
  it('simulates by the files as they stand, and publishes nothing', async () => {
    const { code, stdout } = await folder.run(['simulate', '-', '--connection', 'web-form'], {
      input: '{"email":"ada@initech.example"}',
    })
    expect([code, stdout]).toEqual([0, expect.stringContaining('No rule took it, so it fell to "otherwise".')])
    expect(await inStore((store) => store.list('rulebooks'))).toEqual([])
    expect(sandbox.ledger.entries()).toEqual([])
  })

  it('speaks to a demo beside it only when told so', async () => {
    const demo = await folder.serve({ args: ['demo'] })
    expect(demo.said).toContain('Pointsman runs in demo mode')
    // Its CRMs are read right after it listens.
    const isReady = async (): Promise<boolean> => (await fetch(`${demo.url}/readyz`)).ok
    while (!(await isReady())) await breathe()
    const [told, untold] = await Promise.all([
      folder.run(['health'], { env: { DATA_DIR: 'data/demo' } }),
      folder.run(['health', '--json']),
    ])
    expect(told.stdout).toBe(`${demo.url} is ready.\n`)
    expect(untold.code).toBe(1)
    expect(JSON.parse(untold.stdout)).toMatchObject({ ready: false, missing: ['server'] })
    await demo.stop()
  })

  it('says how to start when nothing is configured either', async () => {
    const { code, stderr } = await folder.run(['explain', 'a@b.example'], { env: { RULEBOOK_DIR: './none' } })
    expect([code, stderr]).toEqual([
      4,
      expect.stringMatching(/^No server runs and no connection is configured: start the demo with "npm start"/),
    ])
  })
})

describe('while it runs', () => {
  let server: Server
  beforeAll(async () => {
    server = await folder.serve()
  })

  it('leaves standard output to the log: one JSON record per line', async () => {
    await fetch(`${server.url}/api/leads`)
    const { child } = server
    const lines: string[] = []
    child.stdout?.on('data', (text: string) => lines.push(...text.trimEnd().split('\n')))
    await fetch(`${server.url}/api/leads`)
    await vi.waitFor(() => expect(lines).not.toEqual([]))
    expect(new Set(lines.map((line) => (JSON.parse(line) as { level: number }).level))).toEqual(new Set([30]))
    expect(server.said.split('\n').filter((line) => line.startsWith('Admin token: '))).toEqual([
      'Admin token: in the environment (ADMIN_TOKEN)',
    ])
  })

  it('goes on by the rules it started with when they are edited badly; check lists the fault, commands still answer', async () => {
    const before = await api(server, '/api/status')
    folder.edit('rulebook/rules.yaml', 'pool: catch-all', 'pool: catch-al')
    sandbox.faults.set([{ name: 'partial-failure', system: 'salesforce', rate: 1, times: 1 }])
    await fetch(`${server.url}/webhooks/web-form`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'grace@initech.example', name: 'Grace' }),
    })
    await vi.waitFor(
      async () =>
        expect(await api(server, '/api/syncs?state=dead')).toMatchObject({ items: [{ action: 'save-person' }] }),
      { timeout: 10_000, interval: 50 },
    )
    expect(await api(server, '/api/status')).toMatchObject({ rulebook: before['rulebook'], events: { routed: 1 } })
    const [checked, explained] = await Promise.all([
      folder.run(['check']),
      folder.run(['explain', 'grace@initech.example']),
    ])
    expect([checked.code, checked.stderr]).toEqual([
      3,
      expect.stringMatching(/^1 fault:\nrulebook\/rules\.yaml:\d+:\d+ otherwise\.pool: .*"catch-al"/),
    ])
    expect([explained.code, explained.stdout]).toEqual([0, expect.stringContaining('from pool catch-all')])
  })

  it('does not start again by a faulty rulebook, and does by a mended one, which is then live', async () => {
    const { rulebook } = await api(server, '/api/status')
    expect((await server.stop()).code).toBe(0)
    const refused = await folder.run(['serve'])
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('"catch-al"')])
    folder.edit('rulebook/rules.yaml', 'pool: catch-al,', 'pool: enterprise,')
    folder.edit('rulebook/tests/rules.yaml', 'pool: catch-all', 'pool: enterprise')
    const again = await folder.serve()
    const { rulebook: mended } = await api(again, '/api/status')
    expect(mended).toMatch(/^[0-9a-f]{16}$/)
    expect(mended).not.toBe(rulebook)
    // Killed: its server.json stays behind, and must not mislead the commands below.
    await again.stop('SIGKILL')
    expect(folder.read('data/server.json')).toContain(`"pid":${again.child.pid}`)
  })
})

describe('when it has ended', () => {
  it('explains, retries and replays on the store, and says when it is done', async () => {
    const explained = await folder.run(['explain', 'grace@initech.example'])
    expect(explained).toMatchObject({ code: 0, stdout: expect.stringContaining('Grace') })
    // As in a container, where each process has the same id: it lives, but nobody answers there.
    folder.write('data/server.json', JSON.stringify({ url: 'http://127.0.0.1:9', pid: process.pid }))
    const retried = await folder.run(['retry', '--all'])
    expect(retried).toEqual({
      code: 0,
      stdout: '1 write that was given up: tried again when the server starts.\n',
      stderr: '',
    })
    const [event] = await inStore((store) => store.list('events'))
    const replayed = await folder.run(['replay', event?.id ?? ''])
    expect(replayed.stdout).toBe(`Event ${event?.id} waits: it is run again when the server starts.\n`)
    expect(
      await inStore((store) => store.list('syncs', { where: { action: 'save-person', state: 'waiting' } })),
    ).toHaveLength(1)
  })

  it('does what was asked for at the next start', async () => {
    const server = await folder.serve()
    await vi.waitFor(
      async () =>
        expect(await api(server, '/api/status')).toMatchObject({
          syncs: { done: expect.any(Number) },
          events: { updated: 1 },
        }),
      { timeout: 10_000, interval: 50 },
    )
    const audit = (await api(server, '/api/audit'))['items'] as { action: string; actor: string }[]
    expect(audit.map(({ action }) => action).toSorted()).toEqual(['event.replay', 'sync.retry-many'])
  })
})

async function api(server: Server, path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server.url}${path}`, {
    headers: { authorization: 'Bearer admin-token-of-the-tests-0000' },
  })
  return (await answer.json()) as Record<string, unknown>
}

async function inStore<T>(read: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ kind: 'sqlite', file: join(folder.path, 'data/pointsman.db') })
  try {
    return await read(store)
  } finally {
    await store.close()
  }
}
