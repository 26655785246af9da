// Checks one record of a write before anything is changed. Its one rule: it finds all faults and changes nothing.
import type { FastifyRequest } from 'fastify'
import { typeFault, type AssociationSpec } from './association-types.ts'
import type { Crm } from './crm.ts'
import { alreadyExists, invalidInput, type HubSpotError } from './hubspot-error.ts'
import { objectNames, objectTypes, type ObjectName } from './object-types.ts'
import { checkProperties, valuesNotValid, type Problem } from './property-check.ts'
import type { HubSpotRecord } from './record-table.ts'
import { fieldsOf, textOf, type Fields } from './request-parts.ts'

export interface NewLink {
  to: ObjectName
  toId: string
  typeId: number
}

export interface Checked {
  values: Record<string, string>
  links: NewLink[]
  problems: Problem[]
  /** A refusal that is not about single values. */
  refusal?: HubSpotError
}

/** @throws HubSpotError 400 when `input` has not the shape of a record */
export function checkCreate(crm: Crm, request: FastifyRequest, object: ObjectName, input: Fields): Checked {
  const checked = checkValues(crm, request, object, input['properties'], undefined)
  const { links, refusal } = checkLinks(crm, object, input['associations'])
  const missing = objectTypes[object].required.filter((name) => !checked.values[name])
  const wronged = checked.problems.map((problem) => problem.name)
  return {
    ...checked,
    links,
    refusal:
      checked.refusal ?? refusal ?? missingValues(object, missing, wronged) ?? unlinkedLead(object, links) ?? undefined,
  }
}

/** @param record the one that is changed, or undefined for a new one */
export function checkValues(
  crm: Crm,
  request: FastifyRequest,
  object: ObjectName,
  input: unknown,
  record: HubSpotRecord | undefined,
): Checked {
  const portal = crm.portal()
  const { values, problems } = checkProperties(input, {
    definitions: portal.definitions[object],
    ownerMayHold: (id) => portal.owners.get(id)?.archived === false && !crm.faults.deactivates(request.url, id),
  })
  let refusal: HubSpotError | undefined
  for (const name of portal.tables[object].uniqueNames()) {
    const value = values[name]
    const holder = value ? portal.tables[object].find(name, value) : undefined
    if (value === undefined || holder === undefined || holder === record) continue
    if (name === 'email') refusal = alreadyExists('Contact', holder.id)
    else {
      problems.push({
        name,
        value,
        code: 'CONFLICTING_UNIQUE_VALUE',
        message: `Cannot set ${name} to ${value}. ${holder.id} already has that value.`,
      })
    }
  }
  return { values, links: [], problems, ...(refusal ? { refusal } : {}) }
}

/** The error of one record, or undefined when it may be written. */
export function errorOf(crm: Crm, { problems, refusal }: Checked): HubSpotError | undefined {
  return problems.length > 0 ? valuesNotValid(problems, crm.portal().portalId) : refusal
}

/** All bad values of all records come in one answer. @throws HubSpotError 400 or 409 when any may not be written */
export function refuseUnlessAllPass(crm: Crm, all: readonly Checked[]): void {
  const problems = all.flatMap((one) => one.problems)
  const refusal = all.find((one) => one.refusal)?.refusal
  const error = errorOf(crm, { values: {}, links: [], problems, ...(refusal ? { refusal } : {}) })
  if (error) throw error
}

/** What the sandbox says of the record that a partial failure picked. */
export function culpritProblem(values: Record<string, string>): Problem {
  const [name = 'hs_object_id', value = ''] = Object.entries(values)[0] ?? []
  return { name, value, code: 'INVALID_OPTION', message: `${value} was refused: the sandbox was told to fail in part.` }
}

function checkLinks(crm: Crm, object: ObjectName, input: unknown): { links: NewLink[]; refusal?: HubSpotError } {
  if (input === undefined || input === null) return { links: [] }
  if (!Array.isArray(input)) throw invalidInput('Invalid input JSON: associations must be a list.')
  const links: NewLink[] = []
  for (const [index, raw] of input.entries()) {
    const place = `associations[${index}]`
    const association = fieldsOf(raw, place)
    const toId = textOf(fieldsOf(association['to'], `${place}.to`), 'id', `${place}.to`)
    const types = association['types']
    if (!Array.isArray(types) || types.length === 0)
      throw invalidInput(`Invalid input JSON: ${place}.types must not be empty.`)
    for (const spec of types as AssociationSpec[]) {
      const to = targetOf(object, spec)
      const fault = to ? typeFault(spec, object, to) : `no object can be linked to ${object} by ${JSON.stringify(spec)}`
      if (fault !== undefined || to === undefined) return { links, refusal: invalidInput(fault ?? '') }
      const target = crm.portal().tables[to].get(toId)
      if (!target || target.archivedAt !== undefined) return { links, refusal: noSuchTarget(to, toId) }
      links.push({ to, toId, typeId: spec.associationTypeId })
    }
  }
  return { links }
}

function targetOf(from: ObjectName, spec: AssociationSpec): ObjectName | undefined {
  return objectNames.find((to) => typeFault(spec, from, to) === undefined)
}

export function noSuchTarget(object: ObjectName, id: string): HubSpotError {
  return invalidInput('One or more associations are invalid', {
    context: { INVALID_OBJECT_IDS: [`${object}=[${id}]`], objectId: [id], objectType: [objectTypes[object].singular] },
  })
}

function missingValues(
  object: ObjectName,
  missing: readonly string[],
  wronged: readonly string[],
): HubSpotError | undefined {
  const properties = missing.filter((name) => !wronged.includes(name))
  if (properties.length === 0) return undefined
  return invalidInput(
    `Error creating ${objectTypes[object].singular.toUpperCase()}. Some required properties were not set.`,
    { context: { properties } },
  )
}

function unlinkedLead(object: ObjectName, links: readonly NewLink[]): HubSpotError | undefined {
  if (object !== 'leads' || links.length > 0) return undefined
  return invalidInput('A lead must be associated to a contact or a company when it is created.')
}
