// How good a matching was where the truth is known. Its one rule: pairs are counted after clustering, unless somebody says otherwise.

export interface Score {
  /** Of what was given, the share that is right; 1 when nothing was given. */
  precision: number
  /** Of what was to be found, the share that was. */
  recall: number
  f1: number
  right: number
  given: number
  meant: number
}

export function scoreOf(right: number, given: number, meant: number): Score {
  const precision = given === 0 ? 1 : right / given
  const recall = meant === 0 ? 1 : right / meant
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1, right, given, meant }
}

/** @param truth record → who it truly is; records that are not in it are left out */
export function scorePairs(clusters: readonly (readonly string[])[], truth: ReadonlyMap<string, string>): Score {
  const pairs = (count: number): number => (count * (count - 1)) / 2
  const people = new Map<string, number>()
  let given = 0
  let right = 0
  for (const cluster of clusters) {
    const within = new Map<string, number>()
    for (const id of cluster) {
      const person = truth.get(id)
      if (person === undefined) continue
      within.set(person, (within.get(person) ?? 0) + 1)
      people.set(person, (people.get(person) ?? 0) + 1)
    }
    given += pairs([...within.values()].reduce((sum, count) => sum + count, 0))
    for (const count of within.values()) right += pairs(count)
  }
  return scoreOf(
    right,
    given,
    [...people.values()].reduce((sum, count) => sum + pairs(count), 0),
  )
}
