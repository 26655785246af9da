// A decision, made again from what was stored: is it the same? Its one rule: the plain scan decides, not the index, so that each checks the other.
import { isDeepStrictEqual } from 'node:util'
import type { RoutingBook } from '../book.ts'
import { decideByScan } from '../decide.ts'
import type { Decision, Outcome } from '../decision.ts'
import type { Question } from '../question.ts'
import { keptDecision } from './stored-question.ts'

export interface Again {
  /** As the scan makes it: with every rule that was tried. */
  decision: Decision
  /** Rule, outcome, pick, turns and all numbers are the same, bit by bit. */
  isSame: boolean
  text: string
}

/** @param stored as it came from the store. @throws what the engine throws when the rulebook is not the one of the decision */
export function decideAgain(question: Question, book: RoutingBook, stored: Decision): Again {
  const decision = decideByScan(question, book)
  const [before, after] = [comparable(stored), comparable(decision)]
  const different = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (part) => !isDeepStrictEqual(before[part], after[part]),
  )
  return { decision, isSame: different.length === 0, text: verdict(stored, decision, different) }
}

/** What does not hold is told in full by the scan, and not by the index; of a large pool what is stored is not all. */
function comparable(decision: Decision): Record<string, unknown> {
  const { leftOut: _leftOut, ...rest } = keptDecision(decision)
  return JSON.parse(JSON.stringify(rest)) as Record<string, unknown>
}

function verdict(stored: Decision, again: Decision, different: readonly string[]): string {
  const head = 'Decided again from what was stored'
  if (different.length === 0) return `${head}: the same rule and the same owner.`
  const rule = stored.rule === again.rule ? [] : [`the rule was "${stored.rule}" and is "${again.rule}"`]
  const then = outcomeText(stored.outcome)
  const now = outcomeText(again.outcome)
  const outcome = then === now ? [] : [`it was ${then} and is ${now}`]
  if (rule.length + outcome.length > 0) return `${head}, it is not the same: ${[...rule, ...outcome].join('; ')}.`
  return `${head}: the same rule and the same owner, but not all that was told is the same (${different.join(', ')}).`
}

export function outcomeText(outcome: Outcome): string {
  if (outcome.kind !== 'assign') return outcome.kind
  if (outcome.ownerKind === 'queue') return `the queue ${outcome.ownerName}`
  return outcome.pool === null ? outcome.ownerName : `${outcome.ownerName} of pool ${outcome.pool}`
}
