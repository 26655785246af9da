// A decision in plain sentences, for the people who ask "why me?". Its one rule: it says only what the trace holds.
import type { Decision, NamedOwnerTrace, RuleTrace, SplitTrace, TableTrace, Trace } from '../decision.ts'
import { poolSentences } from './pool-sentences.ts'

const words: Record<string, string> = {
  equals: 'is',
  in: 'is one of',
  not: 'is not',
  gte: 'is at least',
  gt: 'is above',
  lte: 'is at most',
  lt: 'is below',
  between: 'is between',
  starts: 'starts with',
  matches: 'matches',
  ends: 'ends with',
  contains: 'contains',
  within: 'lies in',
}

/** One sentence per line, in the order in which it was decided; the last says the outcome. */
export function explainDecision(decision: Decision): string[] {
  return [
    ...decision.rules.map(ruleSentence),
    ...leftOutSentence(decision),
    ...(decision.rule === 'otherwise' ? ['No rule took it, so it fell to "otherwise".'] : []),
    ...(decision.splits ?? []).map(splitSentence),
    ...(decision.tables ?? []).map(tableSentence),
    ...decision.owners.map(ownerSentence),
    ...decision.pools.flatMap(poolSentences),
    outcomeSentence(decision),
  ]
}

function ruleSentence({ rule, place, holds, why, noOwner }: RuleTrace): string {
  const head = `Rule "${rule}" (${place}) ${holds ? 'holds' : 'does not hold'}: ${condition(why)}.`
  return noOwner === null ? head : `${head} But ${noOwner}: passed on to the next rule.`
}

function leftOutSentence({ leftOut = 0 }: Decision): string[] {
  if (leftOut === 0) return []
  const rules = leftOut === 1 ? '1 rule' : `${leftOut} rules`
  return [`Not told here: ${rules} before it, which need other values than these.`]
}

/** Only what settled the answer: of an `all` that failed the part that failed, of an `any` that held the part that held. */
function condition(trace: Trace): string {
  switch (trace.is) {
    case 'condition':
      return comparison(trace)
    case 'not':
      return `not (${trace.parts.map(condition).join('; ')})`
    case 'all':
    case 'any': {
      const settling = trace.holds === (trace.is === 'any') ? trace.parts.slice(-1) : trace.parts
      return settling.map(condition).join(trace.is === 'all' ? ' and ' : ' or ')
    }
  }
}

function comparison({ field, operator, expected, actual, was }: Extract<Trace, { is: 'condition' }>): string {
  const known = actual === null ? 'it is unknown' : `it is ${value(actual)}`
  if (operator === 'if')
    return `if ${value(expected)} (${typeof actual === 'boolean' ? known : `no answer: ${value(actual)}`})`
  if (operator === 'changed') {
    const before = was === undefined ? '' : `it was ${was === null ? 'unknown' : value(was)}, `
    return `${field} must ${expected === true ? '' : 'not '}have been changed by this event (${before}${known})`
  }
  if (operator === 'exists') return `${field} ${expected === true ? 'must be known' : 'must be unknown'} (${known})`
  const wanted = operator === 'between' ? (expected as number[]).join(' and ') : value(expected)
  return `${field} ${words[operator] ?? operator} ${wanted} (${known})`
}

function value(item: unknown): string {
  return Array.isArray(item) ? item.map(String).join(', ') : String(item)
}

function splitSentence({ rule, by, at, arm }: SplitTrace): string {
  return `Rule "${rule}" splits by ${by}: the lot falls at ${at.toFixed(2)} of 100, on "${arm}".`
}

function tableSentence({ table, line, says, to, others }: TableTrace): string {
  if (line === null) return `In the table ${table} no row holds.`
  const less =
    others === 0
      ? ''
      : `, before ${others} less specific ${others === 1 ? 'row' : 'rows'} that ${others === 1 ? 'holds' : 'hold'} too`
  return `In the table ${table}, line ${line} takes it${less} (${says}): ${to}.`
}

function ownerSentence({ owner, refused, isSticky }: NamedOwnerTrace): string {
  if (isSticky) {
    const goes = owner === 'previous owner' ? 'go back to the previous owner' : "stay with the account's owner"
    return refused === null
      ? `The rule is sticky: it is to ${goes}.`
      : `The rule is sticky, but it does not ${goes}, who ${refused}.`
  }
  return refused === null ? `The owner named is ${owner}.` : `The owner named, ${owner}, ${refused}.`
}

function outcomeSentence({ outcome }: Decision): string {
  switch (outcome.kind) {
    case 'assign': {
      const how = outcome.pool === null ? 'by name' : `from pool ${outcome.pool}`
      const promise = outcome.sla === null ? 'with no promise' : `with the promise "${outcome.sla}"`
      if (outcome.ownerKind === 'queue')
        return `So it goes to the queue ${outcome.ownerName}, ${promise}${outcome.fastTrack ? ', on the fast track' : ''}.`
      return `So it goes to ${outcome.ownerName}, ${how}, ${promise}${outcome.fastTrack ? ', on the fast track' : ''}.`
    }
    case 'nurture':
      return `So it goes to nurture: ${outcome.reason}.`
    case 'ignore':
      return `So it is kept and given to nobody: ${outcome.reason}.`
    case 'unrouted':
      return `So nobody has it yet: ${outcome.reason}.`
  }
}
