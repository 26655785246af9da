// All that a decision may depend on. Its one rule: what is not in here cannot change the answer, so a stored question
// answered again by the same rulebook gives the same decision.
import type { Account, Owner } from '../lead/account.ts'
import type { EventKind } from '../lead/event.ts'
import type { Lead } from '../lead/lead.ts'
import type { Before } from './before.ts'
import type { Cause } from './decision.ts'
import type { Absence } from './pools/absence.ts'
import type { MemberTurns, Recent } from './pools/turns.ts'

/** Users and queues of the CRM that the lead is written to. */
export interface OwnerIndex {
  /** Upper and lower case are one address. */
  byEmail(email: string): Owner | undefined
  byId(crmId: string): Owner | undefined
  /** By name or id; upper and lower case are one name. */
  queue(nameOrId: string): Owner | undefined
}

/** Answers for one key; who decides asks for no more than it needs. */
export interface Lookup<V> {
  get(key: string): V | undefined
}

export interface PreviousOwner {
  ownerId: string
  /** When it was taken from them. */
  until: Date
  /** Why it does not go back to them; null: it may. */
  refused: string | null
}

/** A new field here needs its line in explain/stored-question.ts, which says how. */
export interface Question {
  lead: Pick<Lead, 'id' | 'fields' | 'stage' | 'suspicious' | 'ownerId' | 'breaches'>
  /** Who had the lead last, while nobody has it; null: nobody had it. */
  previous: PreviousOwner | null
  match: 'new' | 'same' | 'unsure'
  account: Account | null
  /** What its fields and its stage were, of those that this event changed; null: there is no event, or the lead was not known. */
  before: Before | null
  /** `at`: when it happened; null: no event is the reason. */
  event: { connection: string; kind: EventKind; at: Date | null }
  cause: Cause
  owners: OwnerIndex
  /** Pool → what each of its members got so far, in leads. */
  turns: Lookup<readonly MemberTurns[]>
  /** Pool, or `rule <name>` → what was got since the beginnings of the windows that its caps count. */
  recent: Lookup<readonly Recent[]>
  /** Owner's CRM id → how many leads it has open. Asked for where a cap or a method does. */
  open: Lookup<number>
  /** Member's address, or `pool <name>` → when it is away, drained or paused. */
  absences: Lookup<readonly Absence[]>
  /** Owner's CRM id → why it does not get this lead. */
  excluded: ReadonlyMap<string, string>
  now: Date
  /** Breaks ties between members who are level in all else; the same seed breaks them the same way. */
  seed: string
}
