// One mapping file → a checked mapping. Its one rule: a mapping that parses has shown by its own examples that it works.
import { ConfigError, type Fault } from '../errors.ts'
import { leadFields, type LeadField } from '../lead/lead.ts'
import { stages, type Stage } from '../lead/stage.ts'
import { didYouMean, readYaml, type TextFile, type YamlFile } from '../yaml-file.ts'
import { compileField } from './compile-field.ts'
import type { Conversion } from './convert.ts'
import { crmPathFault } from './crm-input.ts'
import { crmExampleFaults, leadExampleFaults } from './examples.ts'
import { mappingSchema, type ToCrmFile, type ToLeadFile } from './grammar.ts'
import type { CrmMapping, FieldRule, LeadMapping, Mapping } from './types.ts'

export { chooseMapping, mappingClashes } from './choose.ts'
export { mappingSchema } from './grammar.ts'
export type { CrmMapping, FieldStep, LeadMapping, Mapping } from './types.ts'

/** @throws ConfigError naming every fault; examples run only when there is no other */
export function parseMapping(file: TextFile): Mapping {
  const yaml = readYaml(file, mappingSchema)
  const faults: Fault[] = []
  const name = file.path.replace(/^.*[/\\]/u, '').replace(/\.ya?ml$/iu, '')
  const head = { name, connection: yaml.value.connection, path: file.path }
  const written = yaml.value
  if (written.to === 'lead') {
    const mapping: LeadMapping = { direction: 'to-lead', ...head, ...leadPart(written, yaml, faults) }
    if (faults.length === 0) faults.push(...leadExampleFaults(mapping, written.examples, yaml))
    if (faults.length > 0) throw new ConfigError(faults)
    return mapping
  }
  const mapping: CrmMapping = { direction: 'to-crm', ...head, ...crmPart(written, yaml, faults) }
  if (faults.length === 0) faults.push(...crmExampleFaults(mapping, written.examples, yaml))
  if (faults.length > 0) throw new ConfigError(faults)
  return mapping
}

/** What a lead field must hold. */
function leadFieldKind(field: LeadField): Conversion {
  if (field === 'employees') return 'integer'
  return field === 'score' ? 'number' : 'text'
}

function leadPart(
  written: ToLeadFile,
  yaml: YamlFile<unknown>,
  faults: Fault[],
): Pick<LeadMapping, 'fields' | 'require' | 'stage' | 'stageDefault'> {
  const known = Object.keys(leadFields.shape)
  const fields: FieldRule<LeadField>[] = []
  for (const [target, source] of Object.entries(written.fields)) {
    const at = ['fields', target]
    if (!Object.hasOwn(leadFields.shape, target)) {
      faults.push(yaml.fault(at, `A lead has no field "${target}"${didYouMean(target, known)}.`))
      continue
    }
    const field = target as LeadField
    fields.push(compileField(field, source, { yaml, faults, at, kind: leadFieldKind(field) }))
  }
  return {
    fields,
    require: required(written.require, fields, yaml, faults),
    ...stagePart(written.stage, yaml, faults),
  }
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

function crmPart(
  written: ToCrmFile,
  yaml: YamlFile<unknown>,
  faults: Fault[],
): Pick<CrmMapping, 'asText' | 'fields' | 'require'> {
  const fields: FieldRule[] = []
  for (const [target, source] of Object.entries(written.fields)) {
    const at = ['fields', target]
    if (!/^[A-Za-z]\w{0,254}$/u.test(target)) {
      faults.push(
        yaml.fault(at, `"${target}" is no name of a CRM field: write its API name, such as LastName or my_field__c.`),
      )
      continue
    }
    fields.push(compileField(target, source, { yaml, faults, at, kind: null, checkPath: crmPathFault }))
  }
  return { asText: written.as === 'text', fields, require: required(written.require, fields, yaml, faults) }
}

function required<Target extends string>(
  names: readonly string[],
  fields: readonly FieldRule<Target>[],
  yaml: YamlFile<unknown>,
  faults: Fault[],
): Target[] {
  const targets = fields.map(({ target }) => target)
  names.forEach((name, index) => {
    if ((targets as string[]).includes(name)) return
    faults.push(
      yaml.fault(['require', index], `"${name}" is required, but not among the fields${didYouMean(name, targets)}.`),
    )
  })
  return targets.filter((target) => names.includes(target))
}
