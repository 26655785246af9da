// Rows of what comes in, of the word that goes back to its sender, and of what is left when it is gone.
import type { DeliveryState, EventKind, EventState } from '../lead/event.ts'

/** Columns of every table whose rows are work: claimed with a lease, fenced by `claimId`. */
export interface Work {
  /** Not before this time. */
  nextAt: Date
  claimId: string | null
  /** Free again when this time has passed. */
  leaseUntil: Date | null
  /** Claims so far, counted at the start: a row that kills the process is seen. */
  starts: number
}

export interface DeliveryRow extends Work {
  id: string
  connection: string
  deliveryKey: string
  state: DeliveryState
  receivedAt: Date
  method: string
  url: string
  headers: Record<string, string>
  body: Buffer
  /** Why it is unreadable or quarantined. */
  fault: string | null
  /** Quarantined only: all headers and the full address, encrypted, so that it can be verified again. */
  sealed: Buffer | null
}

export interface EventRow extends Work {
  id: string
  deliveryId: string | null
  connection: string
  eventKey: string
  kind: EventKind
  state: EventState
  occurredAt: Date
  receivedAt: Date
  payload: unknown
  hydrateId: string | null
  /** The full record of a thin event, once read. */
  hydrated: unknown
  /** The sender waits for word under this id: told once when the event has ended. */
  replyTo: string | null
  leadId: string | null
  /** Why it is held or ignored: a sentence with file, line and field where there is one. */
  reason: string | null
}

export const replyStates = ['waiting', 'done', 'dead'] as const
export type ReplyState = (typeof replyStates)[number]

/** Word to a sender that waits for what became of its event: the outbox of `Source.reply`. */
export interface ReplyRow extends Work {
  id: string
  connection: string
  /** Unique. */
  eventId: string
  replyTo: string
  state: ReplyState
  /** Tries that counted. */
  attempts: number
  code: string | null
  message: string | null
  createdAt: Date
  doneAt: Date | null
}

/** Something a person must look at. One row per thing; it is counted up while it lasts, and ended when it is mended. */
export interface AlertRow {
  /** `quarantine:hubspot` */
  id: string
  kind: string
  connection: string | null
  /** One plain sentence: what is wrong, and what to do. */
  text: string
  count: number
  firstAt: Date
  lastAt: Date
  endedAt: Date | null
}

/** What a forgotten person was known by, as a keyed hash: what comes again is known and dropped. Unique (kind, hash). */
export interface ErasedKeyRow {
  id: string
  kind: string
  hash: string
  erasedAt: Date
}

/** Rows that retention removed, so that the ledger still adds up: `events routed` → how many. */
export interface TallyRow {
  /** `events:routed` */
  id: string
  count: number
  updatedAt: Date
}
