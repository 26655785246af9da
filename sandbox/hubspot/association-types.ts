// Which kinds of objects can be linked, and by which type ids.
// Ids as @hubspot/api-client 14.0.1 names them in AssociationTypes; those of leads from the Leads guide (2026-11).
import { objectTypes, type ObjectName } from './object-types.ts'

export interface AssociationSpec {
  associationCategory: string
  associationTypeId: number
}

interface PairType {
  from: ObjectName
  to: ObjectName
  /** Type id as seen from `from`, and the same link as seen from `to`. */
  ids: readonly [number, number]
  label?: string
}

/** The first of each pair is its default. */
const pairTypes: readonly PairType[] = [
  { from: 'contacts', to: 'companies', ids: [279, 280] },
  { from: 'contacts', to: 'companies', ids: [1, 2], label: 'Primary' },
  { from: 'tasks', to: 'contacts', ids: [204, 203] },
  { from: 'tasks', to: 'companies', ids: [192, 191] },
  { from: 'notes', to: 'contacts', ids: [202, 201] },
  { from: 'notes', to: 'companies', ids: [190, 189] },
  { from: 'calls', to: 'contacts', ids: [194, 193] },
  { from: 'calls', to: 'companies', ids: [182, 181] },
  { from: 'emails', to: 'contacts', ids: [198, 197] },
  { from: 'emails', to: 'companies', ids: [186, 185] },
  { from: 'leads', to: 'contacts', ids: [578, 577], label: 'Primary' },
  { from: 'leads', to: 'contacts', ids: [608, 607] },
  { from: 'leads', to: 'companies', ids: [610, 609] },
]

/** One direction of a link. */
export interface DirectedType {
  from: ObjectName
  to: ObjectName
  typeId: number
  inverseId: number
  label: string | null
}

const directed: readonly DirectedType[] = pairTypes.flatMap(({ from, to, ids, label }) => [
  { from, to, typeId: ids[0], inverseId: ids[1], label: label ?? null },
  { from: to, to: from, typeId: ids[1], inverseId: ids[0], label: label ?? null },
])

const byTypeId = new Map(directed.map((type) => [type.typeId, type]))

export function findType(typeId: number): DirectedType | undefined {
  return byTypeId.get(typeId)
}

export function defaultType(from: ObjectName, to: ObjectName): DirectedType | undefined {
  return directed.find((type) => type.from === from && type.to === to)
}

/** What is wrong with linking `from` to `to` by this type, or undefined when it may be. */
export function typeFault(spec: AssociationSpec, from: ObjectName, to: ObjectName): string | undefined {
  const type = spec.associationCategory === 'HUBSPOT_DEFINED' ? findType(spec.associationTypeId) : undefined
  if (!type) {
    return `association type ${spec.associationCategory} ${spec.associationTypeId} is not known, take one of HubSpot's own`
  }
  if (type.from !== from) return wrong('from', from, type.from)
  if (type.to !== to) return wrong('to', to, type.to)
  return undefined
}

function wrong(side: 'from' | 'to', given: ObjectName, expected: ObjectName): string {
  return (
    `invalid ${side} object type ${objectTypes[given].typeId} for associations to be created. ` +
    `expected: ${objectTypes[expected].typeId}`
  )
}
