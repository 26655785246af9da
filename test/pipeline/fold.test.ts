// Steps 4 to 10 over batches: each event sees those before it, one guilty event stands alone, and of two racers one person remains.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type * as mapping from '../../src/mapping/apply.ts'
import type * as deciding from '../../src/routing/decide.ts'
import { SECOND_MS } from '../../src/time.ts'
import { startSandbox, wholePointsman, type WholeOptions, type WholePointsman } from '../whole-pointsman.ts'
import { movedClock } from '../moved-clock.ts'
import { form, inFront, leadOf, salesforceLead, sendForms, TUESDAY_10_BERLIN } from './leads.ts'

/** E-mail addresses whose events make our own code throw. */
const broken = vi.hoisted(() => ({ emails: {} as { mapping?: string; decision?: string } }))

vi.mock('../../src/mapping/apply.ts', async (load) => {
  const real = await load<typeof mapping>()
  return {
    ...real,
    applyMapping: (...given: Parameters<typeof real.applyMapping>) => {
      if ((given[1] as { email?: string }).email === broken.emails.mapping && broken.emails.mapping)
        throw new Error('broken on purpose')
      return real.applyMapping(...given)
    },
  }
})
vi.mock('../../src/routing/decide.ts', async (load) => {
  const real = await load<typeof deciding>()
  return {
    ...real,
    decide: (...given: Parameters<typeof real.decide>) => {
      if (given[0].lead.fields.email === broken.emails.decision && broken.emails.decision)
        throw new Error('broken on purpose')
      return real.decide(...given)
    },
  }
})

const open: WholePointsman[] = []
const folders: string[] = []

async function start(options: WholeOptions = {}): Promise<WholePointsman> {
  const pointsman = await wholePointsman(options)
  open.push(pointsman)
  return pointsman
}

afterEach(async () => {
  for (const pointsman of open.splice(0).toReversed()) await pointsman.close()
})
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

function folder(name: string): string {
  const made = mkdtempSync(join(tmpdir(), `pointsman-${name}-`))
  folders.push(made)
  return made
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
}

describe('a batch', () => {
  it('makes one lead of two events of one person: the second sees the first', async () => {
    let refused = 0
    const pointsman = await start({
      store: (real) =>
        inFront(real, {
          commit: (changes) =>
            real.commit(changes).catch((error: unknown) => {
              refused += 1
              throw error
            }),
        }),
    })
    await pointsman.send('web-form', form('Ada@Initech.example', { submissionId: '1', phone: '+33 1 23 45 67 89' }))
    pointsman.clock.move(SECOND_MS)
    await pointsman.send('web-form', form('ada@initech.example', { submissionId: '2', title: 'Analyst' }))
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: 1, updated: 1 })
    // Not by a conflict at the commit, but because the fold knew.
    expect(refused).toBe(0)
    const lead = await leadOf(pointsman, 'ada@initech.example')
    expect(lead.fields).toMatchObject({ phone: '+33123456789', title: 'Analyst' })
    expect(await pointsman.store.count('leads')).toBe(1)
    expect(await pointsman.store.count('assignments')).toBe(1)
    expect(pointsman.sandbox.salesforce.rows('Lead')).toHaveLength(1)
    expect(salesforceLead(pointsman, 'ada@initech.example')).toMatchObject({ Title: 'Analyst' })
  })

  it('lets an older event that comes late fill gaps only', async () => {
    const pointsman = await start()
    const marketo = (fields: object, sentAt: string) =>
      pointsman.send('marketo', {
        headers: { 'x-pointsman-secret': 'marketo-secret-of-the-tests', 'content-type': 'application/json' },
        body: JSON.stringify({
          leadId: 7,
          email: 'grace@initech.example',
          lastName: 'Hopper',
          campaign: { id: 9, name: 'MQL' },
          ...fields,
          sentAt,
        }),
      })
    await marketo({ company: 'Initech New' }, '2026-11-24 09:00:00')
    await pointsman.settle()
    await marketo({ company: 'Initech Old', city: 'Paris' }, '2026-11-23 09:00:00')
    await pointsman.settle()
    expect((await leadOf(pointsman, 'grace@initech.example')).fields).toMatchObject({
      company: 'Initech New',
      city: 'Paris',
    })
  })

  it('shares a pool by weight to the lead, over a batch of eighty', async () => {
    const pointsman = await start()
    await sendForms(pointsman, 80)
    await pointsman.settle()
    expect(await pointsman.store.countBy('assignments', 'member')).toEqual({
      'jonas.weber@acme.example': 40,
      'ana.silva@acme.example': 20,
      'liam.obrien@acme.example': 20,
    })
  })
})

describe('an event that breaks our own code', () => {
  it('is held alone with the reason, whether it breaks the mapping or the decision; the rest of the batch is routed', async () => {
    const pointsman = await start()
    await sendForms(pointsman, 9)
    await pointsman.send('web-form', form('bad-mapping@initech.example', { submissionId: 'mapping' }))
    await pointsman.send('web-form', form('bad-decision@initech.example', { submissionId: 'decision' }))
    await sendForms(pointsman, 9, 9)
    broken.emails = { mapping: 'bad-mapping@initech.example', decision: 'bad-decision@initech.example' }
    await pointsman.settle()
    broken.emails = {}
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: 18, held: 2 })
    const held = await pointsman.store.list('events', { where: { state: 'held' } })
    expect(new Set(held.map(({ reason }) => reason))).toEqual(
      new Set([
        'It could not be decided (broken on purpose). Replay it after the fix.',
        'It could not be mapped by web-form.yaml (broken on purpose). Replay it after the fix.',
      ]),
    )
    expect(pointsman.sandbox.salesforce.rows('Task')).toHaveLength(18)
    for (const { id } of held) await pointsman.api('POST', `/api/events/${id}/replay`, {}, 'operator')
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: 20 })
  })
})

describe('a mapping that does not fit', () => {
  it('holds the event with file, line and field; after the fix a replay routes it', async () => {
    const clock = movedClock(TUESDAY_10_BERLIN)
    const sandbox = await startSandbox(clock)
    const dataDir = folder('data')
    const pointsman = await wholePointsman({ clock, sandbox, dataDir })
    await pointsman.send('web-form', form('', { email: undefined, fullEmail: 'ada@initech.example' }))
    await pointsman.settle()
    const [event] = await pointsman.store.list('events')
    expect(event).toMatchObject({ state: 'held', leadId: null })
    expect(event?.reason).toMatch(/mappings\/web-form\.yaml:\d+:\d+ .*email/)

    const mappingsDir = folder('mappings')
    cpSync(fileURLToPath(new URL('../../mappings', import.meta.url)), mappingsDir, { recursive: true })
    edit(join(mappingsDir, 'web-form.yaml'), 'email: [email,', 'email: [fullEmail, email,')
    await pointsman.close()
    const fixed = await start({ dataDir, sandbox, clock, mappingsDir })
    const answer = await fixed.api('POST', `/api/events/${event?.id}/replay`, {}, 'operator')
    expect(answer.status).toBe(200)
    await fixed.settle()
    expect(await fixed.store.find('events', event?.id ?? '')).toMatchObject({ state: 'routed', reason: null })
    expect(salesforceLead(fixed, 'ada@initech.example')).toBeDefined()
    await fixed.close()
    open.length = 0
    await sandbox.close()
  })
})

describe('two processes on one store', () => {
  it('make one lead of one person: the loser is matched anew', async () => {
    const winner = await start()
    await winner.settle()
    const { clock, sandbox, store: sharedStore } = winner
    let raced = false
    const loser = await start({
      clock,
      sandbox,
      sharedStore,
      store: (real) =>
        inFront(real, {
          // The other process takes the twin and commits it between this one's reading and its own commit.
          async commit(changes) {
            const makesLead = changes.inserts?.some(({ table }) => table === 'leads')
            if (makesLead && !raced) {
              raced = true
              await winner.send('web-form', form('ada@initech.example', { submissionId: 'winner' }))
              await winner.settle()
            }
            await real.commit(changes)
          },
        }),
    })
    await loser.send('web-form', form('ada@initech.example', { submissionId: 'loser', title: 'Analyst' }))
    await loser.send('web-form', form('eve@initech.example', { submissionId: 'bystander' }))
    await loser.settle()
    expect(raced).toBe(true)
    expect(await loser.store.countBy('events', 'state')).toEqual({ routed: 2, updated: 1 })
    expect(await loser.store.count('leads', { email: 'ada@initech.example' })).toBe(1)
    expect((await leadOf(loser, 'ada@initech.example')).fields).toMatchObject({ title: 'Analyst' })
    expect(sandbox.salesforce.rows('Lead').filter((row) => row['Email'] === 'ada@initech.example')).toHaveLength(1)
    expect(await loser.store.count('turns')).toBe(2)
  })
})
