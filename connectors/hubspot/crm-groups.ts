// A batch as what it does to each lead. Its one rule: the writes of one lead stay in the order they were given.
import type { CrmOutcome, CrmWrite } from '../../src/connector.ts'

export interface Item {
  write: CrmWrite
  /** Place in the batch. */
  index: number
}

/** All writes of one lead in a batch. */
export interface Group {
  leadId: string
  personId: string | null
  /** Lower case; null for none, and for what no address can be. */
  email: string | null
  items: Item[]
}

/** Outcome by place in the batch. */
export type Outcomes = Map<number, CrmOutcome>

export function groupByLead(batch: readonly CrmWrite[]): Group[] {
  const groups = new Map<string, Group>()
  for (const [index, write] of batch.entries()) {
    const group = groups.get(write.leadId)
    if (group) group.items.push({ write, index })
    else {
      const { leadId, personId } = write
      const email = write.email?.trim().toLowerCase() ?? ''
      groups.set(leadId, { leadId, personId, email: /^\S+@\S+$/.test(email) ? email : null, items: [{ write, index }] })
    }
  }
  return [...groups.values()]
}

export function settle(outcomes: Outcomes, items: readonly Item[], outcome: CrmOutcome): void {
  for (const { index } of items) outcomes.set(index, outcome)
}
