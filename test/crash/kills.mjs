// Kills the real process with -9, at named places and at random, while signed webhooks and forms come in and leads are written to the pretend
// Salesforce; then counts. Nothing acknowledged may be missing, and no effect may stand twice in the CRM's own ledger.
//   npm run crash -- [--kills 50] [--leads 4000] [--seed 7] [--failpoint store.before-commit] [--keep]
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { failpoints } from '../../src/failpoint.ts'
import { median, randomFrom, shuffled } from './chance.mjs'
import { crmCount } from './crm-count.mjs'
import { writeSetup } from './setup.mjs'
import { contactsOf, CONTACTS_PER_DELIVERY, peopleOf, requestOf, SECRET } from './traffic.mjs'
import { answers, freePort, until } from './waiting.mjs'

const say = (text) => console.log(text)

const { values: options } = parseArgs({
  options: {
    leads: { type: 'string', default: '4000' },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '7' },
    failpoint: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const killCount = Number(options.kills)
/** Each fourth lead comes by HubSpot: signed, thin, in batches. */
const formCount = Number(options.leads)
const contactCount = Math.ceil(formCount / 4 / CONTACTS_PER_DELIVERY) * CONTACTS_PER_DELIVERY
const AT_ONCE = 16
const TIME_LIMIT_MS = (10 + killCount / 10) * 60_000
/** A failpoint that is not passed in this time is left: the process is killed as it stands. */
const PATIENCE_MS = 4_000
const OWNERS = ['mia.kern', 'jonas.weber', 'ana.silva', 'liam.obrien', 'sofia.rossi', 'nora.lind']

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pointsman-crash-'))
const random = randomFrom(Number(options.seed))
const startedAt = performance.now()
const children = new Set()
process.on('unhandledRejection', (error) => fail(error.message))
setTimeout(() => fail(`not done after ${TIME_LIMIT_MS / 60_000} minutes`), TIME_LIMIT_MS).unref()

const sandboxPort = await freePort()
const port = await freePort()
const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
const baseUrl = `http://127.0.0.1:${port}`
const stateFile = join(folder, 'sandbox.json')

const people = peopleOf(formCount + contactCount)

writeSetup(folder, sandboxUrl)
start('sandbox', [join(root, 'sandbox/main.ts'), '--port', String(sandboxPort), '--state', stateFile])
await until(() => answers(`${sandboxUrl}/__sandbox/faults`))
await post(`${sandboxUrl}/__sandbox/seed`, {
  salesforce: {
    dailyApiRequests: 10_000_000,
    users: OWNERS.map((name) => ({ Name: name.replace('.', ' '), Email: `${name}@acme.example`, IsActive: true })),
  },
  hubspot: {
    limits: { perTenSeconds: 1_000_000, searchesPerSecond: 1_000, daily: 10_000_000, searchLagMs: 0 },
    contacts: contactsOf(people.slice(formCount)),
  },
})

let kills = 0
let misses = 0
const restarts = []
const byPlace = {}
let pointsman
let down = Promise.resolve()
let acknowledged = 0
let repeats = 0
let allSent = false

const jobs = shuffled(
  [
    ...people.slice(0, formCount).map((person, n) => ({ kind: 'form', person, n })),
    ...Array.from({ length: contactCount / CONTACTS_PER_DELIVERY }, (_, n) => ({ kind: 'hubspot', n })),
  ],
  random,
)
let next = 0

const killing = killLoop()
await Promise.all([...Array.from({ length: AT_ONCE }, () => sender()), killing, checkpoints()])
say(
  `${acknowledged} deliveries acknowledged (${repeats} of them sent twice on purpose), ${kills} kills after ${seconds()} s; ` +
    `restart to first answer ${median(restarts)} ms in the median, ${Math.max(...restarts)} ms at most`,
)
say(`killed at: ${JSON.stringify(byPlace)}; not passed in time ${misses}`)

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

/** Starts the process armed or not, lets it die, again and again; the last one lives. */
async function killLoop() {
  const places = options.failpoint ? [options.failpoint] : failpoints.filter((name) => !name.startsWith('migrate.'))
  for (let index = 0; index < killCount && !(allSent && index > killCount); index += 1) {
    // As many kills at random moments as at named places.
    const place = options.failpoint || index % 2 === 0 ? places[Math.floor(index / 2) % places.length] : undefined
    const nth = 1 + Math.floor(random() * 4)
    const begun = performance.now()
    let up
    down = new Promise((resolve) => (up = resolve))
    pointsman = startPointsman(place && `${place}:${nth}`)
    const ended = new Promise((resolve) => pointsman.once('exit', resolve))
    // An armed place may be passed before anybody could be answered.
    await Promise.race([until(() => answers(`${baseUrl}/healthz`)), ended])
    if (pointsman.exitCode === null && pointsman.signalCode === null)
      restarts.push(Math.round(performance.now() - begun))
    up()
    const patience = place ? PATIENCE_MS : 30 + random() * 700
    const late = await Promise.race([
      ended.then(() => false),
      new Promise((resolve) => setTimeout(resolve, patience, true)),
    ])
    if (late) {
      if (place) misses += 1
      pointsman.kill('SIGKILL')
      await ended
    }
    kills += 1
    const where = late ? 'random' : (place ?? 'random')
    byPlace[where] = (byPlace[where] ?? 0) + 1
  }
  down = (async () => {
    pointsman = startPointsman()
    await until(() => answers(`${baseUrl}/readyz`))
  })()
  await down
}

/** Empties the log all the time, so that kills fall into checkpoints too. */
async function checkpoints() {
  while (kills < killCount && !allSent) {
    await api('/api/people/forget', { email: 'nobody@nowhere.example' })
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}

async function sender() {
  for (;;) {
    const job = jobs[next]
    if (!job) break
    next += 1
    // The load lasts as long as the kills do.
    while (kills < killCount && next / jobs.length > (kills + 1) / killCount)
      await new Promise((resolve) => setTimeout(resolve, 5))
    // A sender that got no answer sends again.
    while (!(await send(job))) {
      await down
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    acknowledged += 1
    if (random() < 0.1) {
      repeats += 1
      await send(job)
    }
  }
  allSent = next >= jobs.length
}

async function send(job) {
  const { url, headers, body } = requestOf(baseUrl, job)
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) })
    await answer.arrayBuffer()
    if (answer.status === 429 || answer.status >= 500) return false
    if (!answer.ok) fail(`a delivery was answered ${answer.status}`)
    return true
  } catch {
    return false
  }
}

async function count() {
  const crm = crmCount(`${stateFile}.ledger.jsonl`, people)
  if (crm.unknown) fail(`the sandbox did not know ${crm.unknown.method} ${crm.unknown.path}`)
  const ledger = await api('/api/status')
  const { created, missing, doubled, tasks, taskDoubled, owned, perOwner, calls } = crm
  say(`people sent ${people.length}, created in Salesforce ${created}, missing ${missing}, created twice ${doubled}`)
  say(`leads with an owner ${owned}, tasks ${tasks}, leads with two tasks ${taskDoubled}`)
  say(`owners ${perOwner.length}: ${perOwner.toSorted((a, b) => b - a).join(', ')} leads`)
  say(`API calls ${calls}: ${(calls / people.length).toFixed(4)} per lead; took ${seconds()} s`)
  say(`events ${JSON.stringify(ledger.events)}, syncs ${JSON.stringify(ledger.syncs)}`)
  const whole = await dataIsWhole()
  const good =
    whole && missing + doubled + taskDoubled === 0 && [created, owned, tasks].every((many) => many === people.length)
  if (!good) fail('the count does not come out')
  say('1 passed, 0 failed')
}

/** integrity_check, and that no row points at nothing. */
async function dataIsWhole() {
  const child = spawn(process.execPath, [join(root, 'bin/pointsman.mjs'), 'db', 'check'], {
    cwd: folder,
    env: pointsmanEnv(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) say(said)
  else say('the file is whole, and no row points at nothing')
  return code === 0
}

function startPointsman(armed) {
  const args = armed ? ['--import', pathToFileURL(join(root, 'test/crash/arm.mjs')).href] : []
  return start('pointsman', [...args, join(root, 'bin/pointsman.mjs'), 'serve'], {
    ...pointsmanEnv(),
    ...(armed ? { FAILPOINT: armed } : {}),
  })
}

function pointsmanEnv() {
  return {
    PATH: process.env.PATH,
    PORT: String(port),
    PUBLIC_URL: baseUrl,
    DATA_DIR: join(folder, 'data'),
    RULEBOOK_DIR: join(folder, 'rulebook'),
    MAPPINGS_DIR: join(root, 'mappings'),
    LOG_LEVEL: 'fatal',
    WEBHOOKS_PER_MINUTE: '10000000',
    SF_ID: 'pointsman-sandbox',
    SF_SECRET: 'pointsman-sandbox-secret',
    HS_SECRET: SECRET,
    HS_TOKEN: 'pat-crash',
  }
}

function start(name, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // Shown only when it ends by itself.
  let said = ''
  child.stderr.on('data', (chunk) => (said = `${said}${chunk}`.slice(-4_000)))
  children.add(child)
  child.once('exit', (code, signal) => {
    children.delete(child)
    if (code) fail(`${name} ended with ${code ?? signal}: ${said}`)
  })
  return child
}

async function api(path, body) {
  try {
    const token = readFileSync(join(folder, 'data/admin-token'), 'utf8').trim()
    const answer = await fetch(`${baseUrl}${path}`, {
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      signal: AbortSignal.timeout(10_000),
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
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

function seconds() {
  return ((performance.now() - startedAt) / 1_000).toFixed(1)
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
