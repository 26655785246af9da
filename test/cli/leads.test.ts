// The commands for support and RevOps, beside a running server: what they print, what they change, and that simulate changes nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoLeads, type DemoLeads } from './demo-leads.ts'

const unknown = '01936f0e-0000-7000-8000-000000000000'
const payload = { email: ' Zoe@Fabrikam.example ', name: 'Zoe', company: 'Fabrikam', message: 'Two\nlines' }

let demo: DemoLeads
beforeAll(async () => {
  demo = await demoLeads()
  demo.folder.write('zoe.json', JSON.stringify(payload))
})
afterAll(() => demo.folder.remove())

describe.concurrent('simulate', () => {
  it('shows mapping, match, decision and writes of a file, of standard input and of a stored lead; nothing is stored or sent', async () => {
    const before = await demo.counts()
    const [file, input, stored, json] = await Promise.all([
      demo.folder.run(['simulate', 'zoe.json', '--connection', 'web-form']),
      demo.folder.run(['simulate', '-', '--connection', 'web-form'], { input: JSON.stringify(payload) }),
      demo.folder.run(['simulate', '--lead', demo.lead]),
      demo.folder.json(['simulate', 'zoe.json', '--connection', 'web-form']),
    ])
    expect(file).toMatchObject({ code: 0, stderr: '' })
    const [mapped, matched, decided, written] = file.stdout.split('\n\n')
    expect(mapped).toMatch(/^Mapped by web-form\.yaml\n {2}email {6}zoe@fabrikam\.example {2}from email, .*trimmed/)
    expect(mapped).toMatch(/^ {2}message {4}Two … +from message$/m)
    expect(matched).toBe(
      'Matched\n  The person is new.\n  The company is known: Fabrikam (A): the domain fabrikam.example, the same name.',
    )
    expect(decided).toMatch(/^ {2}Rule "Customers go to their success manager" \(rulebook\/rules\.yaml:7\) holds: /m)
    expect(decided).toMatch(/^ {2}So it goes to Nora Lind, .*with the promise "customer"\.$/m)
    expect(written).toMatch(
      /^Would be written \(nothing was\)\n {2}salesforce {2}save-person {2}.*\n {2}salesforce {2}set-owner {4}ownerId: .*\n {2}salesforce {2}create-task {2}/,
    )
    expect(input).toEqual(file)
    expect(stored.stdout).toMatch(/^The stored lead, which came by web-form\n.*Would be written/s)
    expect(json).toMatchObject({
      connection: 'web-form',
      fields: { email: 'zoe@fabrikam.example', message: 'Two\nlines' },
      decision: {
        cause: 'new',
        outcome: { kind: 'assign', ownerName: 'Nora Lind' },
        rules: [{ holds: false }, { holds: true }],
      },
      writes: [{ action: 'save-person' }, { action: 'set-owner' }, { action: 'create-task' }],
    })
    expect(await demo.counts()).toEqual(before)
  })

  it('refuses what it cannot simulate, each with its exit code and what to mend', async () => {
    const which = 'Name a payload file and its --connection, or a --lead alone.'
    const calls: { args: string[]; input?: string; code: number; says: string }[] = [
      {
        args: ['zoe.json', '--connection', 'web-frm'],
        code: 4,
        says: 'No connection named "web-frm" takes leads in (did you mean "web-form"?).',
      },
      { args: ['--lead', unknown], code: 4, says: `There is no lead ${unknown}.` },
      { args: ['zoe.jsn', '--connection', 'web-form'], code: 2, says: 'zoe.jsn cannot be read: check the path.' },
      { args: ['-', '--connection', 'web-form'], input: '{', code: 2, says: 'Standard input is no JSON: ' },
      {
        args: ['-', '--connection', 'web-form'],
        input: '{}',
        code: 3,
        says: 'mappings/web-form.yaml:line:column email: It is required, ',
      },
      { args: ['zoe.json'], code: 2, says: which },
      { args: ['zoe.json', '--lead', unknown], code: 2, says: which },
    ]
    const ended = await Promise.all(
      calls.map(({ args, input = '' }) => demo.folder.run(['simulate', ...args], { input })),
    )
    const told = ended.map(({ code, stdout, stderr }, index) => {
      const says = calls[index]?.says ?? ''
      const said = stderr.replace(/:\d+:\d+ /, ':line:column ')
      return { code, stdout, says: said.startsWith(says) ? says : said }
    })
    expect(told).toEqual(calls.map(({ code, says }) => ({ code, stdout: '', says })))
  })
})

describe.concurrent('explain', () => {
  it('tells who has the lead and why, what was promised and what was written, by address as by id', async () => {
    const [byEmail, byId] = await Promise.all([
      demo.folder.run(['explain', 'ADA@northwind.example']),
      demo.folder.run(['explain', demo.lead]),
    ])
    expect(byId).toEqual(byEmail)
    expect(byEmail).toMatchObject({ code: 0, stderr: '' })
    const [facts, decision, promise, writes] = byEmail.stdout.split('\n\n')
    const time = String.raw`\w{3}, \d+ \w{3} \d{4}, \d\d:\d\d UTC`
    expect(facts?.split('\n')).toEqual([
      'Ada Lovelace, Northwind, ada@northwind.example',
      `  lead     ${demo.lead}`,
      '  stage    MQL',
      expect.stringMatching(/^ {2}owner {4}Jonas Weber \(salesforce 005\w+\)$/),
      expect.stringMatching(new RegExp(`^  came by  web-form, ${time}$`)),
    ])
    expect(decision).toMatch(new RegExp(`^${time}: a new lead came in \\(rulebook [0-9a-f]{16}\\)\n  Rule "Not ready`))
    expect(decision).toMatch(
      /\n {2}So it goes to Jonas Weber, from pool emea-mid-market, with the promise "standard"\.\n {2}Decided again from what was stored: the same rule and the same owner\.$/,
    )
    expect(promise).toMatch(
      new RegExp(
        `^Promise\n  Jonas Weber, "standard": runs, until ${time}\\. If it is not kept, somebody else gets the lead\\.$`,
      ),
    )
    expect(writes).toBe('Writes\n  3 done')
  })

  it('says what the CRM refused in its own words, and what to do', async () => {
    const { stdout } = await demo.folder.run(['explain', 'grace@initech.example'])
    expect(stdout).toMatch(/"standard": begins when the CRM has confirmed the owner\./)
    const writes = stdout.slice(stdout.indexOf('Writes\n'), stdout.indexOf('Next in line'))
    expect(writes.split('\n')).toEqual([
      'Writes',
      expect.stringMatching(
        /^ {2}save-person to salesforce was given up: FIELD_CUSTOM_VALIDATION_EXCEPTION: The sandbox/,
      ),
      expect.stringMatching(/^ {4}Mend the cause, then: npx pointsman retry [0-9a-f-]{36}$/),
      '  set-owner to salesforce waits until save-person is done',
      '  create-task to salesforce waits until save-person is done',
      '',
      '',
    ])
  })

  it('gives machines the same bytes each time', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => demo.folder.run(['explain', demo.lead, '--json'])))
    expect(one).toEqual(two)
    expect(JSON.parse(one?.stdout ?? '')).toMatchObject({
      leadId: demo.lead,
      stage: 'MQL',
      lead: { fields: { email: 'ada@northwind.example' } },
      owner: { name: 'Jonas Weber' },
      decisions: [{ decision: { rule: 'EMEA mid-market' }, why: expect.any(Array) }],
      clocks: [{ state: 'running' }],
      syncs: [{ state: 'done' }, { state: 'done' }, { state: 'done' }],
    })
  })

  it('ends with 4 for a lead that is not there, also for machines', async () => {
    const [text, json] = await Promise.all([
      demo.folder.run(['explain', 'nobody@northwind.example']),
      demo.folder.run(['explain', unknown, '--json']),
    ])
    expect(text).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(/^No lead has the address nobody@/),
    })
    expect(json).toMatchObject({ code: 4, stderr: '' })
    expect(JSON.parse(json.stdout)).toEqual({ error: { code: 'not-found', message: `There is no lead ${unknown}.` } })
  })
})

describe('retry', () => {
  it('refuses to set everything going by a slip of the hand', async () => {
    const before = await demo.counts()
    const ended = await Promise.all([
      demo.folder.run(['retry']),
      demo.folder.run(['retry', demo.dead[0], '--all']),
      demo.folder.run(['retry', '--action', 'set-ownr']),
      demo.folder.run(['retry', '--since', 'yesterday']),
    ])
    expect(ended.map(({ code, stderr }) => [code, stderr.split(':')[0]])).toEqual([
      [2, 'Name one write by its id, or say which'],
      [2, 'Name one write by its id, or filter many'],
      [2, '--action'],
      [2, '"yesterday" is no time'],
    ])
    expect(await demo.counts()).toEqual(before)
  })

  it('counts first and changes nothing, then runs one, then the rest', async () => {
    const before = await demo.counts()
    const filter = ['--connection', 'salesforce', '--code', 'FIELD_CUSTOM_VALIDATION_EXCEPTION', '--since', '2h']
    const counted = await demo.folder.run(['retry', ...filter, '--dry-run'])
    expect(counted.stdout).toBe(
      '2 writes that were given up would be tried again; nothing was changed. Run it without --dry-run to do it.\n',
    )
    expect(await demo.counts()).toEqual(before)

    const one = await demo.folder.run(['retry', demo.dead[0]])
    expect(one.stdout).toBe(`Write ${demo.dead[0]} (save-person to salesforce) is tried again now.\n`)
    await expect
      .poll(() => demo.api(`/api/syncs/${demo.dead[0]}`), { timeout: 10_000 })
      .toMatchObject({ state: 'done' })

    expect(await demo.folder.json(['retry', ...filter])).toEqual({ matched: 1, retried: 1 })
    await expect
      .poll(() => demo.api(`/api/syncs/${demo.dead[1]}`), { timeout: 10_000 })
      .toMatchObject({ state: 'done' })
    const [again, missing, none] = await Promise.all([
      demo.folder.run(['retry', demo.dead[0]]),
      demo.folder.run(['retry', unknown]),
      demo.folder.run(['retry', ...filter]),
    ])
    expect(again).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('only a dead or waiting one can be run again'),
    })
    expect(missing).toMatchObject({ code: 4, stderr: `There is no sync ${unknown}.\n` })
    expect(none).toMatchObject({ code: 0, stdout: 'No write that was given up matches: nothing to do.\n' })
  })
})

describe('replay', () => {
  it('runs an event again, once', async () => {
    const ended = await demo.folder.run(['replay', demo.event])
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    expect(ended.stdout).toMatch(new RegExp(`^Event ${demo.event} is run again now\\. GET /api/events/`))
    await expect
      .poll(() => demo.api(`/api/events/${demo.event}`), { timeout: 10_000 })
      .toMatchObject({ state: 'updated' })
    expect(await demo.folder.run(['replay', unknown])).toEqual({
      code: 4,
      stdout: '',
      stderr: `There is no event ${unknown}.\n`,
    })
  })
})

it('health tells machines by exit code and JSON', async () => {
  expect(await demo.folder.json(['health'])).toEqual({ url: demo.server.url, ready: true, missing: [] })
})
