// The start, from outside: what the demo says in its five lines is true, and nobody but this machine reaches it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command, endOf, newFolder, type Folder, type Server } from './pointsman-process.ts'

const missing = (...programs: string[]): string[] =>
  programs.filter((program) => spawnSync('which', [program]).status !== 0)

describe('with nothing configured', () => {
  let folder: Folder
  let server: Server
  let lines: string[]
  beforeAll(async () => {
    folder = newFolder()
    server = await folder.serve()
    lines = server.said.trimEnd().split('\n')
  })
  afterAll(() => folder.remove())

  it('says in exactly five lines where it is, and how to send a lead and to leave the demo', () => {
    expect(lines).toEqual([
      expect.stringMatching(/^Pointsman runs in demo mode: http:\/\/127\.0\.0\.1:\d+\/docs /),
      `Admin token: in ${join('data', 'demo', 'admin-token')}`,
      `Data: ${join('data', 'demo', 'pointsman.db')}`,
      expect.stringMatching(/^Send a lead: .*curl -sS http:\/\/127\.0\.0\.1:\d+\/webhooks\/standard-webhooks /),
      expect.stringMatching(/^Leave demo mode: describe your systems in rulebook\/connections\.yaml/),
    ])
  })

  it('keeps the admin token in a file for its owner alone, and prints it nowhere', async () => {
    const file = join(folder.path, 'data/demo/admin-token')
    const token = readFileSync(file, 'utf8').trim()
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
    expect(server.said).not.toContain(token)
    const answer = await fetch(`${server.url}/api/status`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
  })

  it('answers at the page it names', async () => {
    const page = /http\S+\/docs/.exec(lines[0] ?? '')?.[0] ?? ''
    const answer = await fetch(page)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')])
  })

  const lacking = missing('bash', 'curl', 'openssl')
  it.skipIf(lacking.length > 0)(`sends a lead by the printed curl ${lacking.join(', ')}`, async () => {
    const curl = (lines[3] ?? '').slice('Send a lead: '.length)
    const sent = await endOf(spawn('bash', ['-c', curl], { env: folder.env }))
    expect(sent.stdout).toBe('{"status":"accepted"}')
    const token = folder.read('data/demo/admin-token').trim()
    const owned = async (): Promise<unknown> => {
      const answer = await fetch(`${server.url}/api/leads`, { headers: { authorization: `Bearer ${token}` } })
      return ((await answer.json()) as { items: { ownerId: string | null }[] }).items.map(
        ({ ownerId }) => ownerId !== null,
      )
    }
    await expect.poll(owned, { timeout: 10_000 }).toEqual([true])
    const explained = await folder.run(['explain', 'ada@northwind.example'])
    expect(explained).toMatchObject({ code: 0, stdout: expect.stringMatching(/Ada Lovelace, Northwind.*Jonas Weber/s) })
  })

  it('is not reached by another address of this machine', async () => {
    const port = Number(new URL(server.url).port)
    expect(await reached('127.0.0.1', port)).toBe(true)
    const others = Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
    )
    expect(await Promise.all(others.map((address) => reached(address, port)))).toEqual(others.map(() => false))
  })

  it('refuses a second server on its data, and one on its port', async () => {
    const port = new URL(server.url).port
    const [second, neighbour] = await Promise.all([
      folder.run(['serve']),
      folder.run(['serve'], { env: { DATA_DIR: './elsewhere', PORT: port } }),
    ])
    expect(second).toMatchObject({ code: 3, stdout: '' })
    expect(second.stderr).toContain(`Another process (process ${server.child.pid}) has this data open.`)
    expect(neighbour).toMatchObject({
      code: 3,
      stdout: '',
      stderr: `1 fault:\nPORT: Port ${port} is taken by another program: stop that one, or set PORT to a free one.\n`,
    })
    const found = await folder.run(['health'])
    expect(found).toMatchObject({ code: 0, stdout: `${server.url} is ready.\n` })
  })
})

describe.concurrent('the demo', () => {
  const folder = newFolder()
  const untouched = newFolder()
  afterAll(() => Promise.all([folder.remove(), untouched.remove()]))

  it('refuses an address that others can reach, by serve, demo and check alike', async () => {
    const ended = await Promise.all([
      untouched.run(['serve'], { env: { HOST: '0.0.0.0' } }),
      untouched.run(['demo'], { env: { HOST: '::' } }),
      untouched.run(['check'], { env: { HOST: '192.0.2.1' } }),
    ])
    const stderr =
      '1 fault:\nHOST: Demo mode answers on this machine only: leave HOST unset, or configure connections in rulebook/connections.yaml.\n'
    expect(ended).toEqual(ended.map(() => ({ code: 3, stdout: '', stderr })))
    expect(existsSync(join(untouched.path, 'data'))).toBe(false)
  })

  const lacking = missing('script')
  it.skipIf(lacking.length > 0)(`shows the token on a terminal ${lacking.join(', ')}`, async () => {
    const terminal = spawn('script', ['-qec', `'${process.execPath}' '${command}' serve`, '/dev/null'], {
      cwd: folder.path,
      env: { ...folder.env, NO_COLOR: '1' },
    })
    let said = ''
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    await expect.poll(() => said, { timeout: 15_000 }).toContain('Leave demo mode')
    const ended = endOf(terminal)
    const { pid } = JSON.parse(folder.read('data/demo/server.json')) as { pid: number }
    process.kill(pid, 'SIGTERM')
    expect(said).toContain(`Admin token: ${folder.read('data/demo/admin-token').trim()}\r\n`)
    expect((await ended).code).toBe(0)
  })
})

/** Asked by a process of its own: in this one the closed net of the tests would answer for the machine. */
async function reached(host: string, port: number): Promise<boolean> {
  const probe = `require('node:net').connect({ host: '${host}', port: ${port} })
    .on('connect', () => process.exit(0)).on('error', () => process.exit(7))`
  const { code } = await endOf(spawn(process.execPath, ['-e', probe]))
  return code === 0
}
