// Writes to a CRM as its connector gets them, and what may become of each. Part of the contract in connector.ts.
export type CrmValue = string | number | boolean | null

interface WriteBase {
  /** Sync id: outcomes are matched by order, this is for logs. */
  id: string
  leadId: string
  /** Stable over retries: the CRM's external id, or the mark that is looked for before writing again. */
  effectKey: string
  /** The person's record in the CRM, when known. */
  personId: string | null
  /** For finding the person when `personId` is null. Normalized. */
  email: string | null
  /** 0 on the first try. From 1 on the adapter looks whether an earlier try took effect. */
  attempt: number
}

export type CrmWrite =
  | (WriteBase & { action: 'save-person'; fields: Record<string, CrmValue> })
  /**
   * `expects`: the owner we last saw or wrote. Another owner there now is a person's change and wins. null: we never saw one;
   * then an owner that is found there is somebody's, unless it stands for nobody (a queue, our own user, the settings' `defaultOwners`).
   */
  | (WriteBase & { action: 'set-owner'; ownerId: string; expects: string | null })
  | (WriteBase & { action: 'create-task'; ownerId: string; subject: string; body: string; dueAt: Date })
  | (WriteBase & { action: 'add-note'; body: string })
  /** Back to marketing, as the connection's settings say (list, queue, fields). */
  | (WriteBase & { action: 'return-to-nurture'; reason: string })

export type CrmAction = CrmWrite['action']

/** What the CRM was asked and said, redacted: no secret, no personal data beyond the lead's own. */
export interface Exchange {
  request?: unknown
  response?: unknown
}

export type CrmOutcome = Exchange &
  (
    | {
        kind: 'done'
        /** The record written or found. */ crmId: string
        /** Set by save-person and set-owner. */ ownerId?: string | null
        created?: boolean
      }
    /** set-owner only: a person changed the owner since; theirs stays. */
    | { kind: 'kept'; crmId: string; ownerId: string }
    | {
        kind: 'retry'
        code: string
        message: string
        afterMs?: number
        /** false: not the item's fault, no attempt is counted. */ counts: boolean
      }
    /** This owner cannot hold the record (inactive, no licence): choose another. */
    | { kind: 'reroute'; code: string; message: string }
    /** The record is deleted or merged away: drop the reference and match anew. */
    | { kind: 'gone'; code: string; message: string; mergedInto?: string }
    /** For a person to repair. `message` is the CRM's own words. */
    | { kind: 'dead'; code: string; message: string }
    /** An earlier write of the same person in this batch did not succeed. */
    | { kind: 'blocked' }
  )

/** One write of a batch. */
export interface WriteItem {
  write: CrmWrite
  /** Place in the batch. */
  index: number
}

/** All writes of one lead in a batch, in the order they were given. */
export interface WriteGroup {
  leadId: string
  personId: string | null
  /** Lower case; null for none, and for what no address can be. */
  email: string | null
  items: WriteItem[]
}

/** Outcome by place in the batch. */
export type Outcomes = Map<number, CrmOutcome>

export function groupByLead(batch: readonly CrmWrite[]): WriteGroup[] {
  const items = batch.map((write, index) => ({ write, index }))
  return [...Map.groupBy(items, ({ write }) => write.leadId)].map(([leadId, group]) => {
    const { personId = null, email } = group[0]?.write ?? {}
    const address = email?.trim().toLowerCase() ?? ''
    return { leadId, personId, email: /^\S+@\S+$/.test(address) ? address : null, items: group }
  })
}

export function settle(outcomes: Outcomes, items: readonly WriteItem[], outcome: CrmOutcome): void {
  for (const { index } of items) outcomes.set(index, outcome)
}
