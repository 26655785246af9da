// pointsman simulate: the whole trace of a payload or a stored lead; nothing is stored or sent.
import { InputError } from '../errors.ts'
import type { Simulation } from '../pipeline/pipeline.ts'
import { openApi } from './api.ts'
import { readPayload } from './payload-file.ts'
import { print, printJson } from './print.ts'
import { simulationLines } from './simulate-lines.ts'

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
    if (options.json) printJson(simulation)
    else print(simulationLines(simulation))
  } finally {
    await api.close()
  }
}

function inputOf(payload: string | undefined, { connection, lead }: SimulateOptions): unknown {
  if (lead !== undefined && payload === undefined && connection === undefined) return { leadId: lead }
  if (lead !== undefined || payload === undefined || connection === undefined) {
    throw new InputError('Name a payload file and its --connection, or a --lead alone.', { code: 'simulate.input' })
  }
  return { connection, payload: readPayload(payload) }
}
