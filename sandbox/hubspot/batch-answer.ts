// The body and status of a batch answer. Its one rule: errors make a 207, except on dated paths, where they stand in
// the usual body (HubSpot's OpenAPI files of 2026-09).
import type { FastifyReply, FastifyRequest } from 'fastify'
import { nowMs, type Crm } from './crm.ts'
import { isDated } from './paths.ts'
import { instantText } from './times.ts'

export interface Batch {
  results: unknown[]
  /** As HubSpotError.item gives them. */
  errors: unknown[]
}

export function sendBatch(
  crm: Crm,
  request: FastifyRequest,
  reply: FastifyReply,
  { results, errors }: Batch,
  success: 200 | 201 = 200,
): FastifyReply {
  const at = instantText(nowMs(crm))
  const failed = errors.length > 0
  return reply.code(failed && !isDated(request) ? 207 : success).send({
    status: 'COMPLETE',
    results,
    ...(failed ? { numErrors: errors.length, errors } : {}),
    startedAt: at,
    completedAt: at,
  })
}
