// pointsman simulate: the whole trace of a payload or a stored lead; nothing is stored or sent.
import { readFileSync } from 'node:fs'
import { InputError } from '../errors.ts'
import type { Simulation } from '../pipeline/pipeline.ts'
import { openApi } from './api.ts'
import { faint, heading, print, printJson } from './print.ts'

export interface SimulateOptions {
  connection?: string
  lead?: string
  json?: boolean
}

export async function simulate(payload: string | undefined, options: SimulateOptions): Promise<void> {
  const input = inputOf(payload, options)
  const api = await openApi()
  try {
    const simulation = (await api.post('/api/simulate', input)) as Simulation
    if (options.json) return printJson(simulation)
    show(simulation)
  } finally {
    await api.close()
  }
}

function inputOf(payload: string | undefined, { connection, lead }: SimulateOptions): unknown {
  if (lead !== undefined) return { leadId: lead }
  if (payload === undefined || connection === undefined) {
    throw new InputError('Name a payload file and its --connection, or a --lead.', { code: 'simulate.input' })
  }
  return { connection, payload: readPayload(payload) }
}

function readPayload(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch {
    throw new InputError(`${file} cannot be read: check the path.`, { code: 'simulate.no-file' })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}.`, {
      code: 'simulate.no-json',
    })
  }
}

function show(simulation: Simulation): void {
  print(heading(simulation.mapping ? `Mapped by ${simulation.mapping}` : 'The stored lead'))
  const steps = new Map(simulation.steps.map((step) => [step.field, step]))
  for (const [field, value] of Object.entries(simulation.fields)) {
    const step = steps.get(field)
    const origin = step
      ? `from ${step.from ?? 'the mapping'}${step.did.length > 0 ? `: ${step.did.join(', ')}` : ''}`
      : ''
    print(`  ${field.padEnd(12)} ${String(value)}  ${faint(origin)}`)
  }
  print(`  ${'stage'.padEnd(12)} ${simulation.stage}`)
  for (const doubt of simulation.suspicious) print(`  doubt: ${doubt}`)
  print(['', heading('Matched'), `  ${simulation.match}`, `  ${simulation.account}`])
  print(['', heading('Decided'), ...simulation.why.map((sentence) => `  ${sentence}`)])
  print(['', heading('Would be written (nothing was)')])
  for (const write of simulation.writes) {
    print(`  ${write.connection} ${write.action}: ${JSON.stringify(write.arguments)}`)
  }
  if (simulation.writes.length === 0) print('  nothing')
}
