// Sticky pools and splits on a whole Pointsman: a lead that comes back goes to the one who had it, out of turn; a split keeps its arm.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DAY_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf, wholeClock } from './leads.ts'

const rules = `sticky: { owner: previous, notOlderThan: 90d }
rules:
  - name: two ways
    when: { lead.company: Halves }
    split: { by: lead.domain, shares: [{ name: left, percent: 50, assign: { pool: sdr } }, { name: right, percent: 50, assign: { pool: sdr } }] }
  - { name: all, when: { lead.email: { exists: true } }, assign: { pool: sdr } }
otherwise: { pool: sdr }
`
const pools = 'pools: { sdr: { members: [ana.silva@acme.example, liam.obrien@acme.example] } }'
const EMAIL = 'ada@initech.example'

let pointsman: WholePointsman
let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sticky-'))
  cpSync(join(import.meta.dirname, '../../rulebook'), folder, { recursive: true })
  rmSync(join(folder, 'tests'), { recursive: true })
  writeFileSync(join(folder, 'rules.yaml'), rules)
  writeFileSync(join(folder, 'pools.yaml'), pools)
  pointsman = await wholePointsman({ clock: wholeClock(), rulebookDir: folder })
})
afterEach(async () => {
  await pointsman.close()
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

async function arrives(message: string): Promise<string | null> {
  await pointsman.send('web-form', form(EMAIL, { message }))
  await pointsman.settle()
  return (await leadOf(pointsman, EMAIL)).ownerId
}

async function recycled(): Promise<void> {
  const lead = await leadOf(pointsman, EMAIL)
  const [held] = await pointsman.store.list('assignments', { where: { leadId: lead.id, endedAt: null } })
  await pointsman.store.commit({
    updates: [
      {
        table: 'assignments',
        id: held?.id ?? '',
        set: { endedAt: pointsman.clock.now(), endedBecause: 'handed back' },
      },
      { table: 'leads', id: lead.id, set: { ownerId: null, stage: 'recycled', version: lead.version + 1 } },
    ],
  })
}

const turnsTaken = async (): Promise<string[]> =>
  (await pointsman.store.list('turns'))
    .filter(({ kind, amount }) => kind === 'assigned' && amount > 0)
    .map(({ member }) => member)

it('goes to the one who had it, as a turn of theirs', async () => {
  const first = await arrives('Hello')
  await recycled()
  pointsman.clock.move(89 * DAY_MS)
  expect(await arrives('Back again')).toBe(first)
  const [one, other] = await turnsTaken()
  expect(other).toBe(one)
})

it('goes to whose turn it is when that is too long ago, and explain says so', async () => {
  const first = await arrives('Hello')
  await recycled()
  pointsman.clock.move(91 * DAY_MS)
  expect(await arrives('Back again')).not.toBe(first)
  const { id } = await leadOf(pointsman, EMAIL)
  const { data } = await pointsman.api('GET', `/api/leads/${id}/explain`)
  const told = JSON.stringify(data)
  expect(told).toContain('it does not go back to the previous owner, who had it until 2026-11-24, longer ago than 90d.')
  expect(told).toContain('the same rule and the same owner')
})

it('keeps the arm of a split with the decision, and the same decision can be made again', async () => {
  for (const name of ['ada', 'grace']) {
    await pointsman.send('web-form', form(`${name}@halves.example`, { company: 'Halves' }))
  }
  await pointsman.settle()
  const rows = await pointsman.store.list('decisions')
  const arms = rows.map(({ decision: { outcome } }) => (outcome.kind === 'assign' ? outcome.arm : null))
  expect(arms).toHaveLength(2)
  expect(new Set(arms).size).toBe(1)
  expect(['left', 'right']).toContain(arms[0])
  const { data } = await pointsman.api('GET', `/api/leads/${rows[0]?.leadId}/explain`)
  expect(JSON.stringify(data)).toContain('splits by lead.domain')
  expect(JSON.stringify(data)).toContain('the same rule and the same owner')
})
