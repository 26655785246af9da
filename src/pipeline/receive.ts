// Step 1: verify the raw bytes, store them durably, then answer. Nothing is parsed before the answer.
// Requests of one moment share one transaction; each is answered after the commit.
import { hashOf, type Answer, type Source, type WebhookRequest } from '../connector.ts'
import { InputError, NotFoundError, SignatureError, StorageError } from '../errors.ts'
import { failpoint } from '../failpoint.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { didYouMean } from '../yaml-file.ts'
import type { Context } from './context.ts'
import { keptOf, newDelivery } from './delivery-row.ts'
import { keepOtherBodies } from './other-body.ts'
import type { Overload } from './overload.ts'
import { createPrecedence, type Precedence } from './precedence.ts'
import { createQuarantine } from './quarantine.ts'
import { replyToRepeat } from './reply.ts'
import type { ResultWaiting } from './wait-for-result.ts'

/** Requests that may wait for their commit; beyond this the sender is asked to come back. */
const MAX_WAITING = 10_000
const MAX_PER_COMMIT = 500
/**
 * Turns of the event loop between two commits: each reads what has come, and few large commits cost less than many small ones (with 3, a tenth
 * less CPU for each delivery than with 1, measured 2026-11). Idle turns take no time.
 */
const TURNS_TO_GATHER = 3
/** Bodies that may wait for their commit, and of those that go into one. */
const MAX_BYTES_WAITING = 128 * 1024 * 1024
const MAX_BYTES_PER_COMMIT = 16 * 1024 * 1024

/** Longest that an answer waits after the commit for what becomes of the lead. */
const MOST_WAIT_MS = 8_000

/** Not 404 or 410, which make some senders give up for good; no delivery of it is kept. */
const GONE: Answer = {
  status: 403,
  body: '{"error":{"code":"connection.closed","message":"This address takes no leads any more. Remove the webhook."}}',
}

interface Waiting {
  row: DeliveryRow
  resolve(duplicate: boolean): void
  reject(error: unknown): void
}

export function createReceive(
  context: Context,
  waitingSenders: ResultWaiting,
  overload: Overload,
  precedence: Precedence = createPrecedence(),
): (connection: string, request: WebhookRequest) => Promise<Answer> {
  const waiting: Waiting[] = []
  let bytesWaiting = 0
  let committing = false

  const isFull = ({ body }: WebhookRequest): boolean =>
    waiting.length >= MAX_WAITING || bytesWaiting + body.length > MAX_BYTES_WAITING

  const overloaded = (connection: string, source: Source<unknown>, request: WebhookRequest): Answer =>
    overload(connection, request) ?? source.answers.overload

  function nextBatch(): Waiting[] {
    let bytes = 0
    const beyond = waiting.findIndex(
      ({ row }, at) => at === MAX_PER_COMMIT || ((bytes += row.body.length) > MAX_BYTES_PER_COMMIT && at > 0),
    )
    const batch = waiting.splice(0, beyond === -1 ? waiting.length : beyond)
    for (const { row } of batch) bytesWaiting -= row.body.length
    return batch
  }

  async function commitBatch(batch: Waiting[]): Promise<void> {
    try {
      failpoint('intake.before-commit')
      const results = await context.store.insertDeliveries(batch.map((item) => item.row))
      failpoint('intake.before-answer')
      const again = batch.filter((_item, index) => results[index]?.duplicate).map((item) => item.row)
      if (again.length > 0) await keepOtherBodies(context, again)
      precedence.answered(batch.length)
      batch.forEach((item, index) => item.resolve(results[index]?.duplicate ?? false))
    } catch (error) {
      // One that the database refuses must not take the others with it.
      if (batch.length > 1 && !(error instanceof StorageError)) for (const item of batch) await commitBatch([item])
      else for (const item of batch) item.reject(error)
    }
  }

  async function commitWaiting(): Promise<void> {
    // Self-clocking: what arrives while one commit runs is the next one. No timer, nothing to tune.
    while (waiting.length > 0) {
      await commitBatch(nextBatch())
      for (let turn = 0; turn < TURNS_TO_GATHER; turn += 1) await nextTurn()
    }
    committing = false
    context.wake('deliveries')
  }

  function store(row: DeliveryRow): Promise<boolean> {
    return new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject })
      bytesWaiting += row.body.length
      if (committing) return
      committing = true
      setImmediate(() => void commitWaiting())
    })
  }

  const quarantine = createQuarantine(context, store)

  return async (name, request) => {
    const connection = context.connections.get(name)
    if (!connection) {
      const hint = didYouMean(name, context.connections.keys())
      throw new NotFoundError(`No connection is named "${name}"${hint}.`, 'connection.unknown')
    }
    const source = connection.connector.source
    if (connection.connector.takesLists) {
      throw new InputError(
        `Connection "${name}" has no webhook: its leads come by "pointsman leads import" or POST /api/leads.`,
        {
          code: 'connection.takes-lists',
        },
      )
    }
    if (!source || !connection.writesTo) {
      throw new InputError(`Connection "${name}" takes no leads in: give it "writesTo" in rulebook/connections.yaml.`, {
        code: 'connection.takes-nothing',
      })
    }
    if (connection.closed) return source.answers.gone ?? GONE
    const greeting = source.greet?.(request, connection.settings)
    if (greeting) return greeting
    if (request.method !== 'POST') return { status: 405, body: '{"status":"send a POST"}', headers: { allow: 'POST' } }
    // A living secret in the body goes no further than this.
    const kept = source.redact ? { ...request, body: source.redact(request) } : request
    const answer = await take(name, source, connection.settings, kept)
    const more = source.answerHeaders?.(request, connection.settings)
    return more ? { ...answer, headers: { ...more, ...answer.headers } } : answer
  }

  async function keepUnverified(connection: string, request: WebhookRequest, why: SignatureError): Promise<void> {
    if (isFull(request)) return
    try {
      await quarantine(connection, request, why)
    } catch (error) {
      // It is refused either way, and nobody was promised anything.
      context.log.error({ connection, err: error }, 'a delivery that could not be verified was not kept')
    }
  }

  async function take(
    connection: string,
    source: Source<unknown>,
    settings: unknown,
    request: WebhookRequest,
  ): Promise<Answer> {
    try {
      source.verify(request, settings)
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error
      context.log.warn({ connection, code: error.code }, 'delivery refused: not verified')
      await keepUnverified(connection, request, error)
      return source.answers.badSignature
    }
    if (isFull(request)) return overloaded(connection, source, request)
    const fault = source.readsFirst ? faultOf(source, request, settings) : null
    const state = fault === null ? 'received' : 'unreadable'
    const kept = keptOf(source, settings, request)
    // Refused, so the sender may mend it and send it under its key again: it must not be in its way.
    if (fault !== null) kept.deliveryKey = `unreadable ${hashOf(request.body)}`
    let duplicate: boolean
    try {
      duplicate = await store(newDelivery(context, connection, request, { ...kept, state, fault }))
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      context.log.error({ connection, code: error.code, err: error }, 'delivery not taken: the store is in trouble')
      return overloaded(connection, source, request)
    }
    if (fault !== null) return source.answers.unreadable
    const accepted = source.accepted?.(request, settings)
    if (accepted && duplicate && source.reply) {
      // It is taken either way; what it waits for ends by the sender's own time then.
      await replyToRepeat(context, connection, kept.deliveryKey).catch((error: unknown) =>
        context.log.error({ connection, err: error }, 'a sender that waits again could not be told again'),
      )
    }
    if (accepted) return accepted
    const waitMs = Math.min(source.waitMs?.(settings) ?? 0, MOST_WAIT_MS)
    const result = waitMs > 0 ? await waitingSenders.wait(connection, kept.deliveryKey, waitMs) : undefined
    if (result && source.answerResult) return source.answerResult(result, settings)
    return duplicate ? source.answers.duplicate : source.answers.success
  }
}

/** Why the body cannot be read, or null when it can. */
function faultOf(source: Source<unknown>, request: WebhookRequest, settings: unknown): string | null {
  try {
    source.read(request, settings)
    return null
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
