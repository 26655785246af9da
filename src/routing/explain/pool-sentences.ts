// What happened in a pool, in plain sentences. Its one rule: it says only what the trace holds.
import type { CandidateTrace, PoolTrace } from '../decision.ts'
import type { Method } from '../pools/grammar.ts'
import type { Turn } from '../pools/turns.ts'

export function poolSentences({ pool, closed, method, levelled = [], candidates, notTold = 0 }: PoolTrace): string[] {
  if (closed !== undefined) return [`Pool ${pool} ${closed}.`]
  const open = candidates.filter(({ refused }) => refused === null)
  return [
    ...candidates.flatMap(({ member, refused }) =>
      refused === null ? [] : [`In pool ${pool}, ${member} ${refused}.`],
    ),
    ...candidates.flatMap(({ member, backup }) =>
      backup === undefined ? [] : [`In pool ${pool}, ${member} is away, and ${backup} stands in.`],
    ),
    ...levelled.map(({ member, kind, amount }) => levelSentence(pool, member, kind, amount)),
    open.length === 0 ? `Pool ${pool} has nobody who can take it.` : nextSentence(pool, method, open),
    ...(notTold > 0
      ? [`What was counted of ${notTold} more members of pool ${pool} is not kept with the decision.`]
      : []),
  ]
}

function levelSentence(pool: string, member: string, kind: Turn['kind'], amount: number): string {
  return kind === 'joined'
    ? `In pool ${pool}, ${member} is new and begins level with the others, at ${amount}.`
    : `In pool ${pool}, ${member} will not catch up ${amount} ${amount === 1 ? 'lead' : 'leads'} that it missed.`
}

function nextSentence(pool: string, method: Method | undefined, open: readonly CandidateTrace[]): string {
  const chosen = open.find((candidate) => candidate.chosen)
  if (!chosen) return `Pool ${pool} has nobody who can take it.`
  switch (method) {
    case 'strict-order':
      return `In pool ${pool} the first in its order is next: ${chosen.member}.`
    case 'weighted-random':
      return `In pool ${pool} the lot decides by weight: ${chosen.member}.`
    case 'least-loaded':
      return `In pool ${pool} the one with the fewest open leads for its weight is next: ${inOrder(
        open,
        (one) => ((one.open ?? 0) + 1) / one.weight,
        (one) => `${one.member} has ${one.open ?? 0} open`,
      )}.`
    case 'best-fit': {
      const best = open.filter(({ fit }) => fit === chosen.fit)
      const fits = `In pool ${pool} those come first who are good at most of what is preferred (${chosen.fit ?? 0}).`
      return `${fits} ${turnSentence(pool, best)}`
    }
    default:
      return turnSentence(pool, open)
  }
}

/** The one chosen first, then by a measure; in a large pool only the nearest. */
function inOrder(
  open: readonly CandidateTrace[],
  measure: (candidate: CandidateTrace) => number,
  say: (candidate: CandidateTrace) => string,
): string {
  const sorted = open.toSorted((a, b) => Number(b.chosen) - Number(a.chosen) || measure(a) - measure(b))
  const told = sorted.slice(0, MOST_TOLD).map((one) => (one.chosen ? `${say(one)} (next)` : say(one)))
  const more = open.length - told.length
  return `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

/** In a large pool only those who are nearest to their turn are told. */
const MOST_TOLD = 8

function turnSentence(pool: string, open: readonly CandidateTrace[]): string {
  const weighted = open.some(({ weight }) => weight !== open[0]?.weight)
  const how = weighted
    ? ', of those below their share the one with the fewest leads for its weight is next'
    : ' the one with the fewest leads is next'
  const sorted = open.toSorted(
    (a, b) =>
      Number(b.chosen) - Number(a.chosen) || Number(b.shortfall > 0) - Number(a.shortfall > 0) || load(a) - load(b),
  )
  const told = sorted.slice(0, MOST_TOLD).map((candidate) => standing(candidate, weighted, open))
  const more = open.length - told.length
  return `In pool ${pool}${how}: ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`
}

function standing(candidate: CandidateTrace, weighted: boolean, open: readonly CandidateTrace[]): string {
  const { member, total, target, weight, chosen } = candidate
  const who = weighted ? `${member}, weight ${weight},` : member
  const share = weighted ? ` of a share of ${round(target)}` : ''
  const next = chosen ? ` (next${tieBreak(candidate, open)})` : ''
  return `${who} got ${total}${share}${next}`
}

/** What decided between those who were level with the one chosen. */
function tieBreak(chosen: CandidateTrace, open: readonly CandidateTrace[]): string {
  const level = open.filter((other) => other !== chosen && other.shortfall > 0 && load(other) === load(chosen))
  if (level.length === 0) return ''
  return level.some(({ lastAt }) => lastAt === chosen.lastAt) ? ', by lot' : ', waits longest'
}

function load({ total, weight }: CandidateTrace): number {
  return (total + 1) / weight
}

function round(number: number): string {
  return String(Math.round(number * 100) / 100)
}
