// Checks the properties of one write and brings them into stored form. Its one rule: all faults are listed, not the first.
import { invalidInput, type HubSpotError } from './hubspot-error.ts'
import type { Definitions, PropertyDefinition } from './property-definitions.ts'
import { instantText, parseInstant } from './times.ts'

export interface Problem {
  name: string
  /** `PROPERTY_DOESNT_EXIST`, `INVALID_OPTION` … */
  code: string
  message: string
  value: string
}

export interface Rules {
  definitions: Definitions
  /** May this owner be given a record now? */
  ownerMayHold(id: string): boolean
  /** Seeds may set what HubSpot otherwise keeps itself. */
  readOnlyToo?: boolean
}

const LONGEST_VALUE = 65_536

/** @throws HubSpotError 400 when `input` is not an object of texts */
export function checkProperties(input: unknown, rules: Rules): { values: Record<string, string>; problems: Problem[] } {
  const values: Record<string, string> = {}
  const problems: Problem[] = []
  for (const [name, value] of Object.entries(textsOf(input))) {
    const definition = rules.definitions.get(name)
    const found = definition
      ? checkValue(definition, value, rules)
      : { code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` }
    if (typeof found === 'string') values[name] = found
    else problems.push({ name, value, ...found })
  }
  return { values, problems }
}

/** The 400 of one or more bad values. The message carries the list as JSON, as HubSpot's does. */
export function valuesNotValid(problems: readonly Problem[], portalId: number): HubSpotError {
  const list = problems.map(({ name, code, message, value }) => ({
    isValid: false,
    message,
    error: code,
    name,
    localizedErrorMessage: message,
    propertyValue: value,
    portalId,
  }))
  return invalidInput(`Property values were not valid: ${JSON.stringify(list)}`, {
    errors: problems.map(({ name, code, message }) => ({ message, code, context: { propertyName: [name] } })),
  })
}

function textsOf(input: unknown): Record<string, string> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalidInput('Invalid input JSON: "properties" must be an object that maps names to texts.')
  }
  for (const [name, value] of Object.entries(input)) {
    if (typeof value !== 'string') {
      throw invalidInput(
        `Invalid input JSON: the value of property "${name}" must be a string, not ${JSON.stringify(value)}.`,
      )
    }
  }
  return input as Record<string, string>
}

type Refusal = Pick<Problem, 'code' | 'message'>

function checkValue(definition: PropertyDefinition, value: string, rules: Rules): string | Refusal {
  const { name, type, options } = definition
  if (definition.readOnly && !rules.readOnlyToo) {
    return { code: 'READ_ONLY_VALUE', message: `"${name}" is a calculated property; its value cannot be set.` }
  }
  if (value === '') return ''
  if (value.length > LONGEST_VALUE) {
    return { code: 'VALUE_TOO_LONG', message: `"${name}" may hold ${LONGEST_VALUE} characters, not ${value.length}.` }
  }
  if (name === 'hubspot_owner_id') {
    return rules.ownerMayHold(value)
      ? value
      : { code: 'INVALID_OWNER_ID', message: `${value} is not the id of an active owner` }
  }
  if (name === 'email') return checkEmail(value)
  if (type === 'enumeration' && !options.includes(value)) {
    return { code: 'INVALID_OPTION', message: `${value} was not one of the allowed options: [${options.join(', ')}]` }
  }
  if (type === 'bool' && value !== 'true' && value !== 'false') {
    return { code: 'INVALID_OPTION', message: `${value} was not one of the allowed options: [true, false]` }
  }
  if (type === 'number' && !Number.isFinite(Number(value))) {
    return { code: 'INVALID_INTEGER', message: `${value} was not a valid number.` }
  }
  if (type === 'datetime') {
    const ms = parseInstant(value)
    return ms === undefined ? { code: 'INVALID_LONG', message: `${value} was not a valid long.` } : instantText(ms)
  }
  return value
}

function checkEmail(value: string): string | Refusal {
  const email = value.trim().toLowerCase()
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
    ? email
    : { code: 'INVALID_EMAIL', message: `Email address ${value} is invalid` }
}
