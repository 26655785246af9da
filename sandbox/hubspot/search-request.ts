// Reads a search request. Its one rule: what HubSpot would refuse is refused, with the limits of its search guide (2026-11).
import type { FastifyRequest } from 'fastify'
import type { Crm } from './crm.ts'
import { invalidInput } from './hubspot-error.ts'
import type { ObjectName } from './object-types.ts'
import { bodyOf, fieldsOf, optionalText, textOf, textsOf, type Fields } from './request-parts.ts'
import { operators, type Filter, type Operator } from './search-filter.ts'

export const MOST_RESULTS = 10_000
const MOST_PER_PAGE = 200
const MOST_GROUPS = 5
const MOST_PER_GROUP = 10
const MOST_FILTERS = 25

export interface Search {
  /** One group must fit, with all its filters. Empty: all records fit. */
  groups: Filter[][]
  sort: { name: string; descending: boolean } | null
  properties: string[]
  query: string | undefined
  limit: number
  after: number
}

/** @throws HubSpotError 400 */
export function readSearch(crm: Crm, request: FastifyRequest, object: ObjectName): Search {
  const body = bodyOf(request)
  const known = (name: string) => {
    if (name.startsWith('associations.') || crm.portal().definitions[object].has(name)) return name
    throw invalidInput(`There was a problem with the request: the property "${name}" does not exist.`)
  }
  const groups = listOf(body, 'filterGroups').map((group, index) =>
    listOf(fieldsOf(group, `filterGroups[${index}]`), 'filters').map((filter) => readFilter(filter, known)),
  )
  const bare = listOf(body, 'filters').map((filter) => readFilter(filter, known))
  if (bare.length > 0) groups.push(bare)
  const filters = groups.flat().length
  if (groups.length > MOST_GROUPS || filters > MOST_FILTERS || groups.some((group) => group.length > MOST_PER_GROUP)) {
    throw invalidInput(
      `A search may have ${MOST_GROUPS} filter groups with ${MOST_PER_GROUP} filters each and ${MOST_FILTERS} filters in all.`,
    )
  }
  const limit = numberOf(body, 'limit', 10)
  const after = numberOf(body, 'after', 0)
  if (limit < 1 || limit > MOST_PER_PAGE)
    throw invalidInput(`The limit must be from 1 to ${MOST_PER_PAGE}, not ${limit}.`)
  if (after + limit > MOST_RESULTS) {
    throw invalidInput(`A search gives at most ${MOST_RESULTS} results: after ${after} with limit ${limit} is beyond.`)
  }
  return {
    groups,
    sort: readSort(listOf(body, 'sorts')[0], known),
    properties: textsOf(body, 'properties', 'body'),
    query: optionalText(body, 'query', 'body')?.toLowerCase(),
    limit,
    after,
  }
}

function readFilter(raw: unknown, known: (name: string) => string): Filter {
  const filter = fieldsOf(raw, 'filter')
  const operator = textOf(filter, 'operator', 'filter')
  if (!operators.includes(operator as Operator)) {
    throw invalidInput(`Invalid input JSON: the operator "${operator}" is none of ${operators.join(', ')}.`)
  }
  const values = textsOf(filter, 'values', 'filter')
  const value = optionalText(filter, 'value', 'filter')
  const highValue = optionalText(filter, 'highValue', 'filter')
  const isList = operator === 'IN' || operator === 'NOT_IN'
  const needsValue = !isList && !operator.endsWith('HAS_PROPERTY')
  if (isList && values.length === 0) throw invalidInput(`The operator ${operator} needs "values".`)
  if (needsValue && value === undefined) throw invalidInput(`The operator ${operator} needs a "value".`)
  if (!needsValue && !isList && value !== undefined) throw invalidInput(`The operator ${operator} takes no "value".`)
  if (operator === 'BETWEEN' && highValue === undefined) throw invalidInput('The operator BETWEEN needs a "highValue".')
  return {
    propertyName: known(textOf(filter, 'propertyName', 'filter')),
    operator: operator as Operator,
    value: value ?? '',
    highValue: highValue ?? '',
    values,
  }
}

/** `name`, `-name` or `{propertyName, direction}`. Only the first sort of a request counts. */
function readSort(raw: unknown, known: (name: string) => string): Search['sort'] {
  if (raw === undefined) return null
  if (typeof raw === 'string') return { name: known(raw.replace(/^-/, '')), descending: raw.startsWith('-') }
  const sort = fieldsOf(raw, 'sorts[0]')
  return { name: known(textOf(sort, 'propertyName', 'sorts[0]')), descending: sort['direction'] === 'DESCENDING' }
}

function listOf(fields: Fields, name: string): unknown[] {
  const value = fields[name] ?? []
  if (!Array.isArray(value)) throw invalidInput(`Invalid input JSON: ${name} must be a list.`)
  return value
}

/** A whole number, or a text of one, as in `after: "200"`. */
function numberOf(fields: Fields, name: string, standard: number): number {
  const value = fields[name] ?? standard
  const number = value === '' ? standard : Number(value)
  if (!Number.isInteger(number) || number < 0) throw invalidInput(`Invalid input JSON: ${name} must be a whole number.`)
  return number
}
