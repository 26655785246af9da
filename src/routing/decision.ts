// What the engine decided, and everything it looked at on the way: enough to say why, to the last comparison.
import type { Method } from './pools/grammar.ts'
import type { Turn } from './pools/turns.ts'

export const causes = ['new', 'updated', 'sla-breach', 'reroute', 'replay', 'manual'] as const
/** Why a decision was asked for. */
export type Cause = (typeof causes)[number]

export type Outcome =
  | {
      kind: 'assign'
      /** Of a split: the name of its share. Absent: no split. */
      arm?: string
      /** What is written into the CRM's owner field. */
      ownerId: string
      ownerName: string
      /** Absent: a user. No turn of a pool is taken for a queue; whoever takes the lead out of it is its owner. */
      ownerKind?: 'queue'
      /** null when an owner was named without a pool. */
      pool: string | null
      /** Pool member's key: the owner's e-mail address. */
      member: string | null
      /** SLA policy's name, or null for none. */
      sla: string | null
      fastTrack: boolean
    }
  | { kind: 'nurture'; reason: string }
  | { kind: 'ignore'; reason: string }
  /** Nobody could take it, not even the fallback: waits for a person, with an alert. */
  | { kind: 'unrouted'; reason: string }

/** One comparison: `lead.employees between 50 and 999: 30 → false`. */
export interface ConditionTrace {
  field: string
  operator: string
  expected: unknown
  actual: unknown
  holds: boolean
  /** What it was before the event changed it. */
  was?: unknown
}

/** A tree of conditions with each answer; parts that were not needed are absent. */
export type Trace =
  | ({ is: 'condition' } & ConditionTrace)
  | { is: 'all' | 'any' | 'not'; holds: boolean; parts: Trace[] }

export interface RuleTrace {
  rule: string
  /** `rulebook/rules.yaml:12` */
  place: string
  holds: boolean
  why: Trace
  /** It held, but gave no owner: why; null otherwise. */
  noOwner: string | null
}

/** An owner that a rule names. */
export interface NamedOwnerTrace {
  /** As the rule says it: `account.owner`, an e-mail address, `queue EMEA`. */
  owner: string
  ownerId: string | null
  /** Asked before the pool, because the rule is sticky. */
  isSticky?: true
  /** Why it cannot take the lead; null when it gets it. */
  refused: string | null
}

export interface CandidateTrace {
  member: string
  ownerId: string | null
  weight: number
  /** Leads got so far, and the share that weight would give after this one. */
  total: number
  target: number
  /** Target less total; who has none left is not next. */
  shortfall: number
  lastAt: string | null
  /** Why this candidate was passed over; null for the chosen one and for those who merely were not first. */
  refused: string | null
  chosen: boolean
  /** It is away, and this user stands in. */
  backup?: string
  /** least-loaded: leads it has open. */
  open?: number
  /** best-fit: how many of the preferred fields it is good at. */
  fit?: number
}

export interface PoolTrace {
  pool: string
  /** Why nobody of it was asked: it is paused, outside its hours, or has its leads. */
  closed?: string
  /** How the next one is chosen; absent: by turns. */
  method?: Method
  /** What members missed and will not catch up, as the ledger is told. */
  levelled?: Pick<Turn, 'member' | 'kind' | 'amount'>[]
  candidates: CandidateTrace[]
  /** Of a large pool, how many candidates more there are, whose numbers are found by deciding again. Absent: none. */
  notTold?: number
}

/** A table of territories that was asked. */
export interface TableTrace {
  table: string
  /** Of the row that takes the lead, in the CSV; null: no row holds. */
  line: number | null
  /** What that row asks for, in words. */
  says: string
  /** `pool south`, or the owner. */
  to: string
  /** How many less specific rows hold too. */
  others: number
}

export interface SplitTrace {
  rule: string
  by: 'lead.id' | 'lead.domain'
  /** Where the lot falls: 0 to 100, without 100. */
  at: number
  arm: string
}

export interface Decision {
  cause: Cause
  outcome: Outcome
  /** Name of the rule that won, or `otherwise`. */
  rule: string
  /** Those that were asked, in order. */
  rules: RuleTrace[]
  /** How many rules before the one that won are not told here: none of them holds. Absent: none. */
  leftOut?: number
  owners: NamedOwnerTrace[]
  pools: PoolTrace[]
  /** Absent: none was asked. */
  tables?: TableTrace[]
  /** Absent: none was met. */
  splits?: SplitTrace[]
  /** What the commit adds to the pools' ledgers. */
  turns: Turn[]
}
