// A mapping to a CRM, held against what the CRM says about its fields. Its one rule: a fault is what the CRM would refuse; the rest is a warning.
import type { Fault } from '../errors.ts'
import type { CrmField } from '../lead/crm-field.ts'
import { didYouMean } from '../yaml-file.ts'
import { contentOf, fixedValues, isClosed, longest, type Content } from './rule-content.ts'
import type { CrmMapping, FieldRule, Scalar } from './types.ts'

export interface CrmFindings {
  /** Writes would be refused. */
  faults: Fault[]
  /** Some writes may be refused. */
  warnings: Fault[]
}

/** Values that are listed in a message. */
const FEW = 12

export function checkAgainstCrm(mapping: CrmMapping, fields: readonly CrmField[]): CrmFindings {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const findings: CrmFindings = { faults: [], warnings: [] }
  for (const rule of mapping.fields) {
    const field = byName.get(rule.target)
    if (field) checkField(mapping, rule, field, findings)
    else findings.faults.push(fault(rule, unknownField(rule.target, fields)))
  }
  for (const field of fields) {
    if (!field.required || mapping.fields.some(({ target }) => target === field.name)) continue
    const message = `The CRM makes no record without ${named(field)}: add it, with a default for leads that have nothing for it.`
    findings.faults.push({ file: mapping.path, field: 'fields', message })
  }
  return findings
}

function unknownField(target: string, fields: readonly CrmField[]): string {
  const folded = fields.find(({ name }) => name.toLowerCase() === target.toLowerCase())
  const byLabel = fields.find(({ label }) => label.toLowerCase() === target.toLowerCase())
  const meant = folded ?? byLabel
  const hint = meant
    ? ` (did you mean "${meant.name}"?)`
    : didYouMean(
        target,
        fields.map(({ name }) => name),
      )
  return `The CRM has no field "${target}"${hint}, or hides it from the user we act as: create it there, give access to it, or take the line away.`
}

function checkField(mapping: CrmMapping, rule: FieldRule, field: CrmField, { faults, warnings }: CrmFindings): void {
  if (field.kind === 'other') {
    faults.push(fault(rule, `${named(field)} is of a kind that cannot be written: take the line away.`))
    return
  }
  if (!field.createable || !field.updateable) {
    faults.push(fault(rule, readOnly(field)))
    return
  }
  const type = typeFault(rule, field, mapping.asText)
  if (type !== undefined) faults.push(fault(rule, type))
  faults.push(...lengthFaults(rule, field), ...choiceFaults(rule, field))
  if (field.restricted && !isClosed(rule)) {
    const message = `${named(field)} takes only ${few(field.choices)}, and what comes may be another: add a lookup with a default.`
    warnings.push(fault(rule, message))
  }
}

function readOnly(field: CrmField): string {
  const rights = 'take the line away, or give the user we act as the right to edit it'
  if (!field.createable && !field.updateable) return `${named(field)} is read-only for us: ${rights}.`
  const when = field.createable
    ? 'when a record is made, not when one is changed'
    : 'when a record is changed, not when one is made'
  return `${named(field)} can be set only ${when}: ${rights}.`
}

const wants: Readonly<Partial<Record<CrmField['kind'], { takes: readonly Content[]; says: string; mend: string }>>> = {
  text: { takes: ['text', 'day', 'instant', 'list'], says: 'a text', mend: 'add as: text' },
  choice: { takes: ['text', 'boolean'], says: 'one of its choices', mend: 'add as: text, or with: first-of' },
  choices: { takes: ['text', 'list'], says: 'some of its choices', mend: 'add as: text' },
  integer: { takes: ['number'], says: 'a whole number', mend: 'add as: integer, or with: number' },
  number: { takes: ['number'], says: 'a number', mend: 'add as: number, or with: number' },
  boolean: { takes: ['boolean'], says: 'true or false', mend: 'add as: boolean, or with: boolean' },
  day: { takes: ['day'], says: 'a day', mend: 'add with: day, and its time zone' },
  instant: { takes: ['instant'], says: 'a time', mend: 'add with: date, and its time zone' },
}

function typeFault(rule: FieldRule, field: CrmField, asText: boolean): string | undefined {
  const content = contentOf(rule)
  const want = wants[field.kind]
  if (!want || content === undefined || want.takes.includes(content)) return undefined
  // Where all is written as text, a number in a text field is one.
  if (asText && (field.kind === 'text' || field.kind === 'choice' || field.kind === 'choices')) return undefined
  return `${named(field)} holds ${want.says}, but what comes is ${says[content]}: ${want.mend}.`
}

const says: Readonly<Record<Content, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  day: 'a day',
  instant: 'a time',
  list: 'a list',
}

function lengthFaults(rule: FieldRule, field: CrmField): Fault[] {
  const most = field.maxLength
  if (most === null) return []
  const takes = `${named(field)} takes ${most} characters`
  const long = fixedValues(rule).filter((value) => String(value).length > most)
  const faults = long.map((value) => fault(rule, `${takes}, but ${JSON.stringify(value)} has ${String(value).length}.`))
  const may = longest(rule)
  if (may && may.length > most) {
    faults.push(fault(rule, `${takes}, but ${may.source} may have ${may.length}: add with: truncate(${most}).`))
  }
  return faults
}

function choiceFaults(rule: FieldRule, field: CrmField): Fault[] {
  if (!field.restricted) return []
  const parts = (value: Scalar): string[] => (field.kind === 'choices' ? String(value).split(';') : [String(value)])
  const missing = fixedValues(rule)
    .flatMap(parts)
    .filter((value) => !field.choices.includes(value))
  return [...new Set(missing)].map((value) => {
    const hint = didYouMean(value, field.choices)
    return fault(rule, `${named(field)} has no choice "${value}"${hint}: it takes ${few(field.choices)}.`)
  })
}

function fault(rule: FieldRule, message: string): Fault {
  return { ...rule.place, field: `fields.${rule.target}`, message }
}

function named({ name, label }: CrmField): string {
  return label === '' || label.toLowerCase() === name.toLowerCase() ? name : `${name} ("${label}")`
}

function few(choices: readonly string[]): string {
  const shown = choices.slice(0, FEW).join(', ')
  return choices.length > FEW ? `${shown} and ${choices.length - FEW} more` : shown
}
