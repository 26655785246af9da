// Owners. Its one rule: a deactivated one is listed only among the archived.
import type { FastifyRequest } from 'fastify'
import type { Crm } from './crm.ts'
import { HubSpotError } from './hubspot-error.ts'
import type { AddRoute } from './paths.ts'
import type { HubSpotOwner } from './portal.ts'
import { param, queryLimit, queryText } from './request-parts.ts'
import { instantText } from './times.ts'

export function addOwnerRoutes(add: AddRoute, crm: Crm): void {
  // The official client asks with a trailing slash, the documentation without.
  add('GET', '/crm/v3/owners', (request) => listOwners(crm, request))
  add('GET', '/crm/v3/owners/', (request) => listOwners(crm, request))
  add('GET', '/crm/v3/owners/:ownerId', (request) => {
    const id = param(request, 'ownerId')
    const byUser = queryText(request, 'idProperty') === 'userId'
    const archived = queryText(request, 'archived') === 'true'
    const owner = [...crm.portal().owners.values()].find((one) => (byUser ? String(one.userId) : one.id) === id)
    if (!owner || isArchived(crm, owner) !== archived) {
      throw new HubSpotError(404, 'OBJECT_NOT_FOUND', `No owner with id ${id} exists.`, { context: { id: [id] } })
    }
    return viewOwner(crm, owner)
  })
}

function listOwners(crm: Crm, request: FastifyRequest) {
  const limit = queryLimit(request, 500, 100)
  const after = Number(queryText(request, 'after') ?? 0)
  const archived = queryText(request, 'archived') === 'true'
  const email = queryText(request, 'email')?.toLowerCase()
  const owners = [...crm.portal().owners.values()]
    .filter((owner) => isArchived(crm, owner) === archived && (email === undefined || owner.email === email))
    .toSorted((a, b) => Number(a.id) - Number(b.id))
  const page = owners.slice(after, after + limit)
  const next = after + page.length
  return {
    results: page.map((owner) => viewOwner(crm, owner)),
    ...(next < owners.length ? { paging: { next: { after: String(next) } } } : {}),
  }
}

function isArchived(crm: Crm, owner: HubSpotOwner): boolean {
  return owner.archived || crm.faults.isDeactivated(owner.id)
}

/** Of an archived owner only `userIdIncludingInactive` still names the user. */
function viewOwner(crm: Crm, owner: HubSpotOwner) {
  const archived = isArchived(crm, owner)
  return {
    id: owner.id,
    email: owner.email,
    type: owner.type,
    firstName: owner.firstName,
    lastName: owner.lastName,
    ...(archived ? {} : { userId: owner.userId }),
    userIdIncludingInactive: owner.userId,
    createdAt: instantText(owner.createdAt),
    updatedAt: instantText(owner.createdAt),
    archived,
  }
}
