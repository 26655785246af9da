// What every part of the pretend HubSpot works with. Its one rule: the portal is asked for anew at each request,
// since a reset or a restore puts another in its place.
import type { FastifyRequest } from 'fastify'
import type { Effect, World } from '../world.ts'
import type { Portal } from './portal.ts'
import type { RateLimits } from './rate-limits.ts'
import type { RecordFaults } from './record-faults.ts'
import type { Writer } from './record-writes.ts'

export interface Crm {
  world: World
  portal(): Portal
  faults: RecordFaults
  rates: RateLimits
}

export function nowMs(crm: Crm): number {
  return crm.world.now().getTime()
}

/** All that comes through the API is the integration's doing. */
export function integration(crm: Crm): Writer {
  return { at: nowMs(crm), sourceType: 'INTEGRATION' }
}

export function addEffect(crm: Crm, request: FastifyRequest, effect: Effect): void {
  crm.world.effect(request, effect)
}
