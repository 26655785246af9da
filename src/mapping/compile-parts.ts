// The parts of a mapping file → checked rules, over those of the mapping that it extends. Its one rule: every fault is collected.
import type { Fault } from '../errors.ts'
import { leadFields, type LeadField } from '../lead/lead.ts'
import { stages, type Stage } from '../lead/stage.ts'
import { didYouMean, type FieldPath, type YamlFile } from '../yaml-file.ts'
import { compileField } from './compile-field.ts'
import type { Conversion } from './convert.ts'
import { crmPathFault } from './crm-input.ts'
import type { ToCrmFile, ToLeadFile } from './grammar.ts'
import type { CrmMapping, FieldRule, LeadMapping } from './types.ts'

/** What a lead field must hold. */
function leadFieldKind(field: LeadField): Conversion {
  if (field === 'employees') return 'integer'
  return field === 'score' ? 'number' : 'text'
}

type LeadPart = Pick<LeadMapping, 'fields' | 'require' | 'stage' | 'stageDefault'>
type CrmPart = Pick<CrmMapping, 'asText' | 'fields' | 'require'>

/** @param base the mapping that this one extends; what the file does not say itself holds as it stands there */
export function leadPart(
  written: ToLeadFile,
  yaml: YamlFile<unknown>,
  faults: Fault[],
  base: LeadPart | null,
): LeadPart {
  const known = Object.keys(leadFields.shape)
  const fields = new Map<LeadField, FieldRule<LeadField>>((base?.fields ?? []).map((rule) => [rule.target, rule]))
  for (const [target, source] of Object.entries(written.fields ?? {})) {
    const at = ['fields', target]
    if (source === null) {
      drop(fields, target, at, yaml, faults)
      continue
    }
    if (!Object.hasOwn(leadFields.shape, target)) {
      faults.push(yaml.fault(at, `A lead has no field "${target}"${didYouMean(target, known)}.`))
      continue
    }
    const field = target as LeadField
    fields.set(field, compileField(field, source, { yaml, faults, at, kind: leadFieldKind(field) }))
  }
  const stage = base && written.stage === undefined ? base : stagePart(written.stage, yaml, faults)
  return {
    fields: [...fields.values()],
    require: required(written.require, base?.require ?? [], fields, yaml, faults),
    stage: stage.stage,
    stageDefault: stage.stageDefault,
  }
}

/** `null` after a field: the mapping that is extended has it, this one does not. */
function drop(
  fields: Map<string, unknown>,
  target: string,
  at: FieldPath,
  yaml: YamlFile<unknown>,
  faults: Fault[],
): void {
  if (fields.delete(target)) return
  const hint = didYouMean(target, fields.keys())
  faults.push(yaml.fault(at, `Nothing stands here, and no mapping that is extended has "${target}"${hint}.`))
}

function stagePart(
  written: ToLeadFile['stage'],
  yaml: YamlFile<unknown>,
  faults: Fault[],
): Pick<LeadMapping, 'stage' | 'stageDefault'> {
  if (written === undefined) return { stage: null, stageDefault: 'inquiry' }
  const shorthand = typeof written === 'string' || Array.isArray(written)
  const source = shorthand ? { from: written } : written
  const check = (word: string | undefined, at: (string | number)[]): void => {
    if (word === undefined || (stages as readonly string[]).includes(word)) return
    faults.push(
      yaml.fault(['stage', ...at], `No stage "${word}"${didYouMean(word, stages)}. Stages: ${stages.join(', ')}.`),
    )
  }
  check(source.default, ['default'])
  check(source.value, ['value'])
  for (const [key, stage] of Object.entries(source.lookup ?? {})) check(stage, ['lookup', key])
  // The default also stands for what the lookup does not know; applying it is left to apply.ts.
  const { default: fallback, ...rest } = source
  const at = ['stage']
  return {
    stage: compileField('stage', shorthand ? written : rest, { yaml, faults, at, kind: 'text' }),
    stageDefault: (fallback ?? 'inquiry') as Stage,
  }
}

export function crmPart(written: ToCrmFile, yaml: YamlFile<unknown>, faults: Fault[], base: CrmPart | null): CrmPart {
  const fields = new Map<string, FieldRule>((base?.fields ?? []).map((rule) => [rule.target, rule]))
  for (const [target, source] of Object.entries(written.fields ?? {})) {
    const at = ['fields', target]
    if (source === null) {
      drop(fields, target, at, yaml, faults)
      continue
    }
    if (!/^[A-Za-z]\w{0,254}$/u.test(target)) {
      faults.push(
        yaml.fault(at, `"${target}" is no name of a CRM field: write its API name, such as LastName or my_field__c.`),
      )
      continue
    }
    fields.set(target, compileField(target, source, { yaml, faults, at, kind: null, checkPath: crmPathFault }))
  }
  return {
    asText: written.as === 'text' || (base?.asText ?? false),
    fields: [...fields.values()],
    require: required(written.require, base?.require ?? [], fields, yaml, faults),
  }
}

function required<Target extends string>(
  names: readonly string[],
  before: readonly Target[],
  fields: ReadonlyMap<Target, FieldRule<Target>>,
  yaml: YamlFile<unknown>,
  faults: Fault[],
): Target[] {
  const targets = [...fields.keys()]
  names.forEach((name, index) => {
    if ((targets as string[]).includes(name)) return
    faults.push(
      yaml.fault(['require', index], `"${name}" is required, but not among the fields${didYouMean(name, targets)}.`),
    )
  })
  return targets.filter((target) => names.includes(target) || before.includes(target))
}
