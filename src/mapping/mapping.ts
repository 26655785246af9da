// Mapping files → checked mappings. Its one rule: a mapping that parses has shown by its own examples that it works.
import { createHash } from 'node:crypto'
import { ConfigError, type Fault } from '../errors.ts'
import { didYouMean, readYaml, type TextFile, type YamlFile } from '../yaml-file.ts'
import { crmPart, leadPart } from './compile-parts.ts'
import { crmExampleFaults, leadExampleFaults } from './examples.ts'
import { mappingSchema, type ToCrmFile, type ToLeadFile } from './grammar.ts'
import type { Mapping } from './types.ts'

export { chooseMapping, mappingClashes } from './choose.ts'
export { mappingSchema } from './grammar.ts'
export type { CrmMapping, FieldStep, FieldTrace, LeadMapping, Mapping } from './types.ts'

type Written = ToLeadFile | ToCrmFile

/** File name without its ending: `mappings/hubspot.yaml` → `hubspot` */
export function mappingName(path: string): string {
  return path.replace(/^.*[/\\]/u, '').replace(/\.ya?ml$/iu, '')
}

/** What could be read, and the faults of all the rest. */
export function parseMappings(files: readonly TextFile[]): { mappings: Mapping[]; faults: Fault[] } {
  const mappings: Mapping[] = []
  const faults: Fault[] = []
  for (const file of files) {
    try {
      mappings.push(parseMapping(file, files))
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      faults.push(...error.faults)
    }
  }
  return { mappings, faults }
}

/**
 * @param others where the mapping is looked for that this one extends
 * @throws ConfigError naming every fault; examples run only when there is no other
 */
export function parseMapping(file: TextFile, others: readonly TextFile[] = []): Mapping {
  const { mapping, written, yaml, faults } = compile(file, others, [])
  if (faults.length === 0) {
    if (mapping.direction === 'to-lead')
      faults.push(...leadExampleFaults(mapping, (written as ToLeadFile).examples, yaml))
    else faults.push(...crmExampleFaults(mapping, (written as ToCrmFile).examples, yaml))
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return mapping
}

interface Compiled {
  mapping: Mapping
  written: Written
  yaml: YamlFile<Written>
  faults: Fault[]
}

/** @param below names of the mappings that lead here by `extends`. @throws ConfigError when the file is not even readable */
function compile(file: TextFile, others: readonly TextFile[], below: readonly string[]): Compiled {
  const yaml = readYaml(file, mappingSchema) as YamlFile<Written>
  const faults: Fault[] = []
  const written = yaml.value
  const name = mappingName(file.path)
  const base = baseOf(written, yaml, faults, others, [...below, name])
  if (written.fields === undefined && written.extends === undefined) {
    faults.push(
      yaml.fault(['fields'], 'Say which fields there are: add "fields", or "extends" with the name of a mapping.'),
    )
  }
  const version = createHash('sha256')
    .update(`${base?.version ?? ''}\0${file.text}`)
    .digest('hex')
    .slice(0, 12)
  const head = { name, connection: written.connection, path: file.path, version }
  const mapping: Mapping =
    written.to === 'lead'
      ? {
          direction: 'to-lead',
          ...head,
          ...leadPart(written, yaml, faults, base?.direction === 'to-lead' ? base : null),
        }
      : { direction: 'to-crm', ...head, ...crmPart(written, yaml, faults, base?.direction === 'to-crm' ? base : null) }
  return { mapping, written, yaml, faults }
}

function baseOf(
  written: Written,
  yaml: YamlFile<Written>,
  faults: Fault[],
  others: readonly TextFile[],
  below: readonly string[],
): Mapping | null {
  if (written.extends === undefined) return null
  const fault = (message: string): null => {
    faults.push(yaml.fault(['extends'], message))
    return null
  }
  if (below.includes(written.extends)) {
    return fault(`Mappings extend each other in a ring: ${[...below, written.extends].join(' → ')}.`)
  }
  const names = others.map(({ path }) => mappingName(path))
  const file = others[names.indexOf(written.extends)]
  if (!file)
    return fault(`There is no mapping "${written.extends}" beside this one${didYouMean(written.extends, names)}.`)
  let base: Compiled
  try {
    base = compile(file, others, below)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return fault(`${file.path} has faults of its own: mend them first.`)
  }
  // Its own faults are told where it is read by itself.
  if (base.faults.length > 0) return fault(`${file.path} has faults of its own: mend them first.`)
  if (base.written.to === written.to) return base.mapping
  return fault(
    `${file.path} leads to ${base.written.to}, this file to ${written.to}: only a mapping of the same direction can be extended.`,
  )
}
