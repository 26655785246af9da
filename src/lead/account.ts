// Companies and owners as the CRM knows them, mirrored so that matching and routing cost no call per lead.

export const relationships = ['customer', 'prospect', 'partner', 'competitor', 'unknown'] as const
export type Relationship = (typeof relationships)[number]

export interface Account {
  /** Ours: `<connection>:<crmId>`. */
  id: string
  connection: string
  crmId: string
  name: string
  /** Registrable domain, lower case, or null. */
  domain: string | null
  ownerId: string | null
  relationship: Relationship
  tier: string | null
  updatedAt: Date
}

export interface Owner {
  /** Ours: `<connection>:<crmId>`. */
  id: string
  connection: string
  /** What is written into the CRM's owner field. */
  crmId: string
  kind: 'user' | 'queue'
  name: string
  /** Lower case, or null for a queue without one. */
  email: string | null
  active: boolean
  updatedAt: Date
}
