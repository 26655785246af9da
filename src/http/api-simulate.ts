// What would happen to a payload or a stored lead. Nothing is stored or sent.
import { actorOf, requireRole } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { maskFields, maskFor } from './masking.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

export function simulateRoutes(api: Api, { pipeline }: ApiDeps): void {
  api.route({
    method: 'POST',
    url: '/api/simulate',
    config: { role: 'viewer' },
    schema: {
      tags: ['simulate'],
      operationId: 'simulate',
      summary: 'What would happen to a stored lead or to a payload',
      description:
        'Give `leadId`, or `connection` and `payload`. A payload of your own asks for the role **editor**. Nothing is stored or sent.',
      body: requests.simulateBody,
      response: { 200: schemas.simulationView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const input = request.body
      if ('payload' in input) requireRole(actor, 'editor', 'Simulating a payload')
      const simulation = await pipeline.simulate(input)
      if (actor.role !== 'viewer') return simulation
      return { ...maskFor(actor, [simulation.fields])(simulation), fields: maskFields(simulation.fields) }
    },
  })
}
