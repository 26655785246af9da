// The routes by which tests and people steer the sandbox: ledger, faults, seed, reset, state, and a person at work.
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { faultList } from './faults.ts'
import { accountAct } from './salesforce/account-person.ts'
import { act } from './salesforce/person.ts'
import { SalesforceError } from './salesforce/salesforce-error.ts'
import type { Sandbox } from './sandbox.ts'

const ledgerQuery = z.object({
  system: z.enum(['salesforce', 'hubspot']).optional(),
  effects: z.enum(['0', '1', 'true', 'false']).optional(),
  after: z.coerce.number().int().optional(),
})
/** The list alone, or `{ faults: [...] }` as GET gives it. */
const faultBody = z.preprocess((body) => (hasFaults(body) ? body.faults : body), faultList)
const seedBody = z.strictObject({
  salesforce: z.record(z.string(), z.unknown()).optional(),
  hubspot: z.unknown().optional(),
})

export function addControlRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  // Fastify registers it at once; nothing here needs its promise.
  void app.register(async (scope) => {
    scope.setErrorHandler(async (error, _request, reply) => {
      const message =
        error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error)
      const code = error instanceof SalesforceError ? { errorCode: error.errorCode } : {}
      return reply.code(400).send({ message, ...code })
    })

    scope.get('/__sandbox/ledger', (request) => {
      const { system, effects, after } = ledgerQuery.parse(request.query)
      const entries = sandbox.ledger.entries({
        ...(system === undefined ? {} : { system }),
        ...(after === undefined ? {} : { after }),
        effects: effects === '1' || effects === 'true',
      })
      return { counts: sandbox.ledger.counts(), entries }
    })
    scope.delete('/__sandbox/ledger', async (_request, reply) => {
      sandbox.ledger.clear()
      return reply.code(204).send()
    })
    scope.get('/__sandbox/faults', () => ({ faults: sandbox.faults.counted() }))
    scope.post('/__sandbox/faults', (request) => {
      sandbox.faults.set(faultBody.parse(request.body))
      return { faults: sandbox.faults.counted() }
    })
    scope.post('/__sandbox/seed', async (request, reply) => {
      sandbox.seed(seedBody.parse(request.body))
      return reply.code(204).send()
    })
    scope.post('/__sandbox/reset', async (_request, reply) => {
      sandbox.reset()
      return reply.code(204).send()
    })
    scope.get('/__sandbox/state', () => sandbox.dump())
    scope.post('/__sandbox/salesforce/act', (request) => sandbox.salesforce.act(act.parse(request.body)))
    scope.post('/__sandbox/salesforce/act-on-account', (request) =>
      sandbox.salesforce.actOnAccount(accountAct.parse(request.body)),
    )
  })
}

function hasFaults(body: unknown): body is { faults: unknown } {
  return typeof body === 'object' && body !== null && 'faults' in body
}
