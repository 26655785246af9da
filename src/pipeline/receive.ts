// Step 1: verify the raw bytes, store them durably, then answer. Nothing is parsed before the answer.
// Requests of one moment share one transaction; each is answered after the commit.
import type { Answer, Source, WebhookRequest } from '../connector.ts'
import { InputError, NotFoundError, SignatureError } from '../errors.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { didYouMean } from '../yaml-file.ts'
import type { Context } from './context.ts'
import { keepOtherBodies } from './other-body.ts'
import { createPrecedence, type Precedence } from './precedence.ts'

/** Requests that may wait for their commit; beyond this the sender is asked to come back. */
const MAX_WAITING = 10_000
const MAX_PER_COMMIT = 500

interface Waiting {
  row: DeliveryRow
  resolve(duplicate: boolean): void
  reject(error: unknown): void
}

export function createReceive(
  context: Context,
  precedence: Precedence = createPrecedence(),
): (connection: string, request: WebhookRequest) => Promise<Answer> {
  const waiting: Waiting[] = []
  let committing = false

  async function commitWaiting(): Promise<void> {
    // Self-clocking: what arrives while one commit runs is the next one. No timer, nothing to tune.
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MAX_PER_COMMIT)
      try {
        const results = await context.store.insertDeliveries(batch.map((item) => item.row))
        const again = batch.filter((_item, index) => results[index]?.duplicate).map((item) => item.row)
        if (again.length > 0) await keepOtherBodies(context, again)
        precedence.answered(batch.length)
        batch.forEach((item, index) => item.resolve(results[index]?.duplicate ?? false))
      } catch (error) {
        for (const item of batch) item.reject(error)
      }
      // SQLite commits without letting go: only the next turn of the event loop reads what came meanwhile.
      await nextTurn()
    }
    committing = false
    context.wake('deliveries')
  }

  function store(row: DeliveryRow): Promise<boolean> {
    return new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject })
      if (committing) return
      committing = true
      setImmediate(() => void commitWaiting())
    })
  }

  return async (name, request) => {
    const connection = context.connections.get(name)
    if (!connection) {
      const hint = didYouMean(name, context.connections.keys())
      throw new NotFoundError(`No connection is named "${name}"${hint}.`, 'connection.unknown')
    }
    const source = connection.connector.source
    if (!source || !connection.writesTo) {
      throw new InputError(`Connection "${name}" takes no leads in: give it "writesTo" in rulebook/connections.yaml.`, {
        code: 'connection.takes-nothing',
      })
    }
    const greeting = source.greet?.(request, connection.settings)
    if (greeting) return greeting
    if (request.method !== 'POST') return { status: 405, body: '{"status":"send a POST"}', headers: { allow: 'POST' } }
    const answer = await take(name, source, connection.settings, request)
    const more = source.answerHeaders?.(request, connection.settings)
    return more ? { ...answer, headers: { ...more, ...answer.headers } } : answer
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
      return source.answers.badSignature
    }
    if (waiting.length >= MAX_WAITING) return source.overload?.(request) ?? source.answers.overload
    const fault = source.readsFirst ? faultOf(source, request, settings) : null
    const duplicate = await store({
      id: context.newId(),
      connection,
      deliveryKey: source.deliveryKey(request, settings),
      state: fault === null ? 'received' : 'unreadable',
      receivedAt: request.receivedAt,
      method: request.method,
      url: withoutToken(request),
      headers: withoutSecrets(request.headers),
      body: request.body,
      fault,
      sealed: null,
      nextAt: request.receivedAt,
      claimId: null,
      leaseUntil: null,
      starts: 0,
    })
    if (fault !== null) return source.answers.unreadable
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

/** The secret part of an address is needed to verify only. Its spelling in the address may be another: the path is cut after the name. */
function withoutToken({ url, token }: WebhookRequest): string {
  return token === undefined ? url : url.replace(/^([^?#]*\/)[^/?#]*/, '$1…')
}

const KEPT_HEADERS = /^(content-|user-agent$|webhook-id$|webhook-timestamp$|svix-id$|svix-timestamp$|origin$)/

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Signatures, tokens and cookies are needed to verify only; what is kept is what reading and people need. */
export function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADERS.test(name)))
}
