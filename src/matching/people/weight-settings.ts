// Other weights than the shipped ones: the `people.weights` part of rulebook/matching.yaml. Its one rule: what is not said keeps the shipped weight, and
// only bits may be said: how far a rare value raises them stays as it is.
import { z } from 'zod'
import { weights as shipped, type Weight, type Weights } from './levels.ts'

export type WeightChanges = { readonly [F in keyof Weights]?: { readonly [L in keyof Weights[F]]?: number } }

/** More would let one field decide alone. */
const MOST_BITS = 20

const bits = z.number().min(-MOST_BITS).max(MOST_BITS).optional()

export const weightSettingsSchema = z
  .strictObject(
    Object.fromEntries(
      Object.entries(shipped).map(([field, levels]) => [
        field,
        z.strictObject(Object.fromEntries(Object.keys(levels).map((level) => [level, bits]))).optional(),
      ]),
    ),
  )
  .describe(
    'Bits for each way that two fields agree or differ, as `pointsman learn` writes them; for values that differ in how rare they are, what is added to their surprise',
  )

export function weightsWith(changes: WeightChanges): Weights {
  const changed = changes as Readonly<Record<string, Readonly<Record<string, number | undefined>> | undefined>>
  return mapWeights((field, level, weight) => ({ ...weight, bits: changed[field]?.[level] ?? weight.bits }))
}

/** Of all fields and levels, in their order. */
export function mapWeights(change: (field: string, level: string, weight: Weight) => Weight): Weights {
  const fields = Object.entries(shipped).map(([field, levels]) => [
    field,
    Object.fromEntries(
      Object.entries(levels as Readonly<Record<string, Weight>>).map(([level, weight]) => [
        level,
        change(field, level, weight),
      ]),
    ),
  ])
  return Object.fromEntries(fields) as Weights
}
