// Reads what a request carries. Its one rule: what does not fit is refused with a sentence, never guessed.
import type { FastifyRequest } from 'fastify'
import { invalidInput, UnknownTypeError, type HubSpotError } from './hubspot-error.ts'
import { findObjectType, type ObjectName } from './object-types.ts'

export type Fields = Record<string, unknown>

/** A path parameter. */
export function param(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string | undefined>)[name] ?? ''
}

/** @throws HubSpotError 400 when the path names no kind of object */
export function objectIn(request: FastifyRequest, name = 'type'): ObjectName {
  const text = param(request, name)
  const found = findObjectType(text)
  if (!found) throw new UnknownTypeError(text)
  return found
}

/** Undefined when it is not there. A repeated one gives its last value. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  return queryList(request, name).at(-1)
}

/** `a,b` and `a` with `b` repeated give the same. */
export function queryList(request: FastifyRequest, name: string): string[] {
  const value = (request.query as Record<string, string | string[] | undefined>)[name]
  const all = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return all.flatMap((text) => text.split(',')).filter((text) => text !== '')
}

/** @throws HubSpotError 400 when it is not a whole number from 1 to `max` */
export function queryLimit(request: FastifyRequest, max: number, standard: number): number {
  const text = queryText(request, 'limit')
  if (text === undefined) return standard
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > max) {
    throw invalidInput(`The limit must be a whole number from 1 to ${max}, not "${text}".`)
  }
  return limit
}

/** @throws HubSpotError 400 when the body is no JSON object */
export function bodyOf(request: FastifyRequest): Fields {
  return fieldsOf(request.body, 'the body')
}

/** @param place names it in the error: `inputs[3]` */
export function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object')
  return value as Fields
}

/** @throws HubSpotError 400 when missing or no text */
export function textOf(fields: Fields, name: string, place: string): string {
  const value = fields[name]
  if (typeof value !== 'string' || value === '') throw wrong(`${place}.${name}`, 'a text')
  return value
}

/** @throws HubSpotError 400 when there and no text */
export function optionalText(fields: Fields, name: string, place: string): string | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw wrong(`${place}.${name}`, 'a text')
  return value
}

/** Missing is empty. */
export function textsOf(fields: Fields, name: string, place: string): string[] {
  const value = fields[name] ?? []
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) {
    throw wrong(`${place}.${name}`, 'a list of texts')
  }
  return value
}

/** The `inputs` of a batch. @throws HubSpotError 400 when there are none or more than `max` */
export function inputsOf(request: FastifyRequest, max: number): Fields[] {
  const { inputs } = bodyOf(request)
  if (!Array.isArray(inputs)) throw wrong('inputs', 'a list')
  if (inputs.length > max) {
    throw invalidInput(
      `The maximum number of inputs supported in a batch request is ${max}, but ${inputs.length} were provided.`,
    )
  }
  return inputs.map((input, index) => fieldsOf(input, `inputs[${index}]`))
}

function wrong(place: string, expected: string): HubSpotError {
  return invalidInput(`Invalid input JSON: ${place} must be ${expected}.`)
}
