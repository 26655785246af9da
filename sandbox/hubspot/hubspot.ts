// The pretend HubSpot: the API that @hubspot/api-client 14.0.1 speaks, over one portal in memory.
// Its one rule: what it does not know it refuses loudly, and the ledger shows it.
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { maintenancePage } from '../http-faults.ts'
import type { FaultAnswer, PretendCrm, World } from '../world.ts'
import { addAccountRoutes } from './account-routes.ts'
import { addAssociationRoutes } from './association-routes.ts'
import { addBatchRoutes } from './batch-routes.ts'
import { addCallbackRoutes } from './callback-routes.ts'
import { nowMs, type Crm } from './crm.ts'
import { addGate } from './gate.ts'
import { HubSpotError, invalidInput } from './hubspot-error.ts'
import { addListRoutes } from './list-routes.ts'
import { addObjectRoutes } from './object-routes.ts'
import type { ObjectName } from './object-types.ts'
import { addOwnerRoutes } from './owner-routes.ts'
import { routeAdder } from './paths.ts'
import { act, humanAct, type ActResult, type HumanAct } from './people.ts'
import { createPortal, dumpPortal, restorePortal, type HubSpotOwner, type PortalDump } from './portal.ts'
import { createRateLimits, tooMany } from './rate-limits.ts'
import { createRecordFaults } from './record-faults.ts'
import { addSearchRoute } from './search-routes.ts'
import { seedPortal } from './seed.ts'

export type { ActResult, HumanAct } from './people.ts'
export type { PortalDump } from './portal.ts'
export type { HubSpotSeed } from './seed.ts'

export interface PretendHubSpot extends PretendCrm {
  system: 'hubspot'
  /** @param seed a HubSpotSeed. @throws Error with a sentence when it does not fit */
  seed(seed: unknown): void
  dump(): PortalDump
  /** @throws Error with a sentence when the owner or contact is not there */
  act(deed: HumanAct): ActResult
  owners(): HubSpotOwner[]
  /** @param key id or, of contacts, email or pointsman_id. Properties as they stand now; archived ones are not found. */
  find(object: ObjectName, key: string): { id: string; properties: Readonly<Record<string, string>> } | undefined
  /** Ids of what is linked to a record, oldest link first. */
  linked(from: ObjectName, fromId: string, to: ObjectName): string[]
  /** What a workflow that waited under this id was told; undefined while it waits. */
  callback(id: string): Readonly<Record<string, unknown>> | undefined
  /** Record ids on the list. */
  members(listId: string): string[]
}

/** Roots of HubSpot's API under which nothing is known beyond the routes above. */
const roots = [
  'crm',
  'oauth',
  'account-info',
  'automation',
  'marketing',
  'events',
  'contacts',
  'companies',
  'engagements',
]

/** @param world shared with the other pretend CRM */
export function hubspot(world: World): PretendHubSpot {
  let portal = createPortal()
  const crm: Crm = {
    world,
    portal: () => portal,
    rates: createRateLimits(),
    faults: createRecordFaults(world),
  }
  return {
    system: 'hubspot',
    async routes(app) {
      await app.register(async (scope) => addApi(scope, crm))
      app.post('/__sandbox/hubspot/act', async (request, reply) => {
        const deed = humanAct.safeParse(request.body)
        if (!deed.success) return reply.code(400).send({ message: `This is no act: ${deed.error.message}` })
        try {
          return act(crm, deed.data)
        } catch (error) {
          return reply.code(400).send({ message: error instanceof Error ? error.message : String(error) })
        }
      })
    },
    reset() {
      portal = createPortal()
      crm.rates.clear()
    },
    seed: (seed) => seedPortal(crm, seed),
    dump: () => dumpPortal(portal),
    restore(dump) {
      portal = restorePortal(dump as PortalDump)
    },
    callback: (id) => portal.callbacks.get(id),
    act: (deed) => act(crm, deed),
    owners: () => [...portal.owners.values()],
    find(object, key) {
      const table = portal.tables[object]
      const names = ['hs_object_id', ...table.uniqueNames()]
      const record = names.map((name) => table.find(name, key)).find((one) => one !== undefined)
      return record ? { id: record.id, properties: record.properties } : undefined
    },
    linked: (from, fromId, to) => [...portal.links.of(from, fromId, to).keys()],
    members: (listId) => [...(portal.lists.get(listId)?.members.keys() ?? [])],
    faultAnswer: (name, status) => faultAnswer(crm, name, status),
  }
}

function addApi(scope: FastifyInstance, crm: Crm): void {
  if (!scope.hasContentTypeParser('application/x-www-form-urlencoded')) {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
  }
  addGate(scope, crm)
  const add = routeAdder(scope)
  addObjectRoutes(add, crm)
  addBatchRoutes(add, crm)
  addSearchRoute(add, crm)
  addAssociationRoutes(add, crm)
  addOwnerRoutes(add, crm)
  addListRoutes(add, crm)
  addAccountRoutes(add, crm)
  addCallbackRoutes(add, crm)
  for (const root of roots) {
    scope.all(`/${root}/*`, async (request) => {
      crm.world.unknown(request)
      throw invalidInput(`The pretend HubSpot does not know ${request.method} ${request.url}.`)
    })
  }
}

/** A 502 comes from the proxy in front of HubSpot and is a page, the others come from HubSpot itself. */
function faultAnswer(crm: Crm, name: 'rate-limit' | 'server-error', status: number): FaultAnswer {
  if (name === 'server-error' && status === 502) {
    return { status, headers: { 'content-type': 'text/html' }, body: maintenancePage }
  }
  const correlationId = randomUUID()
  const headers = { 'content-type': 'application/json;charset=utf-8', 'x-hubspot-correlation-id': correlationId }
  if (name === 'server-error') {
    const error = new HubSpotError(status, 'INTERNAL_ERROR', 'There was a problem with the request.')
    return { status, headers, body: error.body(correlationId) }
  }
  const rates = crm.rates.headers(nowMs(crm), crm.portal().limits, true)
  return {
    status: 429,
    headers: { ...headers, ...rates, 'x-hubspot-ratelimit-remaining': '0' },
    body: tooMany('TEN_SECONDLY_ROLLING').body(correlationId),
  }
}
