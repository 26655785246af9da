// What people did with a lead in the CRM, as the watch saw it.

export const touchKinds = [
  'opened',
  'accepted',
  'contacted',
  'stage-moved',
  'owner-changed',
  'rejected',
  'converted',
  'gone',
] as const
export type TouchKind = (typeof touchKinds)[number]

/** One human action seen in the CRM. Our own integration's writes never become touches. */
export interface Touch {
  /** Same action seen again → same key. Unique per connection. */
  key: string
  kind: TouchKind
  /** The person's record in the CRM. */
  personId: string
  /** When it happened, by the CRM's clock. */
  at: Date
  /** CRM user who did it, where the CRM says so. */
  by: string | null
  /** Owner of the record after it, where known. */
  ownerId: string | null
  /** Status, stage or id of the task, for people to read. No personal data. */
  detail: string | null
}
