// Territory tables of 10,000 to 1,000,000 rows, and what is held up while they and many rules are loaded. Its one rule: what is read is what
// people write, a CSV and YAML on disk, by the functions that serve uses.
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { loadRulebook, tableOnDisk } from '../../src/pipeline/load-rulebook.ts'
import { TerritoryTable } from '../../src/routing/territories/table.ts'
import type { Placed } from '../../src/routing/territories/account-keys.ts'
import type { TableData } from '../../src/routing/territories/table-data.ts'
import { membersOf, randomOf, someRules, yamlOf } from './rulebooks.ts'

const LOOK_UPS = 200_000

/** Prints what loading holds up, and how fast tables answer. */
export async function tablesTable(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
  try {
    console.log(`
Territory tables: postal code in a range for half of the rows, sizes, industries, one row in ten a named account. Read from disk by a thread.

| rows | CSV MB | read, s by the clock | of the processor | held up, ms | in memory, MB | look-ups per second | µs |
| --- | --- | --- | --- | --- | --- | --- | --- |`)
    for (const rows of [10_000, 100_000, 1_000_000]) {
      const file = join(dir, `${rows}.csv`)
      const bytes = await writeTable(file, rows)
      const read = await heldUp(() => tableOnDisk('table.csv', file))
      const table = new TerritoryTable(read.value.data)
      const us = lookUpUs(table, rows)
      console.log(
        `| ${rows.toLocaleString('en')} | ${mega(bytes)} | ${(read.ms / 1_000).toFixed(1)} | ${(read.cpuMs / 1_000).toFixed(1)} | ${read.longest.toFixed(0)} | ${mega(bytesOf(read.value.data))} | ${Math.round(1e6 / us).toLocaleString('en')} | ${us.toFixed(2)} |`,
      )
    }
    const yaml = yamlOf(someRules(2_000), membersOf(3))
    const files = {
      'rulebook/rules.yaml': yaml.rules.text,
      'rulebook/pools.yaml': yaml.pools.text,
      'rulebook/sla.yaml': '',
      'rulebook/calendars.yaml': '',
    }
    const loads = []
    for (let round = 0; round < 3; round += 1) loads.push(await heldUp(() => loadRulebook(files)))
    const [, middle] = loads.toSorted((a, b) => a.ms - b.ms)
    console.log(`
A rulebook of 2,000 rules in YAML, read by a thread, compiled and indexed here in slices: ${middle?.ms.toFixed(0)} ms by the clock, ${middle?.cpuMs.toFixed(0)} ms of the processor in both threads, of which the event loop is held at most ${middle?.longest.toFixed(0)} ms at a time; goals 1,000 and 10`)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** By the clock: a thread works beside us. `longest`: milliseconds of the processor of this thread between two turns of its event loop. */
async function heldUp<T>(work: () => Promise<T>): Promise<{ value: T; ms: number; cpuMs: number; longest: number }> {
  let longest = 0
  let last = threadMs()
  let isDone = false
  const look = (): void => {
    const now = threadMs()
    longest = Math.max(longest, now - last)
    last = now
    if (!isDone) setImmediate(look)
  }
  setImmediate(look)
  const start = performance.now()
  const cpu = process.cpuUsage()
  const value = await work()
  isDone = true
  const { user, system } = process.cpuUsage(cpu)
  return { value, ms: performance.now() - start, cpuMs: (user + system) / 1_000, longest }
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

async function writeTable(file: string, rows: number): Promise<number> {
  const out = createWriteStream(file)
  const random = randomOf(3)
  out.write('country,postal_from,postal_to,employees_min,employees_max,industry,account,pool\n')
  for (let row = 0; row < rows; row += 1) {
    const code = String(row).padStart(7, '0')
    const to = row % 2 === 0 ? String(row + 1).padStart(7, '0') : ''
    const size = row % 3 === 0 ? `${Math.floor(random() * 500)},` : ','
    const text =
      row % 10 === 0
        ? `,,,,,,company-${row}.com,pool ${row % 50}\n`
        : `DE,${code},${to},${size},${row % 5 === 0 ? 'Software' : ''},,pool ${row % 50}\n`
    if (!out.write(text)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  return out.bytesWritten
}

function lookUpUs(table: TerritoryTable, rows: number): number {
  const random = randomOf(4)
  const leads = Array.from({ length: 1_000 }, (): Placed => {
    const row = Math.floor(random() * rows)
    const postalCode = String(row).padStart(7, '0')
    const domain = `company-${row}.com`
    return {
      lead: { fields: { country: 'DE', postalCode, employees: 300, industry: 'Software', domain } },
      account: null,
    }
  })
  const all = (times: number): void => {
    for (let call = 0; call < times; call += 1) {
      const lead = leads[call % leads.length]
      if (lead) table.find(lead)
    }
  }
  all(LOOK_UPS / 4)
  const start = process.cpuUsage()
  all(LOOK_UPS)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / LOOK_UPS
}

function bytesOf(data: TableData): number {
  const parts = [data, data.countries, data.states, data.industries, data.accounts].flatMap((part) =>
    Object.values(part),
  )
  return parts.reduce<number>((sum, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0)
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
