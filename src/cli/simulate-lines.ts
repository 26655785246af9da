// A simulation as people read it: where each field came from, whom it was taken for, why it goes where, and what the CRM would get.
import type { Simulation } from '../pipeline/pipeline.ts'
import { localTime } from './local-time.ts'
import { faint, heading, table } from './print.ts'

const LONGEST = 100
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

export function simulationLines(simulation: Simulation): string[] {
  const { mapping, connection, suspicious, match, account, why, writes } = simulation
  return [
    heading(mapping ? `Mapped by ${mapping}` : `The stored lead, which came by ${connection}`),
    ...table(fieldRows(simulation)),
    ...suspicious.map((doubt) => `  doubt: ${doubt}`),
    '',
    heading('Matched'),
    `  ${match}`,
    `  ${account}`,
    '',
    heading('Decided'),
    ...why.map((sentence) => `  ${sentence}`),
    '',
    heading('Would be written (nothing was)'),
    ...(writes.length === 0
      ? ['  nothing']
      : table(writes.map((write) => [write.connection, write.action, argumentText(write.arguments)]))),
  ]
}

function fieldRows({ fields, stage, steps }: Simulation): string[][] {
  const origins = new Map(steps.map((step) => [step.field, step]))
  return Object.entries({ ...fields, stage }).map(([field, value]) => {
    const step = origins.get(field)
    if (!step) return [field, short(value)]
    const from = step.from === null ? [] : [`from ${step.from}`]
    return [field, short(value), faint([...from, ...step.did].join(', '))]
  })
}

/** One line: the CRM's fields by name, long texts by their beginning. `--json` has all of it. */
function argumentText(given: Record<string, unknown>): string {
  const { fields, ...others } = given
  const flat = { ...(fields as Record<string, unknown> | undefined), ...others }
  return Object.entries(flat)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${short(value)}`)
    .join(', ')
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (INSTANT.test(text)) return localTime(text)
  const [first = ''] = text.split('\n')
  if (first.length > LONGEST) return `${first.slice(0, LONGEST)} …`
  return first.length < text.length ? `${first} …` : first
}
