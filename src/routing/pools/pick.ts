// Who of those that can take a lead gets it, by the pool's method. Its one rule: what is level is settled the same way in each method: who waits
// longest, then a lot that the seed draws, so nobody is preferred for where it stands in the file.
import { hash } from 'node:crypto'
import type { Question } from '../question.ts'
import { texts } from '../rules/condition.ts'
import type { Pool } from './pool.ts'
import { isGoodAt, openOf, type Standing } from './standing.ts'

/** Below this a shortfall is rounding. */
export const NOTHING = 1e-9

/** @param able those that can take it, in the order of the file */
export function pick(pool: Pool, able: readonly Standing[], question: Question): Standing | undefined {
  switch (pool.method) {
    case 'strict-order':
      return able[0]
    case 'weighted-random':
      return byLot(able, question.seed)
    case 'least-loaded':
      return best(able, (standing) => loadOf(standing, question), question.seed)
    case 'best-fit': {
      const fits = able.map((standing) => fitOf(pool, standing, question))
      const most = Math.max(...fits)
      return byTurn(
        able.filter((_standing, at) => fits[at] === most),
        question.seed,
      )
    }
    case 'round-robin':
      return byTurn(able, question.seed)
  }
}

/**
 * Shares are counted among these alone: target = (leads they got + 1) × weight / their weights.
 * Of those who got less than their target, the smallest (got + 1) / weight is next; then who waits longest; then the seed says.
 * So with all of them open, nobody is ever a whole lead away from its share: the quota method of apportionment
 * (Balinski and Young, American Mathematical Monthly 82, 1975). The largest shortfall alone would not keep that with many members.
 */
function byTurn(able: readonly Standing[], seed: string): Standing | undefined {
  let leads = 1
  let weights = 0
  for (const { total, weight } of able) {
    leads += total
    weights += weight
  }
  const belowShare = able.filter(({ total, weight }) => (leads * weight) / weights - total > NOTHING)
  return best(belowShare, ({ total, weight }) => (total + 1) / weight, seed)
}

/** The smallest comes first. */
function best(
  standings: readonly Standing[],
  measure: (standing: Standing) => number,
  seed: string,
): Standing | undefined {
  let level: Standing[] = []
  let least = Number.POSITIVE_INFINITY
  let longest = Number.POSITIVE_INFINITY
  for (const standing of standings) {
    const value = measure(standing)
    const waitsSince = standing.lastAt?.getTime() ?? 0
    if (value > least || (value === least && waitsSince > longest)) continue
    if (value < least || waitsSince < longest) level = []
    level.push(standing)
    least = value
    longest = waitsSince
  }
  if (level.length < 2) return level[0]
  const lots = level.map((standing) => ({ standing, lot: hash('sha256', `${seed}\0${standing.email}`) }))
  return lots.reduce((a, b) => (b.lot < a.lot ? b : a)).standing
}

/** Open leads that it would have then, for its weight. */
export function loadOf({ owner, weight }: Standing, question: Question): number {
  return (openOf(owner, question) + 1) / weight
}

/** How many of the preferred fields it is named to be good at. Who names nothing for a field fits less than who names the value. */
export function fitOf(pool: Pool, { member }: Standing, question: Question): number {
  return pool.prefers.filter((skill) => {
    const values = texts(skill.field.read(question))
    return values.length > 0 && member.skills?.has(skill.name) && isGoodAt(member, skill, values)
  }).length
}

/** Where a number between 0 and 1 that the seed draws falls among the weights. */
function byLot(able: readonly Standing[], seed: string): Standing | undefined {
  const weights = able.reduce((sum, { weight }) => sum + weight, 0)
  let left = (Number.parseInt(hash('sha256', seed).slice(0, 12), 16) / 2 ** 48) * weights
  return able.find(({ weight }) => (left -= weight) < 0) ?? able.at(-1)
}
