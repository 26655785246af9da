// Hooks around every request to a pretend CRM: the ledger entry, and the faults that any HTTP server can have.
// Its one rule: a fault that says "nothing is done" strikes before the handler, "reset-before-answer" after it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { redacted } from './redacted.ts'
import type { OpenEntry, WritableLedger } from './ledger.ts'
import type { FaultAnswer, FaultName, Faults, PretendCrm, System } from './world.ts'

interface Open extends OpenEntry {
  cut?: 'before-answer'
}

export interface Requests {
  /** Entry of a request that is being answered; undefined for the control routes. */
  find(request: { id: string }): OpenEntry | undefined
  /** Entry of the request at hand. */
  current(): OpenEntry | undefined
}

/** Open entries by request id, and the one at hand. */
export function createRequests(): Requests & { open: Map<string, Open>; atHand: AsyncLocalStorage<Open> } {
  const open = new Map<string, Open>()
  const atHand = new AsyncLocalStorage<Open>()
  return { open, atHand, find: (request) => open.get(request.id), current: () => atHand.getStore() }
}

const DEFAULT_LATENCY_MS = 1_000
const serverErrors = [503, 500, 502] as const

/** A page as a proxy in front of an API sends it. */
export const maintenancePage =
  '<!DOCTYPE html><html><head><title>Down for maintenance</title></head><body><h1>We will be back soon.</h1></body></html>'

export function addHttpFaults(
  app: FastifyInstance,
  options: {
    requests: ReturnType<typeof createRequests>
    ledger: WritableLedger
    faults: Faults
    now: () => Date
    crm: (system: System) => PretendCrm
  },
): void {
  const { requests, ledger, faults, now } = options
  let serverErrorCount = 0

  const close = (request: FastifyRequest, status: number) => {
    const entry = requests.open.get(request.id)
    if (!entry) return
    requests.open.delete(request.id)
    ledger.close(entry, { at: now().toISOString(), status, request: redacted(request.body) })
  }

  app.addHook('onRequest', (request, _reply, done) => {
    const system = systemOf(request.url)
    if (system) requests.open.set(request.id, { system, method: request.method, path: request.url, effects: [] })
    done()
  })

  app.addHook('preHandler', async (request, reply) => {
    const entry = requests.open.get(request.id)
    if (!entry) return undefined
    const strike = (name: FaultName) => requests.atHand.run(entry, () => faults.strikes(name, entry.system, entry.path))
    const latency = strike('latency')
    if (latency) await wait(latency.ms ?? DEFAULT_LATENCY_MS)
    if (strike('reset-after-request')) {
      close(request, 0)
      reply.hijack()
      request.raw.socket.resetAndDestroy()
      return reply
    }
    if (strike('server-error')) {
      const status = serverErrors[serverErrorCount % serverErrors.length] ?? 503
      serverErrorCount += 1
      return send(reply, answerFor(options.crm(entry.system), 'server-error', status))
    }
    if (strike('rate-limit')) return send(reply, answerFor(options.crm(entry.system), 'rate-limit', 429))
    if (strike('html-instead-of-json')) {
      return send(reply, { status: 200, headers: { 'content-type': 'text/html' }, body: maintenancePage })
    }
    if (strike('reset-before-answer')) entry.cut = 'before-answer'
    return undefined
  })

  // Callback style: what the handler does then runs inside the store, so that a record-level strike finds its entry.
  app.addHook('preHandler', (request, _reply, done) => {
    const entry = requests.open.get(request.id)
    if (entry) requests.atHand.run(entry, done)
    else done()
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const cut = requests.open.get(request.id)?.cut
    close(request, reply.statusCode)
    if (cut) request.raw.socket.resetAndDestroy()
    return payload
  })
}

/** Control routes belong to no system. All that is not Salesforce's is taken for HubSpot's. */
export function systemOf(url: string): System | undefined {
  if (url.startsWith('/__sandbox')) return undefined
  return url.startsWith('/services') ? 'salesforce' : 'hubspot'
}

function answerFor(crm: PretendCrm, name: 'rate-limit' | 'server-error', status: number): FaultAnswer {
  return crm.faultAnswer?.(name, status) ?? { status, body: { message: `The sandbox was told to fail: ${name}.` } }
}

function send(reply: FastifyReply, answer: FaultAnswer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .send(answer.body)
}
