// The key `survivorship` of rulebook/matching.yaml: per field of a lead one strategy. Its one rule: what is not written here is a fault, and
// fields that are not named keep their default.
import { z } from 'zod'
import type { Fault } from '../errors.ts'
import { leadFields, type LeadField } from '../lead/lead.ts'
import { didYouMean, type FieldPath } from '../yaml-file.ts'
import {
  defaultStrategies,
  fieldNames,
  strategiesFor,
  type FieldStrategy,
  type Strategies,
  type Strategy,
} from './strategy.ts'

interface Written {
  strategy: Strategy
  sources?: string[] | undefined
}

const sources = z
  .array(z.string().min(1))
  .min(1, { error: 'Name at least one connection' })
  .describe('Connections, the most trusted first; those that are not named come after them')

/** What may be written for a field: the strategy alone, or with its sources. */
function fieldSchema(field: LeadField) {
  const names = strategiesFor(field)
  const alone = names.filter((name) => name !== 'most_trusted_source')
  const strategy = z.enum(names, { error: ({ input }) => noSuch(field, names, input) })
  return z
    .union([z.enum(alone), z.strictObject({ strategy, sources: sources.optional() })], {
      error: ({ input }) =>
        input === 'most_trusted_source'
          ? `most_trusted_source needs its sources: ${field}: { strategy: most_trusted_source, sources: [salesforce] }`
          : noSuch(field, names, input),
    })
    .optional()
    .describe(leadFields.shape[field].description ?? `Strategy for ${field}`)
}

function noSuch(field: LeadField, names: readonly Strategy[], input: unknown): string {
  if (field === 'consent')
    return 'consent is always most_restrictive: who said no is not written to, whatever else was said'
  const written = typeof input === 'string' ? `"${input}" is no strategy for ${field}` : 'Expected a strategy'
  const meant = typeof input === 'string' ? didYouMean(input, names) : ''
  return `${written}${meant}: choose one of ${names.join(', ')}`
}

export const survivorshipSchema = z.strictObject(
  Object.fromEntries(fieldNames.map((field) => [field, fieldSchema(field)])) as Record<
    LeadField,
    ReturnType<typeof fieldSchema>
  >,
)

/** @param fault at a path under `survivorship` */
export function readSurvivorship(
  written: z.infer<typeof survivorshipSchema>,
  fault: (path: FieldPath, message: string) => Fault,
): { strategies: Strategies; faults: Fault[] } {
  const faults: Fault[] = []
  const chosen: Partial<Record<LeadField, FieldStrategy>> = {}
  for (const field of fieldNames) {
    const entry = written[field]
    if (entry === undefined) continue
    const { strategy, sources: named }: Written = typeof entry === 'string' ? { strategy: entry } : entry
    if (strategy === 'most_trusted_source') {
      if (named === undefined) faults.push(fault([field], 'most_trusted_source needs sources: [salesforce, …].'))
      for (const [at, name] of (named ?? []).entries()) {
        if (named?.indexOf(name) !== at) faults.push(fault([field, 'sources', at], `"${name}" is named twice.`))
      }
      chosen[field] = { strategy, sources: named ?? [] }
      continue
    }
    if (named) faults.push(fault([field, 'sources'], `Only most_trusted_source has sources; ${strategy} has none.`))
    chosen[field] = { strategy }
  }
  return { strategies: { ...defaultStrategies, ...chosen }, faults }
}

/** Sources that are no connection. */
export function unknownSources(
  strategies: Strategies,
  connections: ReadonlySet<string>,
  fault: (path: FieldPath, message: string) => Fault,
): Fault[] {
  return fieldNames.flatMap((field) => {
    const rule = strategies[field]
    if (rule.strategy !== 'most_trusted_source') return []
    return rule.sources.flatMap((name, at) =>
      connections.has(name)
        ? []
        : [fault([field, 'sources', at], `No connection "${name}"${didYouMean(name, connections)}.`)],
    )
  })
}
