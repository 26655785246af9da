// Who would have got the lead if the owner that got it could not, and who after that. Its one rule: the engine is asked, so that it is true for
// every way in which a pool chooses.
import type { RoutingBook } from '../book.ts'
import { decide } from '../decide.ts'
import type { Decision } from '../decision.ts'
import type { Question } from '../question.ts'

export interface NextInLine {
  ownerId: string
  ownerName: string
  pool: string | null
  rule: string
}

const MOST = 3

/** @returns up to three; fewer where nobody else could take it */
export function nextInLine(question: Question, book: RoutingBook, decision: Decision): NextInLine[] {
  const found: NextInLine[] = []
  const excluded = new Map(question.excluded)
  let { outcome } = decision
  while (outcome.kind === 'assign' && found.length < MOST) {
    if (excluded.has(outcome.ownerId)) break
    excluded.set(outcome.ownerId, 'stands before the others')
    const next = decide({ ...question, excluded }, book)
    ;({ outcome } = next)
    if (outcome.kind !== 'assign') break
    found.push({ ownerId: outcome.ownerId, ownerName: outcome.ownerName, pool: outcome.pool, rule: next.rule })
  }
  return found
}

export function nextSentence(line: readonly NextInLine[], decision: Decision): string {
  if (decision.outcome.kind !== 'assign') return ''
  if (line.length === 0) return 'Next in line: nobody else could have taken it.'
  const names = line.map(({ ownerName, pool, rule }) =>
    rule === decision.rule ? `${ownerName}${from(pool)}` : `${ownerName}${from(pool)} by the rule "${rule}"`,
  )
  return `Next in line: ${names.join(', then ')}.`
}

function from(pool: string | null): string {
  return pool === null ? '' : ` (pool ${pool})`
}
