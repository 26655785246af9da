// One field of a payload, by its rule. Its one rule: messages say kind and length of what came, never the value.
import { MappingError } from '../errors.ts'
import { convert, describe } from './convert.ts'
import { readPath } from './path.ts'
import type { FieldRule, Scalar } from './types.ts'

export type FieldValue = Scalar | string[]

export interface FieldResult {
  from: string | null
  raw: unknown
  value: FieldValue | undefined
  did: string[]
}

/** @throws MappingError when what came cannot become what the rule says */
export function evaluateField(rule: FieldRule, payload: unknown): FieldResult {
  if (rule.value !== undefined) return { from: null, raw: null, value: rule.value, did: ['fixed value'] }
  const { source, raw } = firstPresent(rule, payload)
  const did: string[] = []
  let value = transformed(rule, raw, source, did)
  if (rule.lookup && value !== undefined) value = lookedUp(rule, rule.lookup, value, did)
  if (value === undefined || isBlank(value)) {
    const hasDefault = rule.fallback !== undefined
    return { from: hasDefault ? null : source, raw, value: rule.fallback, did: hasDefault ? [...did, 'default'] : did }
  }
  if (rule.as === null) return { from: source, raw, value: plain(rule, value, source), did }
  const converted = convert(value, rule.as)
  if ('expected' in converted) throw wrongType(rule, converted.expected, value, source)
  if (converted.value !== value) did.push(`as ${rule.as}`)
  return { from: source, raw, value: converted.value, did }
}

/** @throws MappingError always; `what` is a sentence without personal data */
export function fieldMissing(rule: FieldRule, what: string): MappingError {
  const paths = rule.sources.map(({ text }) => text).join(', ')
  const hint =
    paths === '' ? '' : ` It is read from ${paths}: check what the sender sends, add another path, or a default.`
  return new MappingError({ ...rule.place, field: rule.target, message: `${what}${hint}` }, 'mapping.field-missing')
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

function transformed(rule: FieldRule, raw: unknown, source: string | null, did: string[]): unknown {
  if (raw === undefined || rule.with.length === 0) return raw
  const texts = convert(raw, 'list')
  if ('expected' in texts) throw wrongType(rule, 'text, or a list of texts', raw, source)
  let value: string | string[] | undefined = Array.isArray(raw)
    ? (texts.value as string[])
    : (texts.value as string[])[0]
  for (const { name, transform, argument } of rule.with) {
    const before: string | string[] | undefined = value
    value = value === undefined ? undefined : transform.run(value, argument)
    if (value !== before) did.push(name)
  }
  return value
}

function lookedUp(rule: FieldRule, lookup: ReadonlyMap<string, Scalar>, value: unknown, did: string[]): unknown {
  const one = (item: unknown): unknown => {
    const text = convert(item, 'text')
    const known = 'value' in text ? lookup.get(String(text.value).trim().toLowerCase()) : undefined
    if (known !== undefined) {
      did.push('looked up')
      return known
    }
    return rule.fallback === undefined ? item : undefined
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
