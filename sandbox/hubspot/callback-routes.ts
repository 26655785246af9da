// Workflows that wait in a custom action are told to go on. Its one rule: a callback is completed once; what is told again changes nothing.
// https://developers.hubspot.com/docs/api-reference/latest/automation/custom-workflow-actions (2026-11)
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addEffect, type Crm } from './crm.ts'
import { invalidInput } from './hubspot-error.ts'
import type { AddRoute } from './paths.ts'
import { bodyOf, param, textOf } from './request-parts.ts'

export function addCallbackRoutes(add: AddRoute, crm: Crm): void {
  add('POST', '/automation/v4/actions/callbacks/complete', (request, reply) => {
    const { inputs } = bodyOf(request)
    if (!Array.isArray(inputs)) throw invalidInput('Invalid input JSON: inputs must be a list.')
    for (const input of inputs as Record<string, unknown>[]) {
      complete(crm, request, textOf(input, 'callbackId', 'inputs'), input['outputFields'])
    }
    return done(reply)
  })
  add('POST', '/automation/v4/actions/callbacks/:callbackId/complete', (request, reply) => {
    complete(crm, request, param(request, 'callbackId'), bodyOf(request)['outputFields'])
    return done(reply)
  })
}

function complete(crm: Crm, request: FastifyRequest, callbackId: string, outputFields: unknown): void {
  if (typeof outputFields !== 'object' || outputFields === null) {
    throw invalidInput(`Invalid input JSON: outputFields of callback ${callbackId} must be an object.`)
  }
  const fields = outputFields as Record<string, unknown>
  if (crm.portal().callbacks.has(callbackId)) return
  crm.portal().callbacks.set(callbackId, fields)
  addEffect(crm, request, { kind: 'update', object: 'callbacks', id: callbackId, key: callbackId, fields })
}

function done(reply: FastifyReply): FastifyReply {
  return reply.code(204).send()
}
