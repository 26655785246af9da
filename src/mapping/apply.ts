// A payload → a clean draft of a lead. Pure. Its one rule: nothing but MappingError is thrown, whatever the payload is.
import { cleanFields, type CleanFields } from '../cleanse/clean.ts'
import { MappingError } from '../errors.ts'
import { leadFields, type LeadDraft, type LeadField, type LeadFields } from '../lead/lead.ts'
import { stages, type Stage } from '../lead/stage.ts'
import { evaluateField, fieldMissing, isBlank, type FieldResult, type FieldValue } from './field.ts'
import type { FieldRule, FieldTrace, LeadMapping, ValueChange } from './types.ts'

export { mapToCrm, traceCrmData } from './to-crm.ts'
export type { FieldStep, FieldTrace, ValueChange } from './types.ts'

/**
 * @param occurredAt when it happened at the source
 * @throws MappingError when a required field is missing, or a value cannot become what its field holds
 */
export function applyMapping(
  mapping: LeadMapping,
  payload: unknown,
  occurredAt: Date,
): { draft: LeadDraft; steps: FieldTrace[] } {
  const raw = Object.create(null) as Partial<Record<LeadField, string | number>>
  const results = new Map<LeadField, FieldResult>()
  for (const rule of mapping.fields) {
    const result = evaluateField(rule, payload)
    const value = fitted(rule, result.value)
    results.set(rule.target, { ...result, value })
    if (value !== undefined) raw[rule.target] = value
  }
  const clean = cleanFields(raw as LeadFields, mapping.junk)
  checkRequired(mapping, results, clean)
  const stage = stageOf(mapping, payload)
  return {
    draft: {
      fields: clean.fields,
      stage: stage.stage,
      changes: clean.changes,
      suspicious: clean.suspicious,
      occurredAt,
    },
    steps: [...fieldSteps(results, clean), stage.step],
  }
}

/** @throws MappingError for a number that the field cannot hold */
function fitted(rule: FieldRule<LeadField>, value: FieldValue | undefined): string | number | undefined {
  if (value === undefined || isBlank(value)) return undefined
  if (rule.target !== 'employees' && rule.target !== 'score') {
    return Array.isArray(value) ? value.filter((item) => !isBlank(item)).join(', ') : String(value)
  }
  const checked = leadFields.shape[rule.target].safeParse(value)
  if (checked.success) return checked.data
  const message = `Expected ${rule.target === 'employees' ? 'a whole number from 0 on' : 'a number'}, but got another one.`
  throw new MappingError({ ...rule.place, field: rule.target, message }, 'mapping.wrong-type')
}

function checkRequired(mapping: LeadMapping, results: ReadonlyMap<LeadField, FieldResult>, clean: CleanFields): void {
  for (const rule of mapping.fields) {
    if (!mapping.require.includes(rule.target) || clean.fields[rule.target] !== undefined) continue
    const came = results.get(rule.target)?.value !== undefined
    const what = came
      ? 'It is required, but what came is no more than a placeholder.'
      : 'It is required, but nothing came.'
    throw fieldMissing(rule, what)
  }
}

function stageOf({ stage: rule, stageDefault }: LeadMapping, payload: unknown): { stage: Stage; step: FieldTrace } {
  const result = rule ? evaluateField(rule, payload) : { from: null, raw: null, value: undefined, changes: [] }
  const word = typeof result.value === 'string' ? result.value.trim().toLowerCase() : undefined
  const known = stages.find((stage) => stage.toLowerCase() === word)
  const stage = known ?? stageDefault
  const changes = known
    ? result.changes
    : [...result.changes, { did: 'default', before: result.value ?? null, after: stage }]
  return { stage, step: traced('stage', result, stage, changes) }
}

function fieldSteps(results: ReadonlyMap<LeadField, FieldResult>, clean: CleanFields): FieldTrace[] {
  const cleansed = (field: LeadField): ValueChange[] =>
    clean.changes
      .filter((change) => change.field === field)
      .map(({ why, from, to }) => ({ did: why, before: from, after: to }))
  const steps: FieldTrace[] = [...results].map(([field, result]) =>
    traced(field, result, clean.fields[field] ?? null, [...result.changes, ...cleansed(field)]),
  )
  // What cleansing filled in by itself.
  for (const field of Object.keys(clean.fields) as LeadField[]) {
    if (results.has(field)) continue
    steps.push(traced(field, { from: null, raw: null }, clean.fields[field], cleansed(field)))
  }
  return steps
}

function traced(
  field: string,
  { from, raw }: Pick<FieldResult, 'from' | 'raw'>,
  value: unknown,
  changes: ValueChange[],
): FieldTrace {
  return { field, from, raw: raw ?? null, value, did: changes.map(({ did }) => did), changes }
}
