// How good clusters are, by the pairs in them. Its one rule: every pair counts once, whoever found it.
import type { LabelledSet } from './sets.ts'

export interface Quality {
  precision: number
  recall: number
  f1: number
}

export function qualityOf(clusters: readonly (readonly string[])[], { truth }: LabelledSet): Quality {
  const pairs = (count: number): number => (count * (count - 1)) / 2
  const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + pairs(count), 0)
  const real = sum(counted(truth.values()).values())
  let right = 0
  let said = 0
  for (const group of clusters) {
    said += pairs(group.length)
    right += sum(counted(group.map((id) => truth.get(id) as string)).values())
  }
  const precision = said === 0 ? 1 : right / said
  const recall = real === 0 ? 1 : right / real
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** @returns of the pairs in the auto band the share that is right, and how many pairs of the review band there are for each right one */
export function bandsOf(
  pairs: readonly { a: string; b: string; band: 'auto' | 'review' }[],
  { truth }: LabelledSet,
): [autoPrecision: number, asked: number] {
  const share = (band: 'auto' | 'review'): number => {
    const all = pairs.filter((pair) => pair.band === band)
    return all.length === 0 ? 1 : all.filter(({ a, b }) => truth.get(a) === truth.get(b)).length / all.length
  }
  return [share('auto'), 1 / share('review')]
}

function counted(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
