// What is about the account: tokens, usage, details, property definitions. Its one rule: it holds no record of a person.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addEffect, nowMs, type Crm } from './crm.ts'
import { HubSpotError, invalidInput } from './hubspot-error.ts'
import type { ObjectName } from './object-types.ts'
import type { AddRoute } from './paths.ts'
import type { PropertyDefinition } from './property-definitions.ts'
import { bodyOf, objectIn, param, textOf } from './request-parts.ts'
import { instantText } from './times.ts'

/** How long an access token from a refresh lives. */
const TOKEN_LIFE_S = 1_800

export function addAccountRoutes(add: AddRoute, crm: Crm): void {
  add('POST', '/oauth/v1/token', (request, reply) => giveToken(crm, request, reply))
  add('GET', '/account-info/v3/api-usage/daily/private-apps', () => {
    const { used, resetsAt } = crm.rates.usage(nowMs(crm))
    const usage = {
      name: 'private-apps-api-calls-daily',
      usageLimit: crm.portal().limits.daily,
      currentUsage: used,
      collectedAt: instantText(nowMs(crm)),
      fetchStatus: 'SUCCESS',
      resetsAt: instantText(resetsAt),
    }
    return { results: [usage] }
  })
  add('GET', '/account-info/v3/details', () => ({
    portalId: crm.portal().portalId,
    accountType: 'STANDARD',
    timeZone: 'UTC',
    companyCurrency: 'EUR',
    additionalCurrencies: [],
    utcOffset: '+00:00',
    utcOffsetMilliseconds: 0,
    uiDomain: 'app.hubspot.com',
    dataHostingLocation: 'eu1',
  }))
  add('GET', '/crm/v3/properties/:type', (request) => ({
    results: [...crm.portal().definitions[objectIn(request)].values()].map(viewProperty),
  }))
  add('POST', '/crm/v3/properties/:type', (request, reply) => defineProperty(crm, request, reply))
  add('GET', '/crm/v3/properties/:type/:name', (request) => {
    const name = param(request, 'name')
    const definition = crm.portal().definitions[objectIn(request)].get(name)
    if (definition) return viewProperty(definition)
    throw new HubSpotError(404, 'OBJECT_NOT_FOUND', `Property "${name}" does not exist`, { context: { name: [name] } })
  })
}

/** The refresh token stays the same, as HubSpot's does. */
function giveToken(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { access, issued, portalId } = crm.portal()
  const form = bodyOf(request)
  if (form['grant_type'] !== 'refresh_token') {
    throw invalidInput('The sandbox gives tokens for grant_type refresh_token only.')
  }
  if (form['client_id'] !== access.clientId || form['client_secret'] !== access.clientSecret) {
    return badGrant(reply, 'BAD_CLIENT_ID', 'missing or unknown client id or secret')
  }
  if (form['refresh_token'] !== access.refreshToken) {
    return badGrant(reply, 'BAD_REFRESH_TOKEN', 'missing or invalid refresh token')
  }
  const token = `sandbox-access-${issued.size + 1}`
  issued.set(token, nowMs(crm) + TOKEN_LIFE_S * 1_000)
  return reply.send({
    token_type: 'bearer',
    token_use: 'access_token',
    refresh_token: access.refreshToken,
    access_token: token,
    hub_id: portalId,
    expires_in: TOKEN_LIFE_S,
  })
}

/** The token endpoint alone puts the code into `status`. */
function badGrant(reply: FastifyReply, status: string, message: string): FastifyReply {
  return reply.code(400).send({ status, message, correlationId: reply.getHeader('x-hubspot-correlation-id') })
}

function defineProperty(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const object = objectIn(request)
  const body = bodyOf(request)
  const name = textOf(body, 'name', 'body')
  const definition = customProperty({
    name,
    label: textOf(body, 'label', 'body'),
    type: textOf(body, 'type', 'body'),
    hasUniqueValue: body['hasUniqueValue'] === true,
    options: Array.isArray(body['options'])
      ? body['options'].map((option) => textOf(option as Record<string, unknown>, 'value', 'options'))
      : [],
  })
  if (crm.portal().definitions[object].has(name)) {
    throw new HubSpotError(409, 'OBJECT_ALREADY_EXISTS', `A property named '${name}' already exists.`)
  }
  addProperty(crm, object, definition)
  addEffect(crm, request, { kind: 'create', object: 'properties', id: name, key: name, fields: { object } })
  return reply.code(201).send(viewProperty(definition))
}

/** @throws HubSpotError 400 when the type is not one the sandbox knows */
export function customProperty(
  given: Pick<PropertyDefinition, 'name' | 'label' | 'hasUniqueValue' | 'options'> & { type: string },
): PropertyDefinition {
  const types = ['string', 'number', 'datetime', 'bool', 'enumeration'] as const
  const type = types.find((one) => one === given.type)
  if (!type) throw invalidInput(`The type of a property must be one of ${types.join(', ')}, not "${given.type}".`)
  return { ...given, type, readOnly: false, hubspotDefined: false }
}

export function addProperty(crm: Crm, object: ObjectName, definition: PropertyDefinition): void {
  const portal = crm.portal()
  portal.definitions[object].set(definition.name, definition)
  if (definition.hasUniqueValue) portal.tables[object].addUnique(definition.name)
}

function viewProperty({ name, label, type, options, hasUniqueValue, readOnly, hubspotDefined }: PropertyDefinition) {
  return {
    name,
    label,
    type,
    fieldType: { string: 'text', number: 'number', datetime: 'date', bool: 'booleancheckbox', enumeration: 'select' }[
      type
    ],
    description: '',
    groupName: 'sandbox',
    options: options.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false })),
    hasUniqueValue,
    hidden: false,
    archived: false,
    calculated: false,
    hubspotDefined,
    modificationMetadata: { archivable: !hubspotDefined, readOnlyDefinition: hubspotDefined, readOnlyValue: readOnly },
  }
}
