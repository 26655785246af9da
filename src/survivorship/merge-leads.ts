// Two leads turn out to be one person: what becomes of each field, and why. Its one rule: it is a plan, which changes nothing by itself, says of
// each line who won, and holds both leads as they were.
import {
  historyOf,
  joinKnown,
  joinStages,
  keptKnown,
  knownAs,
  stageOf,
  type LeadHistory,
  type Saying,
} from '../lead/history.ts'
import type { Lead, LeadField } from '../lead/lead.ts'
import { accountOf, newerClaim } from './account.ts'
import { compareSayings, isReal } from './compare.ts'
import { asHistory, memoryOf, putMemory, remembered } from './fields.ts'
import { join, sayingsOf, timesSaid, type Memory } from './hear.ts'
import { fieldNames, type FieldStrategy, type Strategies, type Strategy } from './strategy.ts'

type Side = 'survivor' | 'other'
type Value = string | number

export interface MergeLine {
  field: LeadField | 'stage' | 'accountId' | 'ownerId'
  /** same: both say so. */
  won: Side | 'same'
  value: Value | null
  /** As it was before, on either side. */
  before: Record<Side, Value | null>
  /** null: not a field with a strategy. */
  strategy: Strategy | null
  why: string
}

export interface LeadMerge {
  /** The survivor with what it gains; its version is the one it had. */
  lead: Lead
  /** One line for everything that at least one of them holds. */
  plan: MergeLine[]
  /** Both as they were: `undoMerge` goes back to them. */
  before: Record<Side, Lead>
}

/** Ids, CRM and version are the survivor's; where it first came from is told by the older of the two. */
export function mergeLeads(survivor: Lead, other: Lead, strategies: Strategies): LeadMerge {
  const ours = historyOf(survivor)
  const theirs = survivor.crm === other.crm ? historyOf(other) : withoutAccounts(historyOf(other))
  const [left, right] = [remembered(survivor.fields, ours), remembered(other.fields, theirs)]
  const plan: MergeLine[] = []
  const merged = remembered(survivor.fields, ours)
  for (const field of fieldNames) {
    const { memory, line } = mergeField(field, strategies[field], memoryOf(left, field), memoryOf(right, field))
    putMemory(merged, field, memory)
    if (line) plan.push(line)
  }
  merged.named = newerClaim(left.named, right.named)
  const stages = joinStages(ours.stages, theirs.stages)
  const history = { ...asHistory(merged, stages), ...keptKnown(joinKnown(knownAs(survivor), knownAs(other))) }
  const keepsOwner = survivor.ownerId !== null || survivor.crm !== other.crm
  const older = other.receivedAt < survivor.receivedAt ? other : survivor
  const lead: Lead = {
    ...survivor,
    fields: merged.fields,
    stage: stageOf(stages) ?? survivor.stage,
    suspicious: [...new Set([...survivor.suspicious, ...other.suspicious])],
    accountId: accountOf(history) ?? survivor.accountId,
    ownerId: keepsOwner ? survivor.ownerId : other.ownerId,
    pinned: keepsOwner ? survivor.pinned : other.pinned,
    breaches: Math.max(survivor.breaches, other.breaches),
    connection: older.connection,
    history,
    occurredAt: later(survivor.occurredAt, other.occurredAt),
    receivedAt: older.receivedAt,
    createdAt: survivor.createdAt < other.createdAt ? survivor.createdAt : other.createdAt,
    updatedAt: later(survivor.updatedAt, other.updatedAt),
  }
  plan.push(
    ...factLine('stage', survivor, other, lead, 'all that was said about the stage, in the order of its times'),
    ...factLine('accountId', survivor, other, lead, 'the account of the domain, else of the address, that stays'),
    ...factLine('ownerId', survivor, other, lead, "the survivor's owner; the other's only where it has none"),
  )
  return { lead, plan, before: { survivor, other } }
}

function mergeField(
  field: LeadField,
  rule: FieldStrategy,
  left: Memory,
  right: Memory,
): { memory: Memory; line?: MergeLine } {
  const [mine, its] = [left.stands, right.stands]
  const line = (won: MergeLine['won'], value: Value, why: string): MergeLine => ({
    field,
    won,
    value,
    before: { survivor: mine?.value ?? null, other: its?.value ?? null },
    strategy: rule.strategy,
    why,
  })
  if (!mine || !its) {
    const only = mine ?? its
    const memory = join(field, rule, left, right)
    return only
      ? { memory, line: line(mine ? 'survivor' : 'other', only.value, 'only one of them says it') }
      : { memory }
  }
  const keeps = rule.strategy === 'never_overwrite' && (isReal(field, mine.value) || !isReal(field, its.value))
  const memory = keeps ? left : join(field, rule, left, right)
  const value = memory.stands?.value ?? mine.value
  if (mine.value === its.value && value === mine.value)
    return { memory, line: line('same', value, 'both say the same') }
  if (keeps) return { memory, line: line('survivor', value, "the survivor's is never overwritten") }
  const won: Side = sayingsOf(left).some((saying) => isSame(saying, memory.stands)) ? 'survivor' : 'other'
  const why =
    rule.strategy === 'most_frequent'
      ? `said ${timesSaid(memory, value)} of the last ${memory.heard?.length ?? 0} times`
      : compareSayings(field, rule, mine, its).why
  return { memory, line: line(won, value, why) }
}

function isSame(one: Saying, other: Saying | undefined): boolean {
  return one.at === other?.at && one.by === other.by && one.value === other.value
}

/** Accounts of another CRM say nothing about ours. */
function withoutAccounts(history: LeadHistory): LeadHistory {
  const bare = ({ accountId: _account, ...rest }: Saying): Saying => rest
  const fields = Object.entries(history.fields).map(([field, { at, by }]) => [field, { at, by }])
  const heard = Object.entries(history.heard ?? {}).map(([field, list]) => [field, list.map(bare)])
  return { fields: Object.fromEntries(fields), stages: history.stages, heard: Object.fromEntries(heard) }
}

function factLine(
  field: 'stage' | 'accountId' | 'ownerId',
  survivor: Lead,
  other: Lead,
  merged: Lead,
  why: string,
): MergeLine[] {
  const before = { survivor: survivor[field], other: other[field] }
  const value = merged[field]
  if (before.survivor === null && before.other === null) return []
  if (before.survivor === before.other && value === before.survivor) {
    return [{ field, won: 'same', value, before, strategy: null, why: 'both say the same' }]
  }
  return [{ field, won: value === before.survivor ? 'survivor' : 'other', value, before, strategy: null, why }]
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other
}
