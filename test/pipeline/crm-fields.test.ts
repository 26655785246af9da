// What a CRM says about its fields is kept, and the state tells what a mapping would have refused, also while the CRM is away.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { silentLog } from '../../src/log.ts'
import { DAY_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'

const folder = mkdtempSync(join(tmpdir(), 'pointsman-fields-'))
cpSync(fileURLToPath(new URL('../../mappings', import.meta.url)), folder, { recursive: true })
const file = join(folder, 'salesforce-lead.yaml')
writeFileSync(file, readFileSync(file, 'utf8').replace('  City:', '  Rule__c: decision.rule\n  City:'))

let open: WholePointsman[] = []
afterEach(async () => {
  for (const pointsman of open) await pointsman.close()
  open = []
})
async function pointsmanOf(options: Parameters<typeof wholePointsman>[0]): Promise<WholePointsman> {
  const pointsman = await wholePointsman(options)
  open.unshift(pointsman)
  return pointsman
}

const state = async (pointsman: WholePointsman) =>
  (await pointsman.api('GET', '/api/status')).data as { ready: boolean; checks: { name: string; message: string }[] }
const described = ({ sandbox }: WholePointsman) =>
  sandbox.ledger
    .entries()
    .filter(({ path }) => path.endsWith('/Lead/describe') || path.includes('/crm/v3/properties/contacts')).length

it('asks each CRM once a day, and has nothing to say where all fits', async () => {
  const pointsman = await pointsmanOf({})
  await pointsman.settle()
  await pointsman.settle()
  expect(described(pointsman)).toBe(2)
  expect((await state(pointsman)).checks.filter(({ name }) => name.startsWith('fields'))).toEqual([])
  pointsman.clock.move(DAY_MS)
  await pointsman.settle()
  expect(described(pointsman)).toBe(4)
})

it('tells of a field that is not there, stays ready, and knows it at the next start without asking', async () => {
  const first = await pointsmanOf({ mappingsDir: folder })
  await first.settle()
  const { ready, checks } = await state(first)
  expect(ready).toBe(true)
  expect(checks.find(({ name }) => name === 'fields salesforce')?.message).toMatch(
    /^Some writes will be refused\. mappings\/salesforce-lead\.yaml:\d+:3 fields\.Rule__c: The CRM has no field "Rule__c"/,
  )
  const logged: unknown[] = []
  const again = await pointsmanOf({
    log: { ...silentLog, warn: (...told: unknown[]) => logged.push(told) },
    mappingsDir: folder,
    sharedStore: first.store,
    sandbox: first.sandbox,
    clock: first.clock,
  })
  expect((await state(again)).checks.map(({ name }) => name)).toContain('fields salesforce')
  expect(logged).toMatchObject([
    [{ connection: 'salesforce', faults: [expect.stringContaining('fields.Rule__c')] }, expect.any(String)],
  ])
  expect(described(first)).toBe(2)
  rmSync(folder, { recursive: true })
})
