// Faulty configuration: every fault is listed at once with its place, the same by check and by serve, and nothing is started.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, type Ended, type Folder } from './pointsman-process.ts'

const connections = `connections:
  salesforce:
    connector: salesforce
    writes: on
    settings:
      loginUrl: https://acme.my.salesforce.com
      clientId: env:SF_CLIENT_ID
      clientSecret: env:SF_CLIENT_SECRET
  web-form:
    connector: web-form
    writesTo: salesforce
`
const secrets = { SF_CLIENT_ID: 'client', SF_CLIENT_SECRET: 'secret-of-salesforce' }

let faulty: Folder
let sound: Folder
beforeAll(() => {
  faulty = newFolder({ PORT: '99999', SF_CLIENT_SECRET: secrets.SF_CLIENT_SECRET })
  faulty.write('rulebook/connections.yaml', connections.replace('connector: web-form', 'connector: web-frm'))
  faulty.edit('mappings/web-form.yaml', 'company, Company', 'company, Company]\n  companie: [x')
  faulty.edit('rulebook/rules.yaml', 'pool: emea-mid-market', 'pool: emea-midmarket')
  sound = newFolder(secrets)
  sound.write('rulebook/connections.yaml', connections)
})
afterAll(() => Promise.all([faulty.remove(), sound.remove()]))

const faults = [
  'PORT: Give a whole number from 0 to 65535.',
  'rulebook/connections.yaml:7:7 connections.salesforce.settings.clientId: The environment has no SF_CLIENT_ID: set it, or name another variable.',
  'rulebook/connections.yaml:10:5 connections.web-form.connector: No connector "web-frm" (did you mean "web-form"?).',
  expect.stringMatching(/^mappings\/web-form\.yaml:\d+:\d+ fields\.companie: .*\(did you mean "company"\?\)/),
  expect.stringMatching(
    /^rulebook\/rules\.yaml:\d+:\d+ rules\[\d+\]\.assign\.pool: .*"emea-midmarket".*\(did you mean "emea-mid-market"\?\)/,
  ),
]

it.concurrent('lists all of them at once, by check and by serve, and starts nothing', async () => {
  const [checked, served] = await Promise.all([faulty.run(['check']), faulty.run(['serve'])])
  for (const ended of [checked, served]) {
    const [head, ...lines] = ended.stderr.trimEnd().split('\n')
    expect(head).toBe('5 faults:')
    expect(lines).toEqual(faults)
    expect(ended).toMatchObject({ code: 3, stdout: '' })
  }
  expect(existsSync(join(faulty.path, 'data'))).toBe(false)
})

it.concurrent('lists them for machines with file, line, column and field, and never shows a secret', async () => {
  const ended = await faulty.run(['check', '--json'])
  const { error } = JSON.parse(ended.stdout) as { error: { code: string; faults: unknown[] } }
  expect(error.code).toBe('config.invalid')
  expect(error.faults).toContainEqual({
    file: 'rulebook/connections.yaml',
    line: 10,
    column: 5,
    field: 'connections.web-form.connector',
    message: 'No connector "web-frm" (did you mean "web-form"?).',
  })
  expect(error.faults).toHaveLength(5)
  expect(ended.code).toBe(3)
  expect(ended.stdout + ended.stderr).not.toContain(secrets.SF_CLIENT_SECRET)
})

it.concurrent('says what was checked when all is well', async () => {
  const [text, json] = await Promise.all([sound.run(['check']), sound.json(['check'])])
  expect(text).toMatchObject({ code: 0, stderr: '' })
  expect(text.stdout.split('\n')).toEqual([
    'No fault found.',
    '  environment  every variable is in order',
    '  connections  salesforce, web-form → salesforce',
    expect.stringMatching(/^ {2}mappings {5}.*web-form; their examples come out as they say$/),
    expect.stringMatching(/^ {2}rulebook {5}[0-9a-f]{16}: \d+ rules, pools .*emea-mid-market/),
    '  tests        6 tests of rules come out as they say',
    expect.stringMatching(/^\d notes on the rules: --notes shows them\.$/),
    expect.stringMatching(/^Ready to start\./),
    '',
  ])
  expect(json).toMatchObject({
    ok: true,
    demo: false,
    connections: ['salesforce', 'web-form'],
    rules: expect.any(Number),
  })
})

it.concurrent('says a wrong call by exit code 2, with the way to help', async () => {
  const calls = [['chekc'], ['check', '--jsn'], ['explain'], []]
  const ended = await Promise.all(calls.map((args) => sound.run(args)))
  expect(ended.map(({ code }: Ended) => code)).toEqual([2, 2, 2, 2])
  expect(ended[0]?.stderr).toContain('(Did you mean check?)')
  expect(ended[1]?.stderr).toContain('pointsman --help')
})
