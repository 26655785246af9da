// The pretend Salesforce: its HTTP face, and its state for seeding, reading and saving.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Effect, FaultAnswer, PretendCrm, World } from '../world.ts'
import { performOnAccount, type AccountAct } from './account-person.ts'
import { createApiLimit, dailyLimit, limitInfo, limitsBody, type ApiLimit } from './api-limit.ts'
import type { Reply } from './call.ts'
import { toId18 } from './ids.ts'
import { dumpOrg, emptyOrg, restoreOrg, type OrgDump } from './org-dump.ts'
import type { Org } from './org.ts'
import { perform, type Act } from './person.ts'
import { createQueryPages, type QueryPages } from './query-pages.ts'
import { addParsers } from './request-bodies.ts'
import { answerCall, splitUrl, wantsAssignment } from './resources.ts'
import { errorBody, notFound, SalesforceError } from './salesforce-error.ts'
import type { Row } from './schema.ts'
import { seedOrg, type SalesforceSeed } from './seed.ts'
import { createSessions, type Sessions } from './sessions.ts'

export { sandboxClient } from './sessions.ts'
export type { SalesforceSeed } from './seed.ts'
export type { AccountAct } from './account-person.ts'
export type { Act } from './person.ts'
export type { Row } from './schema.ts'

export interface PretendSalesforce extends PretendCrm {
  system: 'salesforce'
  seed(seed: SalesforceSeed): void
  /** The user our token stands for. */
  readonly integrationUserId: string
  /** Rows of an object that are not deleted, oldest first. */
  rows(object: string): Row[]
  /** By id, e-mail address or external id; deleted rows only by id. */
  find(object: string, key: string): Row | undefined
  /** A person does something. @throws Error with a sentence when user or lead is not there */
  act(action: Act): { leadId: string; madeId: string | null }
  /** The same with an account. */
  actOnAccount(action: AccountAct): { accountId: string }
}

const [OLDEST_VERSION, NEWEST_VERSION] = [31, 67]

interface State {
  org: Org
  limit: ApiLimit
  pages: QueryPages
  sessions: Sessions
}

export function salesforce(world: World): PretendSalesforce {
  const now = () => world.now()
  let state = fresh(now)
  return {
    system: 'salesforce',
    get integrationUserId() {
      return state.org.integrationUserId
    },
    // Fastify waits for the promise before it closes the scope.
    async routes(app) {
      await addParsers(app)
      addRoutes(app, world, () => state)
    },
    reset() {
      state = fresh(now)
    },
    seed(seed) {
      const { dailyApiRequests, ...records } = seed
      seedOrg(state.org, records)
      if (dailyApiRequests !== undefined) state.limit.max = dailyApiRequests
    },
    dump: () => ({
      ...dumpOrg(state.org),
      api: { max: state.limit.max, used: state.limit.used, since: state.limit.since },
      sessions: state.sessions.dump(),
    }),
    restore(dump) {
      const { api, sessions, ...org } = dump as OrgDump & { api: Partial<ApiLimit>; sessions: [string, number][] }
      state = fresh(now)
      state.org = restoreOrg(now, org)
      Object.assign(state.limit, api)
      state.sessions.restore(sessions)
    },
    rows: (object) => [...state.org.table(object).all()].filter((row) => row.IsDeleted !== true),
    find: (object, key) => find(state.org, object, key),
    act: (action) => perform(state.org, action),
    actOnAccount: (action) => performOnAccount(state.org, action),
    faultAnswer,
  }
}

function fresh(now: () => Date): State {
  const state: State = {
    org: emptyOrg(now),
    limit: createApiLimit(now),
    pages: createQueryPages(),
    sessions: createSessions(now, () => ({
      organization: state.org.organizationId,
      user: state.org.integrationUserId,
    })),
  }
  return state
}

function addRoutes(app: FastifyInstance, world: World, state: () => State): void {
  app.setErrorHandler(async (error, request, reply) => {
    if (!(error instanceof SalesforceError)) throw error
    if (error.unknown) world.unknown(request)
    reply.header('sforce-limit-info', limitInfo(state().limit))
    return reply.code(error.status).send(errorBody(error))
  })

  app.post('/services/oauth2/token', async (request, reply) => {
    const form = { ...basicClient(request), ...(request.body as Record<string, string> | null) }
    const answer = state().sessions.authorize(form, `http://${request.headers.host}`)
    return reply.code(answer.status).send(answer.body)
  })

  app.get('/services/data', async () => {
    const versions = Array.from(
      { length: NEWEST_VERSION - OLDEST_VERSION + 1 },
      (_, index) => `${OLDEST_VERSION + index}.0`,
    )
    return versions.map((version) => ({ label: version, url: `/services/data/v${version}`, version }))
  })

  app.all('/services/*', async (request, reply) => {
    const answer = answerRequest(request, world, state())
    reply.header('sforce-limit-info', limitInfo(state().limit))
    if (answer.body === undefined) return reply.code(answer.status).send()
    return reply.code(answer.status).send(answer.body)
  })
}

/** One call: session, limit, then the work, whose effects go to the ledger even when it failed half way. */
function answerRequest(request: FastifyRequest, world: World, { org, limit, pages, sessions }: State): Reply {
  const headers = plainHeaders(request)
  const { version, path, query } = splitUrl(request.url)
  if (version === '')
    throw new SalesforceError('NOT_FOUND', 'The sandbox knows /services/oauth2/token and /services/data/vXX.0.', {
      unknown: true,
    })
  checkVersion(version)
  const strikes = (name: Parameters<World['faults']['strikes']>[0]) =>
    world.faults.strikes(name, 'salesforce', request.url) !== undefined
  if (strikes('expired-token')) sessions.revoke(headers.authorization)
  sessions.check(headers.authorization)
  if (strikes('daily-limit')) throw dailyLimit()
  limit.count()
  if (path.length === 1 && path[0] === 'limits') return { status: 200, body: limitsBody(limit) }

  const effects: Effect[] = []
  const writer = {
    userId: org.integrationUserId,
    autoAssign: wantsAssignment(headers),
    effects,
    strikes,
    unknown: () => world.unknown(request),
  }
  try {
    return answerCall({ org, pages, version, method: request.method, path, query, headers, body: request.body, writer })
  } finally {
    for (const effect of effects) world.effect(request, effect)
  }
}

function checkVersion(version: string): void {
  const number = Number(version)
  if (number >= OLDEST_VERSION && number <= NEWEST_VERSION) return
  if (number > NEWEST_VERSION) throw notFound()
  const message = `The requested API version ${version} is retired. Use ${OLDEST_VERSION}.0 or newer.`
  throw new SalesforceError('UNSUPPORTED_API_VERSION', message, { status: 410 })
}

function plainHeaders(request: FastifyRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}

function basicClient(request: FastifyRequest): Record<string, string> {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (encoded === undefined) return {}
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(decodeURIComponent)
  return { client_id: id, client_secret: secret }
}

function find(org: Org, object: string, key: string): Row | undefined {
  const table = org.table(object)
  const id = toId18(key)
  if (id !== undefined && id.startsWith(table.type.prefix)) return table.find(id)
  for (const field of table.type.fields.values()) {
    if (!field.externalId && field.type !== 'email') continue
    for (const found of table.idsBy(field, key) ?? []) {
      const row = table.find(found)
      if (row && row.IsDeleted !== true) return row
    }
  }
  return undefined
}

function faultAnswer(name: 'rate-limit' | 'server-error', status: number): FaultAnswer {
  if (name === 'rate-limit') {
    const message = 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'
    return { status: 403, body: errorBody(new SalesforceError('REQUEST_LIMIT_EXCEEDED', message)) }
  }
  if (status === 502)
    return {
      status,
      headers: { 'content-type': 'text/html' },
      body: '<html><body><h1>502 Bad Gateway</h1></body></html>',
    }
  const [code, message] =
    status === 503
      ? ['SERVER_UNAVAILABLE', 'The server is temporarily unavailable. Please try again.']
      : [
          'UNKNOWN_EXCEPTION',
          'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-1234567890)',
        ]
  return { status, body: errorBody(new SalesforceError(code, message)) }
}
