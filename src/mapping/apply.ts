// A payload → a clean draft of a lead. Pure. Its one rule: nothing but MappingError is thrown, whatever the payload is.
import { cleanFields, type CleanFields } from '../cleanse/clean.ts'
import { MappingError } from '../errors.ts'
import { leadFields, type LeadDraft, type LeadField, type LeadFields } from '../lead/lead.ts'
import { stages, type Stage } from '../lead/stage.ts'
import { evaluateField, fieldMissing, isBlank, type FieldResult, type FieldValue } from './field.ts'
import type { FieldRule, FieldStep, LeadMapping } from './types.ts'

export { mapToCrm } from './to-crm.ts'
export type { FieldStep } from './types.ts'

/**
 * @param occurredAt when it happened at the source
 * @throws MappingError when a required field is missing, or a value cannot become what its field holds
 */
export function applyMapping(
  mapping: LeadMapping,
  payload: unknown,
  occurredAt: Date,
): { draft: LeadDraft; steps: FieldStep[] } {
  const raw = Object.create(null) as Partial<Record<LeadField, string | number>>
  const results = new Map<LeadField, FieldResult>()
  for (const rule of mapping.fields) {
    const result = evaluateField(rule, payload)
    const value = fitted(rule, result.value)
    results.set(rule.target, { ...result, value })
    if (value !== undefined) raw[rule.target] = value
  }
  const clean = cleanFields(raw as LeadFields)
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

function stageOf({ stage: rule, stageDefault }: LeadMapping, payload: unknown): { stage: Stage; step: FieldStep } {
  const result = rule ? evaluateField(rule, payload) : { from: null, raw: null, value: undefined, did: [] }
  const word = typeof result.value === 'string' ? result.value.trim().toLowerCase() : undefined
  const known = stages.find((stage) => stage.toLowerCase() === word)
  const stage = known ?? stageDefault
  const did = known ? result.did : [...result.did, 'default']
  return { stage, step: { field: 'stage', from: result.from, raw: result.raw, value: stage, did } }
}

function fieldSteps(results: ReadonlyMap<LeadField, FieldResult>, clean: CleanFields): FieldStep[] {
  const cleansed = (field: LeadField): string[] =>
    clean.changes.filter((change) => change.field === field).map(({ why }) => why)
  const steps: FieldStep[] = [...results].map(([field, { from, raw, did }]) => ({
    field,
    from,
    raw: raw ?? null,
    value: clean.fields[field] ?? null,
    did: [...did, ...cleansed(field)],
  }))
  if (!results.has('domain') && clean.fields.domain !== undefined) {
    steps.push({ field: 'domain', from: null, raw: null, value: clean.fields.domain, did: cleansed('domain') })
  }
  return steps
}
