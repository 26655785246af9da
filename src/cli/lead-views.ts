// What the commands read of the admin API's answers about a lead: the parts they show, as JSON has them.

export interface Explained {
  leadId: string
  stage: string
  ownerId: string | null
  erasedAt: string | null
  decisions: {
    id: string
    decidedAt: string
    rulebook: string
    /** One sentence per rule, then the rest. */
    why: string[]
    again: { isSame: boolean | null; text: string }
    decision: {
      cause: string
      rules: { holds: boolean }[]
      outcome: { kind: string; ownerId?: string; ownerName?: string }
    }
  }[]
  latest: {
    next: { ownerName: string; pool: string | null; rule: string }[]
    whatIf: { changes: { text: string }[]; tried: number; untried: number; more: number }
  } | null
}

export interface SyncView {
  id: string
  connection: string
  action: string
  state: string
  code: string | null
  message: string | null
  nextAt: string
}

export interface LeadDetail {
  lead: {
    id: string
    stage: string
    fields: Record<string, string | number | undefined>
    suspicious: string[]
    /** Promises broken so far. */
    breaches: number
    ownerId: string | null
    crm: string | null
    /** The lead that it was merged into. */
    mergedInto?: string | null
    connection: string
    receivedAt: string
  }
  owner: { name: string; active: boolean } | null
  /** Newest first, as all lists here. */
  assignments: { id: string; ownerId: string }[]
  clocks: {
    assignmentId: string
    state: string
    policy: { name: string; onBreach: string[] }
    startedAt: string | null
    dueAt: string | null
    endedAt: string | null
  }[]
  syncs: SyncView[]
}

/** Both answers in one; the decisions are those with their sentences. */
export type Told = Explained & LeadDetail
