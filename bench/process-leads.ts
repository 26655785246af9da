// How long the pipeline takes from the stored delivery to the decision, on SQLite, for leads of four kinds. Prints a table; run:
// node bench/process-leads.ts 2000. Its one rule: nothing is sent anywhere, so that what is measured is ours.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { createSandbox, sandboxClient } from '../sandbox/server.ts'
import { demoSeed } from '../sandbox/demo-seed.ts'
import { createApp } from '../src/app.ts'
import { createDataKey } from '../src/data-key.ts'
import { loadConnectors } from '../src/load-connectors.ts'
import { loadSetup } from '../src/load-files.ts'
import { silentLog } from '../src/log.ts'
import { openStore } from '../src/store/open-store.ts'
import { systemClock } from '../src/time.ts'

const COUNT = Number(process.argv[2] ?? 2_000)
const root = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const firsts =
  'Olivia Noah Emma Liam Amelia Oliver Sophia James Isabella Lucas Mia Henry Charlotte Leo Freya Arthur'.split(' ')
const starts =
  'Ash Brad Carl Dun East Fair Gran Hal Ing John Kirk Lan Mar Nor Old Pen Quin Rich Stan Thorn Under Win'.split(' ')
const ends = 'ton ley field well son by worth ham ford man wood brook er shaw dale cott more stead ridge'.split(' ')
const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? ''

/** Different people of many companies. */
const strangers = (n: number): object => {
  const [first, last] = [pick(firsts, n * 7), pick(starts, n * 13) + pick(ends, n * 17)]
  const company = `${pick(starts, n * 3)}${pick(ends, n * 5)} ${n % 700}`
  const domain = `${company.toLowerCase().replaceAll(' ', '-')}.example`
  return {
    email: `${first}.${last}@${domain}`.toLowerCase(),
    firstName: first,
    lastName: last,
    company,
    phone: `+44207${String(1_000_000 + n)}`,
    country: 'GB',
    city: 'London',
    employees: 120,
  }
}
/** One name at one company: every lead could be every other. */
const namesakes = (n: number): object => ({
  email: `lead-${n}@company-${n}.example`,
  firstName: 'Ada',
  lastName: 'Lovelace',
  phone: `+4420${70_000_000 + n}`,
  country: 'France',
  employees: 120,
})
/** Each of the strangers again, from another address: half of all are joined, or asked about. */
const again = (n: number): object => ({ ...strangers(n), email: `${pick(firsts, n)}.${n}@gmail.com`.toLowerCase() })

const folder = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
const clock = systemClock
const sandbox = await createSandbox({ now: () => clock.now() })
sandbox.seed(demoSeed)
const secrets: Record<string, string> = {
  DEMO_SALESFORCE_CLIENT_ID: sandboxClient.id,
  DEMO_SALESFORCE_CLIENT_SECRET: sandboxClient.secret,
  DEMO_HUBSPOT_CLIENT_SECRET: 'hubspot-client-secret-of-the-bench',
  DEMO_HUBSPOT_TOKEN: 'pat-bench',
  DEMO_MARKETO_SECRET: 'marketo-secret-of-the-bench',
  DEMO_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  DEMO_SANDBOX_URL: await sandbox.listen(),
}
const store = await openStore({ kind: 'sqlite', file: join(folder, 'bench.db') })
const setup = await loadSetup(
  {
    connectionsFile: quiet(folder),
    rulebookDir: root('rulebook'),
    mappingsDir: root('mappings'),
  },
  await loadConnectors(root('connectors')),
  (name) => secrets[name],
)
const dataKey = createDataKey('data-key-of-the-bench-00000000000000')
const app = createApp({ setup, store, clock, log: silentLog, dataKey, watchMs: 3_600_000 })
await app.checkKey(false)
await app.publish('bench')
await app.jobs.settle()

const rows: Record<string, object> = {}
for (const [name, make] of Object.entries({ strangers, 'known again': strangers, 'other address': again, namesakes })) {
  for (let n = 0; n < COUNT; n += 1) {
    const body = Buffer.from(JSON.stringify({ ...make(n), submissionId: `${name} ${n}` }))
    await app.pipeline.receive('web-form', {
      method: 'POST',
      url: 'http://127.0.0.1/webhooks/web-form',
      headers: { 'content-type': 'application/json' },
      repeated: [],
      body,
      receivedAt: clock.now(),
      remoteAddress: '127.0.0.1',
    })
  }
  const [leads, startedAt, cpu] = [await store.count('leads'), performance.now(), process.cpuUsage()]
  await app.jobs.settle()
  const ms = performance.now() - startedAt
  const { user, system } = process.cpuUsage(cpu)
  const reviews = await store.count('reviews', { state: 'open' })
  rows[name] = {
    'ms per lead': (ms / COUNT).toFixed(2),
    // What other work on the machine changes least.
    'CPU ms per lead': ((user + system) / 1_000 / COUNT).toFixed(2),
    'leads/s': Math.round((COUNT * 1_000) / ms),
    'new leads': (await store.count('leads')) - leads,
    'open reviews': reviews,
  }
}
console.table(rows)
await store.close()
await sandbox.close()
rmSync(folder, { recursive: true })

/** The demo's connections, with nothing written to a CRM. */
function quiet(dir: string): string {
  const file = join(dir, 'connections.yaml')
  writeFileSync(
    file,
    readFileSync(root('sandbox/demo-connections.yaml'), 'utf8').replaceAll('writes: on', 'writes: off'),
  )
  return file
}
