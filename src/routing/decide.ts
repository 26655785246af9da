// Who gets the lead, and why. Pure: rules in order, the first that holds wins; a rule that holds but finds nobody passes the
// lead on to the next; `otherwise` takes the rest. Its one rule: every lead gets an answer, and every answer its reasons.
import type { RoutingBook } from './book.ts'
import type { Pool } from './pools/pool.ts'
import type { Action, Rule, SplitAction } from './rules/rule.ts'
import { test } from './rules/condition.ts'
import type { Decision, NamedOwnerTrace, Outcome, PoolTrace, RuleTrace, SplitTrace, TableTrace } from './decision.ts'
import { capReached } from './pools/caps.ts'
import { nextMember } from './pools/next-member.ts'
import { chainOf } from './pools/overflow.ts'
import { ownerNamed, queueNamed, type NamedOwner } from './named-owner.ts'
import type { Question } from './question.ts'
import { shareOf } from './split.ts'
import { stickyOwner } from './sticky.ts'
import type { FoundRow, TerritoryTable } from './territories/table.ts'
import { ruleLedger, type Turn } from './pools/turns.ts'

/** What was looked at so far; becomes the decision's trace. */
interface Course {
  rules: RuleTrace[]
  owners: NamedOwnerTrace[]
  pools: PoolTrace[]
  tables: TableTrace[]
  splits: SplitTrace[]
}

type Assigned = Extract<Outcome, { kind: 'assign' }>

interface Found {
  outcome: Outcome
  turns: Turn[]
}

export function decide(question: Question, book: RoutingBook): Decision {
  if (!book.index) return decideByScan(question, book)
  const candidates = book.index.candidates(question)
  return decideAmong(question, book, (place) => candidates.after(place))
}

/** The same by asking every rule: slower, and its trace tells of each why it did not hold. */
export function decideByScan(question: Question, book: RoutingBook): Decision {
  return decideAmong(question, book, (place) => (place + 1 < book.rules.length ? place + 1 : -1))
}

/** @param after the next place after this one of a rule to be asked, or -1 */
function decideAmong(question: Question, book: RoutingBook, after: (place: number) => number): Decision {
  const course: Course = { rules: [], owners: [], pools: [], tables: [], splits: [] }
  for (let place = after(-1); place !== -1; place = after(place)) {
    const rule = book.rules[place]
    if (!rule) throw new RangeError(`There is no rule ${place}.`)
    const why = test(rule.when, question)
    const trace: RuleTrace = { rule: rule.name, place: rule.place, holds: why.holds, why, noOwner: null }
    course.rules.push(trace)
    if (!why.holds) continue
    const found = act(rule, question, book, course)
    if (typeof found !== 'string') return decisionOf(question, rule.name, found, course, place + 1)
    trace.noOwner = found
  }
  const { pool, sla, alert } = book.otherwise
  const found = fromPool(pool, sla, false, question, book, course)
  const end: Found =
    typeof found === 'string'
      ? { outcome: { kind: 'unrouted', reason: alert === null ? found : `${found}; ${alert} must help` }, turns: [] }
      : found
  return decisionOf(question, 'otherwise', end, course, book.rules.length)
}

/** @param reached how many rules of the file were asked or left out */
function decisionOf({ cause }: Question, rule: string, found: Found, course: Course, reached: number): Decision {
  const { outcome, turns } = found
  const { rules, owners, pools, tables, splits } = course
  const decision: Decision = { cause, rule, outcome, turns, rules, owners, pools }
  if (reached > rules.length) decision.leftOut = reached - rules.length
  if (tables.length > 0) decision.tables = tables
  if (splits.length > 0) decision.splits = splits
  return decision
}

/** A sentence when nobody can take it. */
function act(rule: Rule, question: Question, book: RoutingBook, course: Course): Found | string {
  const { action, sla } = rule
  if (action.kind === 'split') return fromSplit(rule, action, question, book, course)
  if (!('fastTrack' in action))
    return { outcome: { kind: action.kind === 'hold' ? 'unrouted' : action.kind, reason: action.reason }, turns: [] }
  const full = ruleIsFull(rule, action.fastTrack, question)
  if (full !== null) return full
  const found = fromSticky(rule, question, book, course) ?? assign(action, sla, question, book, course)
  if (typeof found === 'string' || found.outcome.kind !== 'assign' || rule.caps.length === 0) return found
  return { ...found, turns: [...found.turns, { pool: ruleLedger(rule.name), member: '', kind: 'assigned', amount: 1 }] }
}

function assign(
  action: Extract<Action, { fastTrack: boolean }>,
  sla: string | null,
  question: Question,
  book: RoutingBook,
  course: Course,
): Found | string {
  switch (action.kind) {
    case 'pool':
      return fromPool(action.pool, sla, action.fastTrack, question, book, course)
    case 'owner':
      return namedOwner(action, sla, question, book, course)
    case 'queue':
      return intoQueue(action, sla, question, book, course)
    case 'territory':
      return fromTable(action, sla, question, book, course)
  }
}

/** As if the rule were one that assigns so. */
function fromSplit(
  rule: Rule,
  split: SplitAction,
  question: Question,
  book: RoutingBook,
  course: Course,
): Found | string {
  const { action, trace } = shareOf(rule.name, split, question)
  course.splits.push(trace)
  const found = act({ ...rule, action }, question, book, course)
  if (typeof found === 'string' || found.outcome.kind !== 'assign') return found
  return { ...found, outcome: { ...found.outcome, arm: trace.arm } }
}

/** null: the pool decides. */
function fromSticky(
  { action, sticky, sla }: Rule,
  question: Question,
  book: RoutingBook,
  course: Course,
): Found | null {
  const pool = sticky && action.kind === 'pool' ? book.pools.get(action.pool) : undefined
  if (!sticky || !pool || action.kind !== 'pool') return null
  const { fastTrack } = action
  const stuck = stickyOwner(sticky, pool, question, { fastTrack })
  if (!stuck) return null
  const { owner, member, trace } = stuck
  course.owners.push(trace)
  if (!owner) return null
  const inPool = member === null ? null : pool.name
  return {
    outcome: assigned(owner.crmId, owner.name, inPool, member, sla ?? pool.sla, fastTrack),
    turns: member === null ? [] : [turnOf(pool, member, fastTrack)],
  }
}

function turnOf(pool: Pool, member: string, fastTrack: boolean): Turn {
  const kind = fastTrack && !pool.countsFastTrack ? 'fast-track' : 'assigned'
  return { pool: pool.name, member, kind, amount: 1 }
}

function ruleIsFull({ name, caps, zone }: Rule, fastTrack: boolean, question: Question): string | null {
  if (caps.length === 0 || fastTrack) return null
  const recent = question.recent.get(ruleLedger(name)) ?? []
  const reached = capReached(caps, zone, question.now, {
    since: (start) => recent.find(({ since }) => since === start)?.leads ?? 0,
    open: () => 0,
  })
  return reached === null ? null : `this rule ${reached}`
}

function namedOwner(
  { owner: word, elsePool, fastTrack }: Extract<Action, { kind: 'owner' }>,
  sla: string | null,
  question: Question,
  book: RoutingBook,
  course: Course,
): Found | string {
  const found = toOwner(ownerNamed(word, question), sla, fastTrack, course)
  if (typeof found !== 'string' || elsePool === null) return found
  return fromPool(elsePool, sla, fastTrack, question, book, course)
}

function intoQueue(
  { queue, elsePool, fastTrack }: Extract<Action, { kind: 'queue' }>,
  sla: string | null,
  question: Question,
  book: RoutingBook,
  course: Course,
): Found | string {
  const found = toOwner(queueNamed(queue, question), sla, fastTrack, course)
  if (typeof found !== 'string') return { ...found, outcome: { ...found.outcome, ownerKind: 'queue' } }
  return elsePool === null ? found : fromPool(elsePool, sla, fastTrack, question, book, course)
}

function fromTable(
  { table, elsePool, fastTrack }: Extract<Action, { kind: 'territory' }>,
  sla: string | null,
  question: Question,
  book: RoutingBook,
  course: Course,
): Found | string {
  const rows = book.tables.get(table)
  if (!rows) throw new TypeError(`No table "${table}": the rulebook's check lets only known tables pass.`)
  const found = rows.find(question)
  course.tables.push(traceOf(rows, found))
  const { kind, name = '' } = found?.target ?? {}
  const taken = !found
    ? `no row of ${table} holds`
    : kind === 'pool'
      ? fromPool(name, sla, fastTrack, question, book, course)
      : namedOwner({ kind: 'owner', owner: name, elsePool: null, fastTrack }, sla, question, book, course)
  return typeof taken !== 'string' || elsePool === null
    ? taken
    : fromPool(elsePool, sla, fastTrack, question, book, course)
}

function traceOf(rows: TerritoryTable, found: FoundRow | undefined): TableTrace {
  if (!found) return { table: rows.name, line: null, says: '', to: '', others: 0 }
  const { row, line, target, others } = found
  const to = target.kind === 'pool' ? `pool ${target.name}` : target.name
  return { table: rows.name, line, says: rows.say(row), to, others }
}

function toOwner(
  { owner, trace }: NamedOwner,
  sla: string | null,
  fastTrack: boolean,
  course: Course,
): (Found & { outcome: Assigned }) | string {
  course.owners.push(trace)
  if (!owner) return `${trace.owner} ${trace.refused}`
  return { outcome: assigned(owner.crmId, owner.name, null, null, sla, fastTrack), turns: [] }
}

/** Of this pool, or of those behind it. */
function fromPool(
  name: string,
  sla: string | null,
  fastTrack: boolean,
  question: Question,
  book: RoutingBook,
  course: Course,
): Found | string {
  const nobody: string[] = []
  for (const asked of chainOf(name, book.pools).names) {
    const pool: Pool | undefined = book.pools.get(asked)
    if (!pool) throw new TypeError(`No pool "${asked}": the rulebook's check lets only known pools pass.`)
    const promise = sla ?? pool.sla
    const found = fromOne(pool, promise, fastTrack, question, course)
    if (found) return found
    nobody.push(`nobody in pool ${asked} can take it`)
    if (pool.whenEmpty.kind === 'hold') {
      return { outcome: { kind: 'unrouted', reason: `${nobody.join('; ')}, and it holds its leads` }, turns: [] }
    }
    if (pool.whenEmpty.kind === 'manager') {
      const { email } = pool.whenEmpty
      const named = ownerNamed(email, question)
      const manager = { ...named, trace: { ...named.trace, owner: `${email}, manager of pool ${asked},` } }
      const managed = toOwner(manager, promise, fastTrack, course)
      if (typeof managed !== 'string') return managed
      nobody.push(managed)
    }
  }
  return nobody.join('; ')
}

function fromOne(
  pool: Pool,
  sla: string | null,
  fastTrack: boolean,
  question: Question,
  course: Course,
): Found | undefined {
  const { owner, member, entries, trace } = nextMember(pool, question, { fastTrack })
  course.pools.push(trace)
  if (!owner || member === null) return undefined
  return {
    outcome: assigned(owner.crmId, owner.name, pool.name, member, sla, fastTrack),
    turns: [...entries, turnOf(pool, member, fastTrack)],
  }
}

function assigned(
  ownerId: string,
  ownerName: string,
  pool: string | null,
  member: string | null,
  sla: string | null,
  fastTrack: boolean,
): Assigned {
  return { kind: 'assign', ownerId, ownerName, pool, member, sla, fastTrack }
}
