// Rows that matching works with. Its one rule: reviews and answers name records by id, never by what a person is called.
import type { Account } from '../lead/account.ts'

/** `run` rises with every reading that changed the row, so that other processes find what is new. */
export type AccountRow = Account & { run?: number | null }

/** A person whom the CRM keeps under an account: says whose address, and whose domain, an account's is. */
export interface ContactRow {
  /** Ours: `<connection>:<crmId>`. */
  id: string
  connection: string
  crmId: string
  /** The account's `crmId`. */
  accountId: string | null
  ownerId: string | null
  /** Key of the address. */
  email: string | null
  /** Registrable domain of the address where it is a company's. */
  domain: string | null
  updatedAt: Date
  run: number | null
}

/** What finds people who could be the same: many leads may have one key. Unique (key, leadId). */
export interface MatchKeyRow {
  id: string
  key: string
  leadId: string
}

export type ReviewKind = 'person' | 'account'
/** `superseded`: the lead changed, and the question no longer stands. */
export const reviewStates = ['open', 'accepted', 'rejected', 'superseded'] as const
export type ReviewState = (typeof reviewStates)[number]

export interface ReviewCandidate {
  /** Lead or account. */
  id: string
  /** Evidence class of an account. */
  class?: string
  bits: number
  evidence: { field: string; level: string; bits: number }[]
}

/** Are these the same? A person is asked. */
export interface ReviewRow {
  id: string
  kind: ReviewKind
  leadId: string
  state: ReviewState
  why: string
  candidates: ReviewCandidate[]
  /** The candidate that it is; null: none of them, or not answered. */
  chosen: string | null
  decidedBy: string | null
  decidedAt: Date | null
  createdAt: Date
}

/** What was answered holds from then on. Unique (kind, left, right). */
export interface MatchAnswerRow {
  id: string
  kind: ReviewKind
  /** person: the lower of two lead ids · account: `core:acme` or `domain:acme.example` */
  left: string
  /** person: the higher lead id · account: account id */
  right: string
  same: boolean
  by: string
  at: Date
}

/** Two leads made one. */
export interface MergeRow {
  id: string
  survivorId: string
  otherId: string
  /** Both rows as they were, and their keys; null once a person was erased. */
  before: unknown
  by: string
  at: Date
  undoneAt: Date | null
}
