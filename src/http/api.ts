// The admin API's own world: zod checks what comes and what goes, bodies are bounded, every route has a role (auth.ts).
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { InputError } from '../errors.ts'
import { typed, type ApiDeps } from './api-deps.ts'
import { accountRoutes } from './api-accounts.ts'
import { alertRoutes } from './api-alerts.ts'
import { reviewRoutes } from './api-reviews.ts'
import { backupRoutes } from './api-backups.ts'
import { decisionRoutes } from './api-decisions.ts'
import { deliveryRoutes } from './api-deliveries.ts'
import { eventRoutes } from './api-events.ts'
import { leadRoutes } from './api-leads.ts'
import { listRoutes } from './api-lists.ts'
import { mergeRoutes } from './api-merges.ts'
import { poolRoutes } from './api-pools.ts'
import { peopleRoutes } from './api-people.ts'
import { rulebookRoutes } from './api-rulebook.ts'
import { simulateRoutes } from './api-simulate.ts'
import { versionRoutes } from './api-versions.ts'
import { statusRoutes } from './api-status.ts'
import { syncRoutes } from './api-syncs.ts'
import { checkShape } from './json-limits.ts'

/** Per address; people and scripts stay far below, guessing tokens does not. */
const PER_MINUTE = 1_200

/** Of all addresses at once: what people ask must not take the room of what comes in. */
const MOST_UNDER_WAY = 64

export async function apiRoutes(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  await app.register(rateLimit, { global: false, max: PER_MINUTE, timeWindow: 60_000 })
  // As a hook of the scope it runs before the routes' own check of the token, so wrong tokens count too.
  app.addHook('onRequest', app.rateLimit())
  boundUnderWay(app)
  app.addHook('preValidation', async (request) => checkShape(request.body))
  const api = typed(app)
  leadRoutes(api, deps)
  listRoutes(api, deps)
  accountRoutes(api, deps)
  deliveryRoutes(api, deps)
  eventRoutes(api, deps)
  decisionRoutes(api, deps)
  syncRoutes(api, deps)
  simulateRoutes(api, deps)
  rulebookRoutes(api, deps)
  poolRoutes(api, deps)
  versionRoutes(api, deps)
  alertRoutes(api, deps)
  reviewRoutes(api, deps)
  mergeRoutes(api, deps)
  peopleRoutes(api, deps)
  backupRoutes(api, deps)
  statusRoutes(api, deps)
}

/** Counted until the answer is gone or the caller is. */
function boundUnderWay(app: FastifyInstance): void {
  let underWay = 0
  app.addHook('onRequest', (_request, reply, done) => {
    if (underWay >= MOST_UNDER_WAY) {
      reply.header('retry-after', '1')
      return done(
        new InputError('Too much is asked at once: try again in a second.', { code: 'request.busy', status: 503 }),
      )
    }
    underWay += 1
    reply.raw.once('close', () => (underWay -= 1))
    done()
  })
}
