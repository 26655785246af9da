// Batch calls with one result per input. Its one rule: a refused batch is halved until the culprit stands alone, since
// HubSpot refuses a whole update for one bad value.
import { RemoteError } from '../../src/connector.ts'
import { recordError, unreadable } from './crm-errors.ts'

export const BATCH = 100

export interface Answered {
  id: string
  properties: Record<string, string | null>
  objectWriteTraceId?: string
}

interface ItemError {
  message?: unknown
  category?: unknown
  errors?: { code?: unknown; message?: unknown }[]
  context?: Record<string, string[]>
}

export interface BatchAnswer {
  results: Answered[]
  errors: ItemError[]
}

export interface Input {
  id?: string
  objectWriteTraceId?: string
}

/** Calls that reached HubSpot and were answered, so that something is known. */
export interface Progress {
  answered: boolean
}

/** A result or an error for each input. Never throws a RemoteError. */
export async function eachResult<I extends Input>(
  inputs: readonly I[],
  progress: Progress,
  send: (inputs: I[]) => Promise<BatchAnswer>,
): Promise<Map<I, Answered | RemoteError>> {
  const results = new Map<I, Answered | RemoteError>()
  for (let from = 0; from < inputs.length; from += BATCH) {
    if (await halve(inputs.slice(from, from + BATCH), progress, send, results)) break
  }
  // What was not sent after a failure that all share waits with it.
  const failure = [...results.values()].find((result) => result instanceof RemoteError && result.kind !== 'rejected')
  for (const input of inputs) if (failure && !results.has(input)) results.set(input, failure)
  return results
}

/** @returns whether HubSpot is not to be asked further */
async function halve<I extends Input>(
  inputs: I[],
  progress: Progress,
  send: (inputs: I[]) => Promise<BatchAnswer>,
  results: Map<I, Answered | RemoteError>,
): Promise<boolean> {
  let answer: BatchAnswer
  try {
    answer = await send(inputs)
    progress.answered = true
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    if (error.kind === 'rejected') progress.answered = true
    if (error.kind !== 'rejected' || inputs.length === 1) {
      for (const input of inputs) results.set(input, error)
      return error.kind !== 'rejected'
    }
    const middle = Math.ceil(inputs.length / 2)
    const stopped = await halve(inputs.slice(0, middle), progress, send, results)
    return stopped || halve(inputs.slice(middle), progress, send, results)
  }
  for (const input of inputs) results.set(input, resultOf(input, answer))
  return false
}

function resultOf(input: Input, { results, errors }: BatchAnswer): Answered | RemoteError {
  const { id, objectWriteTraceId: trace } = input
  const result = results.find((one) =>
    one.objectWriteTraceId !== undefined && trace !== undefined ? one.objectWriteTraceId === trace : one.id === id,
  )
  if (result) return result
  const error = errors.find(
    ({ context }) =>
      (trace !== undefined && context?.objectWriteTraceId?.includes(trace)) ||
      (id !== undefined && context?.ids?.includes(id)),
  )
  return error
    ? recordError(error)
    : new RemoteError('HubSpot said nothing about this record.', {
        code: 'hubspot.no-answer',
        kind: 'temporary',
        outcomeUnknown: true,
      })
}

/** Reads the client's answer by its body. @throws RemoteError temporary when it has none */
export function batchAnswer(label: string, wrote: boolean, answer: object): BatchAnswer {
  const { results, errors } = answer as Partial<BatchAnswer>
  if (!Array.isArray(results)) throw unreadable(label, wrote)
  return { results, errors: Array.isArray(errors) ? errors : [] }
}
