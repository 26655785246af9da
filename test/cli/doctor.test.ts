// pointsman doctor, and check --against-crm, on the pretend CRMs: what would be refused is told before a lead is.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSandbox, sandboxClient, type Sandbox } from '../../sandbox/server.ts'
import { demoSeed } from '../../sandbox/demo-seed.ts'
import { newFolder, type Folder } from './pointsman-process.ts'

let sandbox: Sandbox
let sound: Folder
let faulty: Folder
beforeAll(async () => {
  sandbox = await createSandbox()
  sandbox.seed(demoSeed)
  const url = await sandbox.listen()
  const folder = (secret: string): Folder => {
    const made = newFolder({ SF_ID: sandboxClient.id, SF_SECRET: secret, HS_TOKEN: 'pat-tests' })
    made.write(
      'rulebook/connections.yaml',
      `connections:
  salesforce:
    connector: salesforce
    settings: { loginUrl: "${url}", clientId: env:SF_ID, clientSecret: env:SF_SECRET }
  hubspot:
    connector: hubspot
    writes: on
    settings: { accessToken: env:HS_TOKEN, basePath: "${url}" }
  web-form: { connector: web-form, writesTo: salesforce }
  demo-form: { connector: web-form, writesTo: hubspot }
`,
    )
    return made
  }
  sound = folder(sandboxClient.secret)
  faulty = folder(sandboxClient.secret)
  faulty.edit('mappings/salesforce-lead.yaml', '  Email: lead.email\n', '  Emial: lead.email\n')
  faulty.edit('mappings/salesforce-lead.yaml', 'crm: { Email:', 'crm: { Emial:')
  faulty.edit('mappings/hubspot-contact.yaml', '  city: lead.city\n', '  city: lead.city\n  hubspotscore: lead.score\n')
})
afterAll(async () => {
  await Promise.all([sound.remove(), faulty.remove()])
  await sandbox.close()
})

it.concurrent('finds the shipped mappings to fit, and says what it asked', async () => {
  const [told, checked] = await Promise.all([sound.run(['doctor']), sound.run(['check', '--against-crm'])])
  expect(told).toMatchObject({ code: 0, stderr: '' })
  expect(told.stdout).toMatch(
    /^salesforce\n {2}ok {7}owners: It is there and takes our credentials: \d+ of \d+ owners are active\.\n {2}ok {7}accounts: .*\n {2}ok {7}contacts: .*\n {2}ok {7}fields: /,
  )
  expect(told.stdout).toContain('warning  writes: Writes are off')
  expect(told.stdout).toMatch(/No fault found\.\n$/)
  expect(checked).toMatchObject({ code: 0, stderr: '' })
})

it.concurrent('names what a CRM lacks or keeps to itself, with its place, and ends like a faulty file', async () => {
  const email =
    /mappings\/salesforce-lead\.yaml:\d+:3 fields\.Emial: The CRM has no field "Emial" \(did you mean "Email"\?\)/
  const score = /mappings\/hubspot-contact\.yaml:\d+:3 fields\.hubspotscore: hubspotscore is read-only for us/
  const [told, checked] = await Promise.all([faulty.run(['doctor']), faulty.run(['check', '--against-crm'])])
  expect(told.code).toBe(3)
  expect(told.stdout).toMatch(email)
  expect(told.stdout).toMatch(score)
  expect(checked.code).toBe(3)
  expect(checked.stderr).toMatch(/^2 faults:\n/)
  expect(checked.stderr).toMatch(email)
  expect(checked.stderr).toMatch(score)
  expect((await faulty.run(['check'])).code).toBe(0)
})

it.concurrent('tells of credentials that are refused, asks the others all the same, and shows no secret', async () => {
  const told = await sound.run(['doctor', '--json'], { env: { SF_SECRET: 'the-wrong-secret' } })
  expect(told.code).toBe(1)
  const { ok, findings } = JSON.parse(told.stdout) as {
    ok: boolean
    findings: { connection: string; name: string; state: string }[]
  }
  expect(ok).toBe(false)
  const states = findings.map(({ connection, name, state }) => `${connection} ${name} ${state}`)
  expect(states).toContain('salesforce owners fault')
  expect(states).toContain('hubspot fields ok')
  expect(told.stdout + told.stderr).not.toContain('the-wrong-secret')
})

it.concurrent('asks one connection by its name', async () => {
  const one = await sound.json<{ findings: { connection: string }[] }>(['doctor', 'hubspot'])
  expect(new Set(one.findings.map(({ connection }) => connection))).toEqual(new Set(['hubspot']))
  expect(await sound.run(['doctor', 'hubspt'])).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('did you mean "hubspot"'),
  })
})
