// The examples of a mapping file, run as tests. Its one rule: only what an example names is compared, so examples stay short.
import { MappingError, type Fault } from '../errors.ts'
import { leadFields } from '../lead/lead.ts'
import { didYouMean, type FieldPath, type YamlFile } from '../yaml-file.ts'
import { applyMapping } from './apply.ts'
import { crmInputKeys } from './crm-input.ts'
import type { ToCrmFile, ToLeadFile } from './grammar.ts'
import { mapCrmData } from './to-crm.ts'
import type { CrmMapping, LeadMapping, Scalar } from './types.ts'

type Expected = Readonly<Record<string, Scalar | null>>

export function leadExampleFaults(
  mapping: LeadMapping,
  examples: ToLeadFile['examples'],
  yaml: YamlFile<unknown>,
): Fault[] {
  const known = [...Object.keys(leadFields.shape), 'stage']
  return examples.flatMap((example, index) => {
    const at: FieldPath = ['examples', index]
    const typos = unknownKeys(example.lead, known, [...at, 'lead'], yaml)
    if (typos.length > 0) return typos
    return run(example.name, at, yaml, () => {
      const { draft } = applyMapping(mapping, example.event, new Date(0))
      return compare(example.name, example.lead, { ...draft.fields, stage: draft.stage }, [...at, 'lead'], yaml)
    })
  })
}

export function crmExampleFaults(
  mapping: CrmMapping,
  examples: ToCrmFile['examples'],
  yaml: YamlFile<unknown>,
): Fault[] {
  return examples.flatMap((example, index) => {
    const at: FieldPath = ['examples', index]
    const typos = [
      ...(['lead', 'decision', 'account'] as const).flatMap((part) =>
        unknownKeys(example[part], crmInputKeys[part], [...at, part], yaml),
      ),
      ...unknownKeys(
        example.crm,
        mapping.fields.map(({ target }) => target),
        [...at, 'crm'],
        yaml,
      ),
    ]
    if (typos.length > 0) return typos
    return run(example.name, at, yaml, () =>
      compare(example.name, example.crm, mapCrmData(mapping, example), [...at, 'crm'], yaml),
    )
  })
}

function run(name: string, at: FieldPath, yaml: YamlFile<unknown>, work: () => Fault[]): Fault[] {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    return [yaml.fault(at, `Example "${name}" cannot be mapped: ${error.message}`)]
  }
}

function compare(
  name: string,
  expected: Expected,
  got: Readonly<Record<string, unknown>>,
  at: FieldPath,
  yaml: YamlFile<unknown>,
): Fault[] {
  return Object.entries(expected).flatMap(([field, value]) => {
    const actual = Object.hasOwn(got, field) ? got[field] : null
    if (actual === value) return []
    const message = `Example "${name}": expected ${JSON.stringify(value)}, but got ${JSON.stringify(actual)}.`
    return [yaml.fault([...at, field], message)]
  })
}

function unknownKeys(given: object, known: readonly string[], at: FieldPath, yaml: YamlFile<unknown>): Fault[] {
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => yaml.fault([...at, key], `No field "${key}"${didYouMean(key, known)}.`))
}
