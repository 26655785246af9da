// One field of a payload, by its rule. Its one rule: messages say kind and length of what came, never the value.
import { employeeCount } from '../cleanse/employees.ts'
import { MappingError } from '../errors.ts'
import { convert, describe } from './convert.ts'
import { readPath } from './path.ts'
import type { FieldRule, Scalar, Source, ValueChange } from './types.ts'

export type FieldValue = Scalar | string[]

export interface FieldResult {
  from: string | null
  raw: unknown
  value: FieldValue | undefined
  /** In the order of the steps; what changed nothing is not among them. */
  changes: ValueChange[]
}

/** @throws MappingError when what came cannot become what the rule says */
export function evaluateField(rule: FieldRule, payload: unknown): FieldResult {
  if (rule.value !== undefined) {
    const changes = [{ did: 'fixed value', before: null, after: rule.value }]
    return { from: null, raw: null, value: rule.value, changes }
  }
  const { source, raw } = rule.template ? filledIn(rule, rule.template, payload) : firstPresent(rule, payload)
  const changes: ValueChange[] = []
  let value = transformed(rule, raw, source, changes)
  if (rule.lookup && value !== undefined) value = lookedUp(rule, rule.lookup, value, changes)
  if (value === undefined || isBlank(value)) {
    if (rule.otherwise) return evaluateField(rule.otherwise, payload)
    if (rule.fallback === undefined) return { from: source, raw, value: undefined, changes }
    changes.push({ did: 'default', before: value ?? null, after: rule.fallback })
    return { from: null, raw, value: rule.fallback, changes }
  }
  if (rule.as === null) return { from: source, raw, value: plain(rule, value, source), changes }
  const converted = convert(value, rule.as)
  const count = 'expected' in converted ? headcount(rule, value) : undefined
  if (count !== undefined) {
    changes.push({ did: 'middle of the range', before: value, after: count })
    return { from: source, raw, value: count, changes }
  }
  if ('expected' in converted) throw wrongType(rule, converted.expected, value, source)
  if (converted.value !== value) changes.push({ did: `as ${rule.as}`, before: value, after: converted.value })
  return { from: source, raw, value: converted.value, changes }
}

/** "11-50", "über 500": how forms and CRMs say how many people a company employs. */
function headcount(rule: FieldRule, value: unknown): number | undefined {
  return rule.target === 'employees' && typeof value === 'string' ? employeeCount(value) : undefined
}

/** @throws MappingError always; `what` is a sentence without personal data */
export function fieldMissing(rule: FieldRule, what: string): MappingError {
  const paths = pathsOf(rule).join(', ')
  const hint =
    paths === '' ? '' : ` It is read from ${paths}: check what the sender sends, add another path, or a default.`
  return new MappingError({ ...rule.place, field: rule.target, message: `${what}${hint}` }, 'mapping.field-missing')
}

function pathsOf(rule: FieldRule): string[] {
  const own = (rule.template ?? rule.sources).flatMap((part) => (typeof part === 'string' ? [] : [part.text]))
  return rule.otherwise ? [...own, ...pathsOf(rule.otherwise)] : own
}

/** Absent, null, blank text and the empty list are all "nothing came": marketing tools send empty fields as "". */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.every(isBlank)
}

function firstPresent(rule: FieldRule, payload: unknown): { source: string | null; raw: unknown } {
  for (const { text, path } of rule.sources) {
    const raw = readPath(payload, path)
    if (!isBlank(raw)) return { source: text, raw }
  }
  return { source: null, raw: undefined }
}

/** The texts of a template with what the paths hold between them; nothing came when no path holds anything. */
function filledIn(
  rule: FieldRule,
  template: readonly (string | Source)[],
  payload: unknown,
): { source: string | null; raw: unknown } {
  const from = template.flatMap((part) => (typeof part === 'string' ? [] : [part.text])).join(', ')
  let some = false
  const parts = template.map((part) => {
    if (typeof part === 'string') return part
    const raw = readPath(payload, part.path)
    if (isBlank(raw)) return ''
    some = true
    const list = convert(raw, 'list')
    if ('expected' in list) throw wrongType(rule, 'text, or a list of texts', raw, part.text)
    return (list.value as string[]).filter((item) => item.trim() !== '').join(', ')
  })
  return some ? { source: from, raw: parts.join('').replace(/\s+/gu, ' ').trim() } : { source: null, raw: undefined }
}

function transformed(rule: FieldRule, raw: unknown, source: string | null, changes: ValueChange[]): unknown {
  if (raw === undefined || rule.with.length === 0) return raw
  let value: FieldValue | undefined = isScalar(raw) ? raw : listOf(rule, raw, source)
  for (const { name, run } of rule.with) {
    if (value === undefined) break
    const before: FieldValue = value
    value = run(before)
    if (!sameValue(before, value)) changes.push({ did: name, before, after: value ?? null })
  }
  return value
}

function listOf(rule: FieldRule, raw: unknown, source: string | null): string[] {
  const list = Array.isArray(raw) ? convert(raw, 'list') : { expected: '' }
  if ('expected' in list) throw wrongType(rule, 'text, or a list of texts', raw, source)
  return list.value as string[]
}

function isScalar(value: unknown): value is Scalar {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  )
}

function sameValue(one: FieldValue, other: FieldValue | undefined): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other
  return one.length === other.length && one.every((item, index) => item === other[index])
}

function lookedUp(
  rule: FieldRule,
  lookup: ReadonlyMap<string, Scalar>,
  value: unknown,
  changes: ValueChange[],
): unknown {
  const one = (item: unknown): unknown => {
    const text = convert(item, 'text')
    const known = 'value' in text ? lookup.get(String(text.value).trim().toLowerCase()) : undefined
    if (known !== undefined) {
      changes.push({ did: 'looked up', before: item, after: known })
      return known
    }
    return rule.fallback === undefined && !rule.otherwise ? item : undefined
  }
  if (!Array.isArray(value)) return one(value)
  return value.map(one).filter((item) => item !== undefined)
}

function plain(rule: FieldRule, value: unknown, source: string | null): FieldValue {
  if (typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const list = convert(value, 'list')
  if ('expected' in list) throw wrongType(rule, 'text, a number or a list of texts', value, source)
  return list.value
}

function wrongType(rule: FieldRule, expected: string, value: unknown, source: string | null): MappingError {
  const message =
    `Expected ${expected} at ${source ?? 'the payload'}, but got ${describe(value)}. ` +
    'Correct the path, or add a transform or a lookup that makes it fit.'
  return new MappingError({ ...rule.place, field: rule.target, message }, 'mapping.wrong-type')
}
