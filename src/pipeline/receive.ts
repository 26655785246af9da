// Step 1: verify the raw bytes, store them durably, then answer. Nothing is parsed before the answer.
// Each is answered after the commit that it shares with others (group-commit.ts).
import { hashOf, type Answer, type Source, type WebhookRequest } from '../connector.ts'
import { InputError, NotFoundError, SignatureError, StorageError } from '../errors.ts'
import { didYouMean } from '../yaml-file.ts'
import type { Context } from './context.ts'
import { keptOf, newDelivery } from './delivery-row.ts'
import { createGroupCommit } from './group-commit.ts'
import type { Overload } from './overload.ts'
import { createPrecedence, type Precedence } from './precedence.ts'
import { createQuarantine } from './quarantine.ts'
import { replyToRepeat } from './reply.ts'
import type { ResultWaiting } from './wait-for-result.ts'

/** Longest that an answer waits after the commit for what becomes of the lead. */
const MOST_WAIT_MS = 8_000

/** Not 404 or 410, which make some senders give up for good; no delivery of it is kept. */
const GONE: Answer = {
  status: 403,
  body: '{"error":{"code":"connection.closed","message":"This address takes no leads any more. Remove the webhook."}}',
}

export function createReceive(
  context: Context,
  waitingSenders: ResultWaiting,
  overload: Overload,
  precedence: Precedence = createPrecedence(),
): (connection: string, request: WebhookRequest) => Promise<Answer> {
  const { store, isFull } = createGroupCommit(context, precedence)

  const overloaded = (connection: string, source: Source<unknown>, request: WebhookRequest): Answer =>
    overload(connection, request) ?? source.answers.overload

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
    if (isFull(request.body)) return
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
    if (isFull(request.body)) return overloaded(connection, source, request)
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
