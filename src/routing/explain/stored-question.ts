// What a decision was made from, as it is stored with it, and the same question again: asked of the same rulebook it gives the same decision.
// Its one rule: everything in Question is kept, or the code does not compile.
//
// A new field of Question needs its line in `open` below: `plain()` for texts, numbers, lists and plain objects, `instant` for a time,
// `mapOf(…)` for a map, `object({ … })` where one of its parts needs a form of its own. A look-up that could answer for more than one decision asks
// for (all pools, all owners) gets a watched form in looked-at.ts, and `lookedUp(…)` here. What tells of the person goes into `personal` instead:
// it is stored apart, and erased with the person. Decisions that are stored already lack the field: write `since(form, () => what they were
// decided with)` when that can be said; without it they cannot be decided again, and explain says so.
import type { Account, Owner } from '../../lead/account.ts'
import type { Lookup, OwnerIndex, Question } from '../question.ts'
import type { Decision, PoolTrace } from '../decision.ts'
import type { Absence } from '../pools/absence.ts'
import type { MemberTurns, Recent } from '../pools/turns.ts'
import type { LookedUp, OwnersLookedUp, WatchedQuestion } from './looked-at.ts'
import {
  instant,
  listOf,
  mapOf,
  NotKept,
  nullable,
  object,
  optional,
  plain,
  row,
  since,
  unasked,
  unlessNull,
  type Form,
} from './stored-form.ts'

type PersonalOfLead = 'fields' | 'suspicious'
interface Personal {
  lead: Pick<Question['lead'], PersonalOfLead>
  before: Question['before']
}
type Open = Omit<Question, 'lead' | 'before'> & { lead: Omit<Question['lead'], PersonalOfLead> }

/** @param form of what was found */
function lookedUp<V>(form: Form<V>): Form<Lookup<V>> {
  const found = mapOf(form)
  return { keep: (lookup) => found.keep((lookup as LookedUp<V>).found), restore: (stored) => found.restore(stored) }
}

const owner = row<Owner>({
  crmId: plain(),
  name: plain(),
  email: plain(),
  active: plain(),
  kind: plain(),
  id: unasked(''),
  connection: unasked(''),
  updatedAt: unasked(new Date(0)),
})

const owners: Form<OwnerIndex> = {
  keep: (index) => listOf(owner).keep([...(index as OwnersLookedUp).found]),
  restore: (stored) => ownerIndex(listOf(owner).restore(stored)),
}

const account = object<Account>({
  id: plain(),
  connection: plain(),
  crmId: plain(),
  name: plain(),
  domain: plain(),
  ownerId: plain(),
  relationship: plain(),
  tier: plain(),
  parentId: optional(plain()),
  details: optional(plain()),
  updatedAt: unasked(new Date(0)),
})

const memberTurns = row<MemberTurns>({
  member: plain(),
  total: plain(),
  lastAt: nullable(instant),
  owed: optional(plain()),
})

const recent = row<Recent>({ member: plain(), since: plain(), leads: plain() })

const absence = object<Absence>({
  kind: plain(),
  from: instant,
  until: nullable(instant),
  reason: plain(),
})

const previous = object<NonNullable<Question['previous']>>({ ownerId: plain(), until: instant, refused: plain() })

const open = object<Open>({
  lead: object({ id: plain(), stage: plain(), ownerId: plain(), breaches: plain() }),
  previous: unlessNull(previous),
  match: plain(),
  account: nullable(account),
  event: object<Question['event']>({ connection: plain(), kind: plain(), at: unlessNull(instant) }),
  cause: plain(),
  owners,
  turns: lookedUp(listOf(memberTurns)),
  recent: since(lookedUp(listOf(recent)), () => new Map()),
  open: since(lookedUp(plain<number>()), () => new Map()),
  absences: since(lookedUp(listOf(absence)), () => new Map()),
  excluded: mapOf(plain<string>()),
  now: instant,
  seed: plain(),
})

const personal = object<Personal>({
  lead: object({ fields: plain(), suspicious: plain() }),
  before: unlessNull(plain()),
})

export interface KeptQuestion {
  /** Tells of nobody outside the company and its accounts. */
  open: unknown
  /** Fields of the lead. */
  personal: unknown
}

/** @param question after it was decided: then it knows what was looked up */
export function keepQuestion(question: WatchedQuestion): KeptQuestion {
  return { open: open.keep(question), personal: personal.keep(question) }
}

/**
 * What is stored of a decision. Rules that did not hold are found again by asking them again, and would be most of it; so are the members of a large pool
 * that were far from their turn.
 */
export function keptDecision(decision: Decision): Decision {
  const rules = decision.rules.filter(({ holds }) => holds)
  const leftOut = (decision.leftOut ?? 0) + decision.rules.length - rules.length
  const pools = decision.pools.some(isLarge) ? decision.pools.map(keptPool) : decision.pools
  return leftOut === 0 ? { ...decision, pools } : { ...decision, rules, leftOut, pools }
}

/** More candidates than anybody reads. */
const MOST_CANDIDATES = 20

function isLarge({ candidates }: PoolTrace): boolean {
  return candidates.length > MOST_CANDIDATES
}

/** The one chosen and those who are nearest to it, in the order of the pool. */
function keptPool(trace: PoolTrace): PoolTrace {
  if (!isLarge(trace)) return trace
  const nearest = trace.candidates.toSorted(
    (a, b) =>
      Number(b.chosen) - Number(a.chosen) ||
      Number(a.refused !== null) - Number(b.refused !== null) ||
      b.shortfall - a.shortfall,
  )
  const told = new Set(nearest.slice(0, MOST_CANDIDATES))
  const candidates = trace.candidates.filter((candidate) => told.has(candidate))
  return { ...trace, candidates, notTold: trace.candidates.length - candidates.length }
}

/** @returns the part that is missing, where it was stored before that part was asked for */
export function restoreQuestion(kept: KeptQuestion): Question | { lacks: string } {
  try {
    const { lead, ...rest } = open.restore(kept.open)
    const { lead: told, before } = personal.restore(kept.personal)
    return { ...rest, before, lead: { ...lead, ...told } }
  } catch (error) {
    if (error instanceof NotKept) return { lacks: error.part }
    throw error
  }
}

/** Of two users with one address, and of two queues with one name, the active one is meant. */
export function ownerIndex(list: readonly Owner[]): OwnerIndex {
  const byEmail = new Map<string, Owner>()
  const byId = new Map<string, Owner>()
  const queues = new Map<string, Owner>()
  for (const one of list) {
    if (one.kind === 'queue' && !(queues.get(one.name.toLowerCase())?.active ?? false))
      queues.set(one.name.toLowerCase(), one)
    byId.set(one.crmId, one)
    if (one.email && !(byEmail.get(one.email)?.active ?? false)) byEmail.set(one.email, one)
  }
  return {
    byEmail: (email) => byEmail.get(email.toLowerCase()),
    byId: (id) => byId.get(id),
    queue(nameOrId) {
      const one = byId.get(nameOrId)
      return one?.kind === 'queue' ? one : queues.get(nameOrId.toLowerCase())
    },
  }
}
