// Rules that never win, or only when another finds nobody, and rules that get in each other's way. Its one rule: "never" is proven from the
// conditions; that two rules hold for one lead is shown by a lead, for which the engine was asked.
import type { RoutingBook } from '../book.ts'
import { decide } from '../decide.ts'
import type { Action, Rule } from '../rules/rule.ts'
import { test } from '../rules/condition.ts'
import { findingAt, type Finding } from './finding.ts'
import { isImpossible, wayFollows } from './possible.ts'
import { waysOf, type Way } from './ways.ts'
import { witnessOf, witnessText, type Witness } from './witness.ts'

/** More pairs than these are not compared; each takes some microseconds. */
const MOST_PAIRS = 250_000
const MOST_OVERLAPS = 30

interface Known {
  rule: Rule
  /** Those that can be; undefined: too many to look at. */
  ways: Way[] | undefined
  /** A lead for each way for which one was found. */
  witnesses: Witness[]
}

export function reachFindings(book: RoutingBook): Finding[] {
  const known = book.rules.map((rule): Known => {
    const ways = waysOf(rule.when)?.filter((way) => !isImpossible(way))
    return { rule, ways, witnesses: (ways ?? []).flatMap((way) => witnessOf(way, rule.when) ?? []) }
  })
  const hidden = new Set<Known>()
  const findings: Finding[] = []
  for (const [at, one] of known.entries()) {
    const finding = unreachable(known, at, book)
    if (!finding) continue
    hidden.add(one)
    findings.push(finding)
  }
  return [...findings, ...overlaps(known, hidden, book), ...notLookedAt(known)]
}

function unreachable(known: readonly Known[], at: number, book: RoutingBook): Finding | undefined {
  const { rule, ways, witnesses } = known[at] as Known
  if (!ways) return undefined
  const tell = (code: string, message: string): Finding => findingAt(rule.place, 'warning', code, message)
  if (ways.length === 0) {
    return tell('rule.impossible', `Rule "${rule.name}" can never hold: its conditions contradict each other.`)
  }
  // Only a rule that holds for this lead too can stand before all leads of this rule.
  const [witness] = witnesses
  const before = witness ? holding(book, witness, at) : known.slice(0, at).map((_, place) => place)
  const shadows = before.flatMap((place) => {
    const other = known[place]
    return other?.ways && ways.every((way) => other.ways?.some((wider) => wayFollows(way, wider))) ? [other.rule] : []
  })
  const ender = shadows.find(({ action }) => alwaysTakes(action))
  if (ender) {
    const message = `Rule "${rule.name}" never wins: whatever it holds for, "${ender.name}" (${ender.place}) takes before it. Put it before that rule, or remove it.`
    return tell('rule.unreachable', message)
  }
  const [first] = shadows
  if (!first) return undefined
  const message = `Rule "${rule.name}" wins only when "${first.name}" (${first.place}) finds nobody: that rule holds for all leads that this one holds for. If it is more than a spare, put it before that rule.`
  return tell('rule.shadowed', message)
}

/** Places before this one of rules that hold for the lead. */
function holding({ index, rules }: RoutingBook, { question }: Witness, before: number): number[] {
  const places: number[] = []
  const candidates = index?.candidates(question)
  const after = (place: number): number => (candidates ? candidates.after(place) : place + 1)
  for (let place = after(-1); place !== -1 && place < before; place = after(place)) {
    const rule = rules[place]
    if (rule && test(rule.when, question).holds) places.push(place)
  }
  return places
}

/** It ends here, whoever is there. */
function alwaysTakes({ kind }: Action): boolean {
  return kind === 'nurture' || kind === 'ignore' || kind === 'hold'
}

function overlaps(known: readonly Known[], hidden: ReadonlySet<Known>, book: RoutingBook): Finding[] {
  const findings: Finding[] = []
  let more = 0
  for (const [earlier, later, witness] of overlapping(known, hidden, book)) {
    if (decide(witness.question, book).rule !== earlier.name) continue
    if (findings.length === MOST_OVERLAPS) {
      more += 1
      continue
    }
    const message = `Rules "${earlier.name}" (${earlier.place}) and "${later.name}" both hold for ${witnessText(witness)}: the first gets it.`
    findings.push(findingAt(later.place, 'note', 'rule.overlap', message))
  }
  const [first] = known
  if (more === 0 || !first) return findings
  const message = `${more} more pairs of rules hold for one lead.`
  return [...findings, findingAt(fileOf(first.rule), 'note', 'rule.overlap', message)]
}

/** Pairs that hold for one lead, of which neither is a special case of the other, and that lead elsewhere. */
function* overlapping(
  known: readonly Known[],
  hidden: ReadonlySet<Known>,
  book: RoutingBook,
): Generator<[Rule, Rule, Witness]> {
  const all = known.length * known.length <= MOST_PAIRS
  for (const [at, later] of known.entries()) {
    if (!later.ways || hidden.has(later)) continue
    const seen = later.witnesses[0] ? holding(book, later.witnesses[0], at) : []
    const places = all ? known.slice(0, at).map((_, place) => place) : seen
    for (const place of places) {
      const earlier = known[place]
      if (!earlier?.ways || hidden.has(earlier) || leadsTo(earlier.rule) === leadsTo(later.rule)) continue
      if (isSpecialCase(earlier.ways, later.ways)) continue
      const witness = common(earlier, later)
      if (witness) yield [earlier.rule, later.rule, witness]
    }
  }
}

function isSpecialCase(ways: readonly Way[], of: readonly Way[]): boolean {
  return ways.every((way) => of.some((wider) => wayFollows(way, wider)))
}

function common({ rule, ways = [] }: Known, other: Known): Witness | undefined {
  for (const one of ways) {
    for (const way of other.ways ?? []) {
      const both = [...one, ...way]
      if (isImpossible(both)) continue
      const witness = witnessOf(both, { is: 'all', parts: [rule.when, other.rule.when] })
      if (witness) return witness
    }
  }
  return undefined
}

const leadsTo = ({ action, sla }: Rule): string => JSON.stringify([action, sla])

function fileOf({ place }: Rule): string {
  return place.replace(/:\d+$/, '')
}

function notLookedAt(known: readonly Known[]): Finding[] {
  const [first] = known
  if (!first) return []
  const tell = (message: string): Finding => findingAt(fileOf(first.rule), 'note', 'check.bounds', message)
  const complex = known.filter(({ ways }) => !ways).length
  return [
    ...(complex === 0 ? [] : [tell(`${complex} rules can hold in too many ways: nothing was proven of them.`)]),
    ...(known.length * known.length <= MOST_PAIRS
      ? []
      : [
          tell(
            'So many rules are not all compared with each other: of each, one lead that it holds for was looked at.',
          ),
        ]),
  ]
}
