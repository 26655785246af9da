// What a draft rulebook would have changed in leads that came: both decide each lead, in order, each with turns of its own. Its one rule: it only
// counts what the engine decides; why an owner differs (another rule, or only another turn) is told apart.
import { isDeepStrictEqual } from 'node:util'
import type { RoutingBook } from '../book.ts'
import { decide } from '../decide.ts'
import type { Decision, Outcome } from '../decision.ts'
import type { OwnerIndex, Question } from '../question.ts'
import { PlanLedger } from './ledger.ts'

export interface PlanSide {
  book: RoutingBook
  /** A promise's name → what it says: `4h in the hours of berlin` */
  promiseText(name: string): string
}

/** Row of a matrix. */
export interface Move {
  from: string
  to: string
  leads: number
}

export interface PlanExample {
  leadId: string
  /** Name, company: whatever says who it is. */
  lead: string
  from: string
  to: string
  ruleBefore: string
  ruleAfter: string
}

export interface Plan {
  leads: number
  unchanged: number
  /** Another owner. */
  moved: { byRule: number; byTurn: number }
  /** No longer given to an owner, or now given to one. */
  newlyUnassigned: number
  newlyAssigned: number
  /** Of these, waiting for a person because nobody could take them. */
  newlyUnrouted: number
  newlyRouted: number
  /** Given to nobody before and after, in another way: ignored, nurtured. */
  otherwise: number
  /** Of all, those with the same owner and another promise. */
  promiseOnly: number
  owners: Move[]
  pools: Move[]
  rules: Move[]
  promises: Move[]
  members: { owner: string; before: number; after: number }[]
  examples: PlanExample[]
}

const MOST_EXAMPLES = 20
/** Rows of a matrix: the largest; the rest in one. */
const MOST_ROWS = 200

export class Planner {
  readonly #before: PlanSide
  readonly #after: PlanSide
  readonly #ledgers: readonly [PlanLedger, PlanLedger]
  readonly #counts = {
    leads: 0,
    unchanged: 0,
    byRule: 0,
    byTurn: 0,
    newlyUnassigned: 0,
    newlyAssigned: 0,
    newlyUnrouted: 0,
    newlyRouted: 0,
    otherwise: 0,
    promiseOnly: 0,
  }
  readonly #matrices = { owners: new Tally(), pools: new Tally(), rules: new Tally(), promises: new Tally() }
  readonly #members = new Map<string, { before: number; after: number }>()
  readonly #samePools = new Map<string, boolean>()
  readonly #examples: PlanExample[] = []

  constructor(before: PlanSide, after: PlanSide) {
    this.#before = before
    this.#after = after
    this.#ledgers = [new PlanLedger(before.book), new PlanLedger(after.book)]
  }

  /**
   * @param lead how the example is called
   * @param now owners of now: for those whom the question does not hold, as members of new pools
   */
  add(question: Question, lead: string, now?: OwnerIndex): void {
    const owners = now ? ownersOf(question, now) : question.owners
    const [ledgerBefore, ledgerAfter] = this.#ledgers
    const asked = (ledger: PlanLedger): Question => ({
      ...question,
      owners,
      turns: ledger,
      recent: ledger.recentAt(question.now),
    })
    const before = decide(asked(ledgerBefore), this.#before.book)
    const after = decide(asked(ledgerAfter), this.#after.book)
    ledgerBefore.take(before.turns, question.now)
    ledgerAfter.take(after.turns, question.now)
    this.#count(before, after, question, lead)
  }

  get result(): Plan {
    const { byRule, byTurn, ...counts } = this.#counts
    const { owners, pools, rules, promises } = this.#matrices
    return {
      ...counts,
      moved: { byRule, byTurn },
      owners: owners.rows(),
      pools: pools.rows(),
      rules: rules.rows(),
      promises: promises.rows(),
      members: [...this.#members]
        .map(([owner, numbers]) => ({ owner, ...numbers }))
        .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.before - a.before),
      examples: this.#examples,
    }
  }

  #count(before: Decision, after: Decision, question: Question, lead: string): void {
    const [was, is] = [before.outcome, after.outcome]
    const counts = this.#counts
    counts.leads += 1
    this.#member(was, 'before')
    this.#member(is, 'after')
    const promise = [promiseOf(was, this.#before), promiseOf(is, this.#after)] as const
    const [from, to] = [receiver(was), receiver(is)]
    this.#matrices.rules.add(before.rule, after.rule)
    this.#matrices.promises.add(...promise)
    this.#matrices.pools.add(poolOf(was), poolOf(is))
    this.#matrices.owners.add(from, to)
    const isMoved = keyOf(was) !== keyOf(is)
    if (!isMoved && promise[0] === promise[1]) {
      counts.unchanged += 1
      return
    }
    if (!isMoved) counts.promiseOnly += 1
    else if (was.kind === 'assign' && is.kind === 'assign') {
      const isByTurn =
        before.rule === after.rule && was.pool === is.pool && was.pool !== null && this.#isSamePool(was.pool)
      counts[isByTurn ? 'byTurn' : 'byRule'] += 1
    } else if (was.kind === 'assign') counts.newlyUnassigned += 1
    else if (is.kind === 'assign') counts.newlyAssigned += 1
    else counts.otherwise += 1
    if (was.kind !== 'unrouted' && is.kind === 'unrouted') counts.newlyUnrouted += 1
    if (was.kind === 'unrouted' && is.kind !== 'unrouted') counts.newlyRouted += 1
    this.#example({ leadId: question.lead.id, lead, from, to, ruleBefore: before.rule, ruleAfter: after.rule })
  }

  /** The same members, weights and ways in both. */
  #isSamePool(name: string): boolean {
    let same = this.#samePools.get(name)
    if (same === undefined) {
      same = isDeepStrictEqual(this.#before.book.pools.get(name), this.#after.book.pools.get(name))
      this.#samePools.set(name, same)
    }
    return same
  }

  #member(outcome: Outcome, side: 'before' | 'after'): void {
    if (outcome.kind !== 'assign') return
    const known = this.#members.get(outcome.ownerName) ?? { before: 0, after: 0 }
    known[side] += 1
    this.#members.set(outcome.ownerName, known)
  }

  /** Those that move by another rule say more than those whose turn it merely is not. */
  #example(example: PlanExample): void {
    if (this.#examples.length < MOST_EXAMPLES) {
      this.#examples.push(example)
      return
    }
    if (example.ruleBefore === example.ruleAfter) return
    const weak = this.#examples.findIndex(({ ruleBefore, ruleAfter }) => ruleBefore === ruleAfter)
    if (weak !== -1) this.#examples.splice(weak, 1, example)
  }
}

function ownersOf({ owners }: Question, now: OwnerIndex): OwnerIndex {
  return {
    byEmail: (email) => owners.byEmail(email) ?? now.byEmail(email),
    byId: (id) => owners.byId(id) ?? now.byId(id),
    queue: (name) => owners.queue(name) ?? now.queue(name),
  }
}

/** Of what differs. */
class Tally {
  readonly #counts = new Map<string, Move>()

  add(from: string, to: string): void {
    if (from === to) return
    const key = `${from}\0${to}`
    const move = this.#counts.get(key) ?? { from, to, leads: 0 }
    move.leads += 1
    this.#counts.set(key, move)
  }

  rows(): Move[] {
    const sorted = [...this.#counts.values()].toSorted((a, b) => b.leads - a.leads)
    const rest = sorted.slice(MOST_ROWS).reduce((sum, { leads }) => sum + leads, 0)
    return rest === 0 ? sorted : [...sorted.slice(0, MOST_ROWS), { from: 'others', to: 'others', leads: rest }]
  }
}

/** Whether anything would be otherwise. */
export function hasChanges({ leads, unchanged }: Plan): boolean {
  return unchanged < leads
}

/** Two users may have one name. */
function keyOf(outcome: Outcome): string {
  return outcome.kind === 'assign' ? `assign ${outcome.ownerId}` : receiver(outcome)
}

function receiver(outcome: Outcome): string {
  if (outcome.kind === 'assign') return outcome.ownerKind === 'queue' ? `queue ${outcome.ownerName}` : outcome.ownerName
  return outcome.kind === 'unrouted' ? 'nobody (waits for a person)' : `nobody (${outcome.kind})`
}

function poolOf(outcome: Outcome): string {
  if (outcome.kind !== 'assign') return receiver(outcome)
  return outcome.pool ?? 'by name'
}

function promiseOf(outcome: Outcome, side: PlanSide): string {
  if (outcome.kind !== 'assign' || outcome.sla === null) return 'none'
  return `${outcome.sla} (${side.promiseText(outcome.sla)})`
}
