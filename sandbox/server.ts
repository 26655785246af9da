// The sandbox: a pretend Salesforce and a pretend HubSpot in one HTTP server that only this machine can reach.
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { addControlRoutes } from './control.ts'
import { createFaults, type CountedFaults } from './faults.ts'
import { addHttpFaults, createRequests, systemOf } from './http-faults.ts'
import { hubspot } from './hubspot/hubspot.ts'
import { createLedger, type WritableLedger } from './ledger.ts'
import { salesforce } from './salesforce/salesforce.ts'
import type { Sandbox, SandboxEvents } from './sandbox.ts'
import type { World } from './world.ts'

export { sandboxClient, type SalesforceSeed } from './salesforce/salesforce.ts'
export type { Sandbox, SandboxDump, SandboxSeed } from './sandbox.ts'

const BODY_LIMIT_BYTES = 50 * 1024 * 1024

/** @param options.now the sandbox's clock: stamps, session ages, search lag. Default: the real time */
export async function createSandbox(
  options: { now?: () => Date; logger?: boolean; events?: SandboxEvents } = {},
): Promise<Sandbox> {
  const { now = () => new Date(), logger = false, events = {} } = options
  const app = Fastify({
    logger,
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 5_000 },
  })
  const requests = createRequests()
  const ledger = createLedger((entry) => {
    events.entry?.(entry)
    if (entry.effects.length > 0) events.changed?.('state')
  })
  const faults = createFaults((name) => {
    const entry = requests.current()
    if (entry) entry.fault = name
  })
  const world: World = {
    now,
    faults,
    effect(request, effect) {
      requests.find(request)?.effects.push(effect)
    },
    unknown(request) {
      const entry = requests.find(request)
      if (entry) entry.unknown = true
    },
  }
  const crms = { salesforce: salesforce(world), hubspot: hubspot(world) }
  const sandbox = assemble(app, crms, { ledger, faults, events })

  addHttpFaults(app, { requests, ledger, faults, now, crm: (system) => crms[system] })
  addControlRoutes(app, sandbox)
  // A person at work, or a seed, changes state without a ledger entry.
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.method === 'POST' && systemOf(request.url) === undefined) events.changed?.('state')
    done()
  })
  for (const crm of Object.values(crms)) await app.register(async (scope) => crm.routes(scope))
  app.setNotFoundHandler(async (request, reply) => {
    world.unknown(request)
    const place =
      systemOf(request.url) === undefined ? 'sandbox/README.md lists the control routes' : 'no pretend CRM has it'
    return reply.code(400).send({ message: `The sandbox does not know ${request.method} ${request.url}: ${place}.` })
  })
  await app.ready()
  return sandbox
}

function assemble(
  app: FastifyInstance,
  crms: Pick<Sandbox, 'salesforce' | 'hubspot'>,
  frame: { ledger: WritableLedger; faults: CountedFaults; events: SandboxEvents },
): Sandbox {
  const { ledger, faults, events } = frame
  return {
    ...crms,
    faults,
    ledger: {
      get length() {
        return ledger.length
      },
      entries: (filter) => ledger.entries(filter),
      counts: () => ledger.counts(),
      clear() {
        ledger.clear()
        events.changed?.('ledger')
      },
    },
    async listen(port = 0) {
      await app.listen({ host: '127.0.0.1', port })
      const address = app.server.address() as AddressInfo
      return `http://127.0.0.1:${address.port}`
    },
    close: () => app.close(),
    reset() {
      crms.salesforce.reset()
      crms.hubspot.reset()
      faults.set([])
      ledger.clear()
      events.changed?.('ledger')
      events.changed?.('state')
    },
    seed(seed) {
      if (seed.salesforce !== undefined) crms.salesforce.seed(seed.salesforce)
      if (seed.hubspot !== undefined) crms.hubspot.seed(seed.hubspot)
      events.changed?.('state')
    },
    dump: () => ({ salesforce: crms.salesforce.dump(), hubspot: crms.hubspot.dump() }),
    restore(dump, entries = []) {
      crms.salesforce.restore(dump.salesforce)
      crms.hubspot.restore(dump.hubspot)
      ledger.load(entries)
    },
  }
}
