// What a mapping to a CRM may read: the lead, the decision on it, its account. Its one rule: each name it offers is listed here.
import { leadFields, type Lead } from '../lead/lead.ts'
import type { Account } from '../lead/account.ts'
import { didYouMean } from '../yaml-file.ts'
import type { PathPart } from './path.ts'
import type { Scalar } from './types.ts'

/** The part of a decision that a CRM field can hold; the whole decision fits. */
export interface DecisionFacts {
  cause: string
  rule: string
  outcome: { kind: string; [fact: string]: unknown }
}

export interface CrmInput {
  lead: Lead
  decision?: DecisionFacts | undefined
  account?: Account | null | undefined
  /** Read as `extra.<name>`. */
  extra?: Readonly<Record<string, Scalar | null>> | undefined
}

const leadExtras = [
  'id',
  'stage',
  'connection',
  'ownerId',
  'suspicious',
  'occurredAt',
  'receivedAt',
  'createdAt',
  'phoneWithExtension',
] as const
const decisionKeys = ['rule', 'cause', 'outcome', 'pool', 'sla', 'ownerId', 'ownerName', 'fastTrack', 'reason'] as const
const accountKeys = ['name', 'domain', 'relationship', 'tier', 'ownerId', 'crmId'] as const

/** Readable names by their first part. */
export const crmInputKeys: Readonly<Record<'lead' | 'decision' | 'account', readonly string[]>> = {
  lead: [...Object.keys(leadFields.shape), ...leadExtras],
  decision: decisionKeys,
  account: accountKeys,
}

/** Plain data that the paths of a mapping are read from. */
export function crmInputData({ lead, decision, account, extra }: CrmInput): Record<string, unknown> {
  const { id, stage, connection, ownerId, suspicious } = lead
  const { phone, phoneExtension } = lead.fields
  return {
    lead: {
      ...lead.fields,
      id,
      stage,
      connection,
      ownerId,
      suspicious,
      occurredAt: lead.occurredAt.toISOString(),
      receivedAt: lead.receivedAt.toISOString(),
      createdAt: lead.createdAt.toISOString(),
      // One field in most CRMs, and callers need both.
      ...(phone === undefined || phoneExtension === undefined
        ? {}
        : { phoneWithExtension: `${phone} ext. ${phoneExtension}` }),
    },
    ...(decision ? { decision: decisionData(decision) } : {}),
    ...(account ? { account: Object.fromEntries(accountKeys.map((key) => [key, account[key]])) } : {}),
    ...(extra ? { extra } : {}),
  }
}

function decisionData({ rule, cause, outcome }: DecisionFacts): Record<string, unknown> {
  const { pool, sla, ownerId, ownerName, fastTrack, reason } = outcome
  return { rule, cause, outcome: outcome.kind, pool, sla, ownerId, ownerName, fastTrack, reason }
}

/** What is wrong with a path, or undefined. A mistyped path would else silently write nothing. */
export function crmPathFault(path: readonly PathPart[], text: string): string | undefined {
  const [root, key] = path
  if (root === 'extra' && path.length === 2) return undefined
  if (root === 'lead' || root === 'decision' || root === 'account') {
    if (path.length === 2 && typeof key === 'string' && crmInputKeys[root].includes(key)) return undefined
  }
  const all = Object.entries(crmInputKeys).flatMap(([first, keys]) => keys.map((each) => `${first}.${each}`))
  return `There is no "${text}" to write${didYouMean(text, all)}. Paths start with lead, decision, account or extra.`
}
