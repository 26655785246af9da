// Companies and owners as the CRM knows them, mirrored so that matching and routing cost no call per lead.

export const relationships = ['customer', 'prospect', 'partner', 'competitor', 'former', 'target', 'unknown'] as const
export type Relationship = (typeof relationships)[number]

/** What else is known of a company: for matching, and to choose among accounts that could all be meant. */
export interface AccountDetails {
  /** ISO 3166-1 alpha-2. */
  country?: string
  /** As in ISO 3166-2, without the country. */
  state?: string
  city?: string
  postalCode?: string
  /** E.164 */
  phone?: string
  /** Registrable domains beside the first. */
  domains?: readonly string[]
  /** Other names: brands, former names, as people say it. */
  aliases?: readonly string[]
  /** `duns`, `lei`, `vat` … → number */
  externalIds?: Readonly<Record<string, string>>
  contacts?: number
  /** Sum of the open opportunities, in the CRM's currency; or their number where it gives no sum. */
  openPipeline?: number
  ownerActive?: boolean
  /** Who looks after a customer, where the CRM has a field for it: a user's id or e-mail address. */
  successManagerId?: string
  /** ISO instants. */
  lastActivityAt?: string
  createdAt?: string
}

/** Only what is known; null: nothing is. */
export function knownDetails(given: {
  readonly [K in keyof AccountDetails]?: AccountDetails[K] | undefined
}): AccountDetails | null {
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  return known.length === 0 ? null : Object.fromEntries(known)
}

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
  /** The account above it in the group, as `crmId`; null or absent: none. */
  parentId?: string | null
  details?: AccountDetails | null
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
