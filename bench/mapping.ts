// How long the mapping of one lead takes, with its cleansing: each shipped mapping over its own examples, and reading all of them at a start.
// Prints one table; run: node bench/mapping.ts. Its one rule: what is measured is the call of the live path.
import { readdirSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { applyMapping, traceCrmData } from '../src/mapping/apply.ts'
import { mappingSchema, parseMappings, type Mapping } from '../src/mapping/mapping.ts'
import { readYaml } from '../src/yaml-file.ts'

const WARM_UP = 2_000
const LEADS = 20_000
const STARTS = 20

const folder = fileURLToPath(new URL('../mappings/', import.meta.url))
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ path: `mappings/${name}`, text: readFileSync(`${folder}${name}`, 'utf8') }))

/** One call per example, as the live path makes it. */
function callsOf(mapping: Mapping): (() => unknown)[] {
  const file = files.find(({ path }) => path === mapping.path)
  if (!file) throw new Error(`${mapping.path} is gone.`)
  const at = new Date(0)
  return readYaml(file, mappingSchema).value.examples.map((example) => () => {
    if (mapping.direction === 'to-crm') return traceCrmData(mapping, example)
    return applyMapping(mapping, 'event' in example ? example.event : {}, at)
  })
}

function measure(
  name: string,
  fields: number,
  calls: readonly (() => unknown)[],
  times: number,
  unit: 'µs' | 'ms',
): string {
  const took: number[] = []
  for (let n = -Math.min(WARM_UP, times); n < times; n += 1) {
    const call = calls[Math.abs(n) % calls.length]
    const start = performance.now()
    call?.()
    if (n >= 0) took.push((performance.now() - start) * (unit === 'µs' ? 1_000 : 1))
  }
  took.sort((a, b) => a - b)
  const [median, high] = [0.5, 0.99].map((share) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1))
  return `${name.padEnd(34)} ${String(fields).padStart(6)} ${median?.padStart(9)} ${high?.padStart(9)} ${unit}`
}

const { mappings } = parseMappings(files)
console.log(`${'mapping'.padEnd(34)} ${'fields'.padStart(6)} ${'median'.padStart(9)} ${'p99'.padStart(9)}`)
for (const mapping of mappings) {
  console.log(measure(mapping.path, mapping.fields.length, callsOf(mapping), LEADS, 'µs'))
}
const all = mappings.reduce((sum, { fields }) => sum + fields.length, 0)
console.log(measure(`reading all ${files.length}, examples run`, all, [() => parseMappings(files)], STARTS, 'ms'))
