// Pairs → groups of records that are one person each. Its one rule: the strongest pair goes first, ties by id, so the order of the records changes nothing.

export interface Link {
  a: string
  b: string
  score: number
}

export interface ClusterRules {
  /** Decided by people: joined before all else. */
  mustLink?: readonly (readonly [string, string])[]
  /** Decided by people: never together, whatever else agrees. */
  cannotLink?: readonly (readonly [string, string])[]
  /** Whether two groups contradict each other as wholes. */
  contradict?: (a: readonly string[], b: readonly string[]) => boolean
}

/** Each group sorted by id; the groups by their first id. Every id is in one of them. */
export function cluster(ids: readonly string[], links: readonly Link[], rules: ClusterRules = {}): string[][] {
  const members = new Map<string, string[]>(ids.map((id) => [id, [id]]))
  const apart = new Map<string, Set<string>>()
  for (const [a, b] of rules.cannotLink ?? []) {
    apart.set(a, (apart.get(a) ?? new Set()).add(b))
    apart.set(b, (apart.get(b) ?? new Set()).add(a))
  }
  const forbidden = (a: readonly string[], b: readonly string[]): boolean =>
    apart.size > 0 && a.some((id) => b.some((other) => apart.get(id)?.has(other) === true))
  const join = (a: string, b: string, decided: boolean): void => {
    const left = members.get(a)
    const right = members.get(b)
    if (left === undefined || right === undefined || left === right || forbidden(left, right)) return
    if (!decided && rules.contradict?.(left, right) === true) return
    const both = [...left, ...right].toSorted()
    for (const id of both) members.set(id, both)
  }
  for (const [a, b] of (rules.mustLink ?? []).map(ordered).toSorted(byIds)) join(a, b, true)
  const best = links.map(({ a, b, score }) => ({ ids: ordered([a, b]), score }))
  for (const {
    ids: [a, b],
  } of best.toSorted((one, other) => other.score - one.score || byIds(one.ids, other.ids))) {
    join(a, b, false)
  }
  const groups = new Set(members.values())
  return [...groups].toSorted((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1))
}

function ordered([a, b]: readonly [string, string]): [string, string] {
  return a < b ? [a, b] : [b, a]
}

function byIds(a: readonly [string, string], b: readonly [string, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
  return a[1] < b[1] ? -1 : a[1] === b[1] ? 0 : 1
}
