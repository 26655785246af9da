// The one way out to other systems: bounded in time, rate and parallel calls, with a circuit that opens when a system is down.
// Its one rule: whatever a client throws leaves here as a RemoteError, and no header or token is ever in its text.
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel'
import PQueue from 'p-queue'
import type { Outbound } from './connector.ts'
import { PointsmanError, RemoteError, type RemoteKind } from './errors.ts'
import { sendRequest } from './outbound/request.ts'
import { systemClock, type Clock } from './time.ts'

export interface OutboundOptions {
  /** Connection, for messages. */
  name: string
  /** Calls at the same time. */
  concurrency: number
  /** At most `count` calls start in any `ms`: a sliding window. */
  perInterval?: { count: number; ms: number }
  /** Total deadline of one call, from its start. Waiting for a slot does not count. */
  timeoutMs: number
  clock?: Clock
  /** Hears of each call when it ends: for metrics. */
  onCall?(info: { label: string; ms: number; outcome: CallOutcome }): void
}

export type CallOutcome = 'ok' | RemoteKind | 'circuit-open'

/** Temporary failures in a row after which nobody is bothered for a while. */
const FAILURES_TO_OPEN = 5
const OPEN_MS = 10_000

export function createOutbound(options: OutboundOptions): Outbound {
  const { name, timeoutMs, clock = systemClock } = options
  const queue = new PQueue({
    concurrency: options.concurrency,
    // Senders' limits are rolling windows: a fixed window lets through twice the count around its edge.
    ...(options.perInterval
      ? { interval: options.perInterval.ms, intervalCap: options.perInterval.count, strict: true }
      : {}),
  })
  const circuit = circuitBreaker(
    handleWhen((error) => error instanceof RemoteError && error.kind === 'temporary'),
    { breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN), halfOpenAfter: OPEN_MS },
  )

  async function run<T>(label: string, work: (signal: AbortSignal) => Promise<T>, deadlineMs: number): Promise<T> {
    const startedAt = clock.now().getTime()
    const end = (outcome: CallOutcome) => options.onCall?.({ label, ms: clock.now().getTime() - startedAt, outcome })
    try {
      const result = await circuit.execute(() => bounded(name, label, work, deadlineMs))
      end('ok')
      return result
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        end('circuit-open')
        throw circuitOpen(name, label)
      }
      end(error instanceof RemoteError ? error.kind : 'rejected')
      throw error
    }
  }

  const call: Outbound['call'] = (label, work, callOptions) =>
    queue.add(() => run(label, work, callOptions?.timeoutMs ?? timeoutMs))
  return {
    call,
    request: (label, request) =>
      call(
        label,
        (signal) =>
          sendRequest(
            { name, label, now: () => clock.now(), signal, timeoutMs: request.timeoutMs ?? timeoutMs },
            request,
          ),
        request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs },
      ),
  }
}

/** Ends at the deadline even when the client cannot be stopped; the signal tells those that can. */
async function bounded<T>(
  name: string,
  label: string,
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new RemoteError(`${name} did not answer ${label} within ${timeoutMs} ms.`, {
        code: 'outbound.timeout',
        kind: 'temporary',
        outcomeUnknown: true,
      })
      reject(error)
      controller.abort(error)
    }, timeoutMs)
  })
  try {
    return await Promise.race([work(controller.signal), deadline])
  } catch (error) {
    throw asRemoteError(name, label, error)
  } finally {
    clearTimeout(timer)
  }
}

function circuitOpen(name: string, label: string): RemoteError {
  return new RemoteError(
    `${name} failed ${FAILURES_TO_OPEN} times in a row: ${label} was not sent, it is tried again soon.`,
    {
      code: 'outbound.circuit-open',
      kind: 'temporary',
      retryAfterMs: OPEN_MS,
    },
  )
}

/** Codes of failures that happen before anything is sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Errors of ours pass; a client's own becomes `temporary`, with what is known about whether it was sent. */
function asRemoteError(name: string, label: string, error: unknown): PointsmanError {
  if (error instanceof PointsmanError) return error
  const code = networkCode(error)
  if (code !== undefined) {
    const sent = !neverSent.has(code)
    return new RemoteError(
      sent
        ? `The connection to ${name} broke during ${label} (${code}): whether it took effect is not known.`
        : `${name} could not be reached for ${label} (${code}): check its address and the network.`,
      { code: 'outbound.network', kind: 'temporary', outcomeUnknown: sent },
    )
  }
  return new RemoteError(`${label} to ${name} failed in a way that is not known: see the cause in the log.`, {
    code: 'outbound.unexpected',
    kind: 'temporary',
    outcomeUnknown: true,
    cause: error,
  })
}

/** fetch hides the socket's own code in `cause`, sometimes two deep. */
function networkCode(error: unknown): string | undefined {
  let at: unknown = error
  for (let depth = 0; depth < 4 && at instanceof Error; depth += 1) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_\w+|EAI_\w+|HPE_\w+)$/.test(code)) return code
    if (at.name === 'AbortError' || at.name === 'TimeoutError') return at.name
    if (at instanceof AggregateError && at.errors[0] !== undefined) at = at.errors[0]
    else if (at.cause === undefined && at.message === 'fetch failed') return 'fetch failed'
    else at = at.cause
  }
  return undefined
}
