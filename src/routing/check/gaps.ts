// Leads just beside what rules take, which only `otherwise` takes. Its one rule: a gap is told with a lead that the engine sends to `otherwise`, and
// whose neighbours on both sides it sends elsewhere.
import type { RoutingBook } from '../book.ts'
import { decide } from '../decide.ts'
import { changedQuestion } from '../explain/changed-question.ts'
import { namedValues } from '../explain/named-values.ts'
import type { Question } from '../question.ts'
import { fields } from '../rules/fields.ts'
import { findingAt, type Finding } from './finding.ts'
import { isImpossible } from './possible.ts'
import { waysOf } from './ways.ts'
import { witnessOf, witnessText, type Witness } from './witness.ts'

const MOST_TOLD = 20
const MOST_ASKED = 20_000

/** Between the numbers of two rules: 49 takes one, 51 another, and 50 nobody. */
export function gapFindings(book: RoutingBook): Finding[] {
  const bounds = numbersOf(book)
  const findings = new Map<string, Finding>()
  let asked = 0
  for (const rule of book.rules) {
    for (const way of (waysOf(rule.when) ?? []).filter((one) => !isImpossible(one))) {
      const witness = witnessOf(way, rule.when)
      if (!witness || !isTaken(witness.question, book)) continue
      for (const field of witness.values.keys()) {
        const numbers = bounds.get(field) ?? []
        asked += numbers.length
        if (asked > MOST_ASKED || findings.size === MOST_TOLD) return [...findings.values()]
        const gap = gapAlong(witness, field, numbers, book)
        if (!gap) continue
        const text = witnessText(gap)
        const message = `Only "otherwise" takes ${text}, though rules take those with less and with more. If that is not meant, let the bounds of two rules meet.`
        findings.set(text, findingAt(rule.place, 'note', 'rule.gap', message))
      }
    }
  }
  return [...findings.values()]
}

function numbersOf(book: RoutingBook): Map<string, number[]> {
  return new Map(
    [...namedValues(book)]
      .filter(([field]) => fields.get(field)?.type === 'number')
      .map(([field, values]) => [
        field,
        values
          .filter((value) => typeof value === 'number' && value >= 0)
          .toSorted((a, b) => Number(a) - Number(b)) as number[],
      ]),
  )
}

function gapAlong(witness: Witness, field: string, numbers: readonly number[], book: RoutingBook): Witness | undefined {
  const taken = numbers.map((number) => {
    const question = changedQuestion(witness.question, field, number)
    return question ? isTaken(question, book) : undefined
  })
  const first = taken.indexOf(true)
  const last = taken.lastIndexOf(true)
  const gap = taken.findIndex((isIt, at) => isIt === false && at > first && at < last)
  const number = numbers[gap]
  const question = number === undefined ? undefined : changedQuestion(witness.question, field, number)
  if (number === undefined || !question || first === -1) return undefined
  return { question, values: new Map(witness.values).set(field, number) }
}

function isTaken(question: Question, book: RoutingBook): boolean {
  return decide(question, book).rule !== 'otherwise'
}
