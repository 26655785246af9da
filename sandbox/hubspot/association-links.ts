// Who is linked to whom. Its one rule: a link is kept from both of its ends, so either can ask.
import { defaultType, findType } from './association-types.ts'
import type { ObjectName } from './object-types.ts'

export interface Link {
  from: ObjectName
  fromId: string
  to: ObjectName
  toId: string
  typeId: number
}

export class AssociationLinks {
  /** `contacts:51>tasks` → other id → type ids as seen from the first. */
  #links = new Map<string, Map<string, Set<number>>>()

  /** A labelled link also counts as an unlabelled one, as HubSpot shows it. @returns true when it was not there before */
  add(link: Link): boolean {
    const isNew = this.#addOne(link)
    const plain = defaultType(link.from, link.to)?.typeId
    if (plain !== undefined && plain !== link.typeId) this.#addOne({ ...link, typeId: plain })
    return isNew
  }

  /** All types between the two. */
  remove(from: ObjectName, fromId: string, to: ObjectName, toId: string): void {
    this.#links.get(keyOf(from, fromId, to))?.delete(toId)
    this.#links.get(keyOf(to, toId, from))?.delete(fromId)
  }

  /** Other id → type ids, oldest link first. */
  of(from: ObjectName, fromId: string, to: ObjectName): ReadonlyMap<string, ReadonlySet<number>> {
    return this.#links.get(keyOf(from, fromId, to)) ?? new Map()
  }

  /** Each link once per direction. */
  list(): Link[] {
    return [...this.#links].flatMap(([key, others]) => {
      const [, from, fromId, to] = /^(.*):(.*)>(.*)$/.exec(key) ?? []
      return [...others].flatMap(([toId, typeIds]) =>
        [...typeIds].map((typeId) => ({
          from: from as ObjectName,
          fromId: fromId ?? '',
          to: to as ObjectName,
          toId,
          typeId,
        })),
      )
    })
  }

  #addOne({ from, fromId, to, toId, typeId }: Link): boolean {
    const isNew = this.#set(from, fromId, to, toId, typeId)
    const inverse = findType(typeId)?.inverseId
    if (inverse !== undefined) this.#set(to, toId, from, fromId, inverse)
    return isNew
  }

  #set(from: ObjectName, fromId: string, to: ObjectName, toId: string, typeId: number): boolean {
    const key = keyOf(from, fromId, to)
    const others = this.#links.get(key) ?? new Map<string, Set<number>>()
    this.#links.set(key, others)
    const types = others.get(toId) ?? new Set<number>()
    others.set(toId, types)
    const isNew = !types.has(typeId)
    types.add(typeId)
    return isNew
  }
}

function keyOf(from: ObjectName, fromId: string, to: ObjectName): string {
  return `${from}:${fromId}>${to}`
}
