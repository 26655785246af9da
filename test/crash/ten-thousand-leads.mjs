// 10,000 web-form leads through the whole life into the pretend Salesforce, with kill -9 in the middle.
// Counts from the sandbox's ledger against the list that was sent. Imports nothing from src: it knows the product from outside only.
//   node test/crash/ten-thousand-leads.mjs [--leads 10000] [--kills 1] [--seed 7] [--keep]
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: {
    leads: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '1' },
    seed: { type: 'string', default: '7' },
    keep: { type: 'boolean', default: false },
  },
})
const leadCount = Number(options.leads)
const killCount = Number(options.kills)
const AT_ONCE = 64
const TIME_LIMIT_MS = 10 * 60_000
const OWNERS = ['mia.kern', 'jonas.weber', 'ana.silva', 'liam.obrien', 'sofia.rossi', 'nora.lind']

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pointsman-crash-'))
const random = randomFrom(Number(options.seed))
const startedAt = performance.now()
const children = new Set()
setTimeout(() => fail(`not done after ${TIME_LIMIT_MS / 60_000} minutes`), TIME_LIMIT_MS).unref()

const sandboxPort = await freePort()
const port = await freePort()
const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
const baseUrl = `http://127.0.0.1:${port}`
const stateFile = join(folder, 'sandbox.json')

writeSetup()
start('sandbox', [join(root, 'sandbox/main.ts'), '--port', String(sandboxPort), '--state', stateFile])
await until(() => answers(`${sandboxUrl}/__sandbox/faults`))
await post(`${sandboxUrl}/__sandbox/seed`, {
  salesforce: {
    dailyApiRequests: 1_000_000,
    users: OWNERS.map((name) => ({ Name: name.replace('.', ' '), Email: `${name}@acme.example`, IsActive: true })),
  },
})

let pointsman = startPointsman()
await until(() => answers(`${baseUrl}/readyz`))
say(`ready after ${seconds()} s`)

const sent = Array.from({ length: leadCount }, (_, n) => ({
  submissionId: `s-${n}`,
  email: `lead${n}@company${n}.example`,
  firstName: 'Lead',
  lastName: `Number ${n}`,
  company: `Company ${n}`,
  country: n % 2 === 0 ? 'Germany' : 'United States',
  employees: String(20 + (n % 700)),
}))
const killsAt = Array.from({ length: killCount }, () => Math.floor(leadCount * (0.15 + 0.7 * random()))).toSorted(
  (a, b) => a - b,
)
let acknowledged = 0
let next = 0
let down = Promise.resolve()

await Promise.all(Array.from({ length: AT_ONCE }, () => sender()))
say(`${acknowledged} leads acknowledged after ${seconds()} s, ${killCount} kills`)
// One more kill while the CRM is being written to.
if (killCount > 0) await killAndRestart()

await until(async () => {
  const status = await api('/api/status')
  return (
    status &&
    (status.syncs.waiting ?? 0) === 0 &&
    (status.events.waiting ?? 0) === 0 &&
    (status.deliveries.received ?? 0) === 0
  )
}, TIME_LIMIT_MS)
say(`nothing waits any more after ${seconds()} s`)
await count()
end(0)

async function sender() {
  while (next < sent.length) {
    const lead = sent[next]
    next += 1
    // A sender that got no answer sends again: the submission id is the same.
    while (!(await send(lead))) await down
    acknowledged += 1
    if (killsAt.length > 0 && acknowledged >= killsAt[0]) {
      killsAt.shift()
      await killAndRestart()
    }
  }
}

async function send(lead) {
  try {
    const answer = await fetch(`${baseUrl}/webhooks/web-form`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(lead),
    })
    await answer.arrayBuffer()
    if (answer.status === 429 || answer.status >= 500) return false
    if (!answer.ok) fail(`a lead was answered ${answer.status}`)
    return true
  } catch {
    return false
  }
}

function killAndRestart() {
  down = (async () => {
    pointsman.kill('SIGKILL')
    await new Promise((resolve) => pointsman.once('exit', resolve))
    say(`killed with -9 at ${acknowledged} acknowledged`)
    pointsman = startPointsman()
    await until(() => answers(`${baseUrl}/healthz`))
  })()
  return down
}

async function count() {
  const lines = readFileSync(`${stateFile}.ledger.jsonl`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const created = new Map()
  const tasks = new Map()
  const owned = new Map()
  for (const entry of lines) {
    if (entry.unknown) fail(`the sandbox did not know ${entry.method} ${entry.path}`)
    for (const effect of entry.effects) {
      if (effect.object === 'Lead' && effect.kind === 'create') add(created, effect.fields.Email)
      if (effect.object === 'Task' && effect.kind === 'create') add(tasks, effect.fields.WhoId)
      if (effect.object === 'Lead' && effect.fields?.OwnerId) {
        owned.set(effect.id, effect.fields.OwnerId)
      }
    }
  }
  const missing = sent.filter(({ email }) => !created.has(email))
  const doubled = [...created].filter(([, times]) => times > 1)
  const taskDoubled = [...tasks].filter(([, times]) => times > 1)
  const unowned = [...owned.values()].filter((owner) => !owner.startsWith('005')).length
  const ledger = await api('/api/status')
  const calls = lines.filter((entry) => entry.path.startsWith('/services/data')).length
  const perOwner = Object.values(Object.groupBy([...owned.values()], (id) => id)).map((list) => list.length)
  say(
    `leads sent ${sent.length}, created in Salesforce ${created.size}, missing ${missing.length}, created twice ${doubled.length}`,
  )
  say(`leads with an owner ${owned.size - unowned}, tasks ${tasks.size}, leads with two tasks ${taskDoubled.length}`)
  say(`owners ${perOwner.length}: ${perOwner.toSorted((a, b) => b - a).join(', ')} leads`)
  say(`API calls ${calls}: ${(calls / sent.length).toFixed(4)} per lead; took ${seconds()} s`)
  say(`events ${JSON.stringify(ledger.events)}, syncs ${JSON.stringify(ledger.syncs)}`)
  const good =
    missing.length === 0 &&
    doubled.length === 0 &&
    created.size === sent.length &&
    owned.size - unowned === sent.length &&
    tasks.size === sent.length &&
    taskDoubled.length === 0
  if (!good) fail('the count does not come out')
  say('1 passed, 0 failed')
}

function writeSetup() {
  const rulebook = join(folder, 'rulebook')
  cpSync(join(root, 'rulebook'), rulebook, { recursive: true })
  writeFileSync(
    join(rulebook, 'connections.yaml'),
    `connections:
  salesforce:
    connector: salesforce
    writes: on
    settings: { loginUrl: "${sandboxUrl}", clientId: env:SF_ID, clientSecret: env:SF_SECRET }
  web-form: { connector: web-form, writesTo: salesforce }
`,
  )
  mkdirSync(join(folder, 'data'))
}

function startPointsman() {
  return start('pointsman', [join(root, 'bin/pointsman.mjs'), 'serve'], {
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    RULEBOOK_DIR: join(folder, 'rulebook'),
    MAPPINGS_DIR: join(root, 'mappings'),
    LOG_LEVEL: 'error',
    WEBHOOKS_PER_MINUTE: '10000000',
    SF_ID: 'pointsman-sandbox',
    SF_SECRET: 'pointsman-sandbox-secret',
  })
}

function start(name, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.add(child)
  child.once('exit', (code, signal) => {
    children.delete(child)
    if (code) fail(`${name} ended with ${code ?? signal}`)
  })
  return child
}

async function api(path) {
  try {
    const token = readFileSync(join(folder, 'data/admin-token'), 'utf8').trim()
    const answer = await fetch(`${baseUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

async function answers(url) {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

async function post(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) fail(`${url} answered ${answer.status}: ${await answer.text()}`)
}

async function until(holds, limitMs = 30_000) {
  const limit = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > limit) fail('waited too long')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address()
      server.close(() => resolve(free))
    })
  })
}

function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function add(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1)
}

function seconds() {
  return ((performance.now() - startedAt) / 1_000).toFixed(1)
}

function say(text) {
  console.log(text)
}

function fail(why) {
  console.error(`failed: ${why} (files kept in ${folder})`)
  options.keep = true
  end(1)
}

function end(code) {
  for (const child of children) child.kill('SIGKILL')
  if (!options.keep) rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}
