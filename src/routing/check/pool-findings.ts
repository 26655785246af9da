// What is odd about pools and the people in them. Its one rule: it looks at the files alone, unless it is told who there is.
import type { RoutingBook } from '../book.ts'
import { findingAt, type Finding } from './finding.ts'

/** Where something stands in pools.yaml: `rulebook/pools.yaml:12` */
export type PlaceOf = (path: readonly (string | number)[]) => string

export function poolFindings(book: RoutingBook, placeOf: PlaceOf): Finding[] {
  const named = new Set(
    [book.otherwise, ...book.rules.map(({ action }) => action), ...book.pools.values()].flatMap(textsIn),
  )
  return [...book.pools.values()].flatMap(({ name, members }) => [
    ...(named.has(name) || named.has(`pool ${name}`)
      ? []
      : [
          findingAt(
            placeOf(['pools', name]),
            'warning',
            'pool.unused',
            `No rule names the pool "${name}": nobody gets a lead from it.`,
          ),
        ]),
    ...members.flatMap(({ email, weight }, at) =>
      weight === 0
        ? [
            findingAt(
              placeOf(['pools', name, 'members', at]),
              'note',
              'pool.weight-zero',
              `${email} has weight 0 in "${name}" and gets nothing.`,
            ),
          ]
        : [],
    ),
    ...(members.filter(({ weight }) => weight > 0).length === 1
      ? [
          findingAt(
            placeOf(['pools', name]),
            'note',
            'pool.single',
            `Only one member of "${name}" can get leads: when that one is away, nobody does.`,
          ),
        ]
      : []),
  ])
}

/** Every text in an action or a pool but the pool's own name. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object' || value instanceof Date) return []
  if (value instanceof Map) return [...value.values()].flatMap(textsIn)
  return Object.entries(value).flatMap(([key, part]) => (key === 'name' ? [] : textsIn(part)))
}

export interface KnownOwner {
  email: string | null
  active: boolean
}

/** @param crms of each the owners that it has */
export function ownerFindings(
  book: RoutingBook,
  crms: ReadonlyMap<string, readonly KnownOwner[]>,
  placeOf: PlaceOf,
): Finding[] {
  const places = new Map<string, string>()
  for (const { name, members } of book.pools.values()) {
    for (const [at, { email }] of members.entries()) {
      if (!places.has(email)) places.set(email, placeOf(['pools', name, 'members', at]))
    }
  }
  for (const { action, place } of book.rules) {
    for (const text of textsIn(action)) {
      const email = text.toLowerCase()
      if (email.includes('@') && !places.has(email)) places.set(email, place)
    }
  }
  return [...places].flatMap(([email, place]) =>
    [...crms].flatMap(([crm, owners]) => {
      const found = owners.filter((owner) => owner.email?.toLowerCase() === email)
      if (found.some(({ active }) => active)) return []
      return found.length > 0
        ? [findingAt(place, 'warning', 'owner.inactive', `${email} is not active in ${crm}, and gets no lead there.`)]
        : [findingAt(place, 'warning', 'owner.unknown', `${email} is no user of ${crm}, and gets no lead there.`)]
    }),
  )
}
