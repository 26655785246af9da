// How fast a decision is, and how that grows with the rulebook: 10 to 100,000 rules, beside json-rules-engine and a scan written by hand, in
// the same run; then pools of 500, and territory tables to a million rows. Prints tables; run: node bench/routing.ts [rounds, 5 unless said].
// Its one rule: times are of the processor, and of rounds by turns; a ratio is one of medians of the same run. They stand some noise, not much.
import { parseRoutingBook, type RoutingBook } from '../src/routing/book.ts'
import { decide } from '../src/routing/decide.ts'
import { watched } from '../src/routing/explain/looked-at.ts'
import { keepQuestion, keptDecision } from '../src/routing/explain/stored-question.ts'
import type { Question } from '../src/routing/question.ts'
import { RuleIndex } from '../src/routing/rules/rule-index.ts'
import { tablesTable } from './routing/tables.ts'
import { jsonRulesEngine, linearScan } from './routing/rivals.ts'
import {
  bookOf,
  membersOf,
  questionsOf,
  rulesOf,
  someLeads,
  someRules,
  tooSmall,
  yamlOf,
  type LeadValues,
} from './routing/rulebooks.ts'

const ROUNDS = Number(process.argv[2] ?? 5)
const LEADS = 1_000
/** Of each case in each round. */
const ROUND_MS = 100
/** json-rules-engine takes seconds for one decision with more. */
const MOST_FOR_JSON_RULES_ENGINE = 10_000
/** Times as many decisions as json-rules-engine makes. */
const goals = new Map([
  [10, 50],
  [100, 500],
  [1_000, 5_000],
  [10_000, 50_000],
])

type Work = (n: number) => unknown

/** Microseconds of the processor per call: the median of the rounds, in which all cases take turns. */
async function measure<T extends string>(cases: Record<T, Work | null>): Promise<Record<T, number | null>> {
  const works = Object.entries(cases) as [T, Work | null][]
  const took = new Map<T, number[]>(works.map(([name]) => [name, []]))
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [name, work] of works) {
      if (!work) continue
      const us = await oneRound(work)
      if (round >= 0) took.get(name)?.push(us)
    }
  }
  return Object.fromEntries(works.map(([name]) => [name, median(took.get(name) ?? [])])) as Record<T, number | null>
}

async function oneRound(work: Work): Promise<number> {
  const start = process.cpuUsage()
  let calls = 0
  let batch = 1
  for (;;) {
    for (const end = calls + batch; calls < end; calls += 1) {
      const answer = work(calls % LEADS)
      if (answer instanceof Promise) await answer
    }
    const { user, system } = process.cpuUsage(start)
    if (user + system >= ROUND_MS * 1_000) return (user + system) / calls
    batch = Math.min(1_000, batch * 2)
  }
}

/** As it is stored: the decision, and what it was made from. */
function recordOf(question: Question, book: RoutingBook): string[] {
  const asked = watched(question)
  const decision = decide(asked, book)
  const { open, personal } = keepQuestion(asked)
  return [
    JSON.stringify(keptDecision(decision)),
    JSON.stringify({ question: open }),
    JSON.stringify({ question: personal }),
  ]
}

function median(times: readonly number[]): number | null {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? null
}

/** @throws when an engine names another rule than the plain scan */
async function checkSameAnswers(
  leads: readonly LeadValues[],
  questions: readonly Question[],
  scan: (lead: LeadValues) => number,
  ours: (question: Question) => string,
  theirs: ((lead: LeadValues) => Promise<number>) | null,
): Promise<void> {
  for (const [n, lead] of leads.entries()) {
    const place = scan(lead)
    const rule = place === -1 ? 'otherwise' : `rule ${place}`
    const question = questions[n]
    if (question && ours(question) !== rule) throw new Error(`Lead ${n} belongs to ${rule}.`)
    if (theirs && n < 2 && (await theirs(lead)) !== place)
      throw new Error(`json-rules-engine: lead ${n} is of ${rule}.`)
  }
}

/** Milliseconds of the processor for the whole index, and for the longest of its steps. */
function buildTimes(rules: Parameters<typeof RuleIndex.building>[0]): { whole: number; longest: number } {
  const start = threadMs()
  let before = start
  let longest = 0
  for (const _ of RuleIndex.building(rules)) {
    const now = threadMs()
    longest = Math.max(longest, now - before)
    before = now
  }
  return { whole: threadMs() - start, longest }
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

const perSecond = (us: number | null): string => (us === null ? '–' : Math.round(1e6 / us).toLocaleString('en'))
const times = (a: number | null, b: number | null): string =>
  a === null || b === null ? '–' : `${Math.round(a / b).toLocaleString('en')}x`
const micro = (us: number | null): string => (us === null ? '–' : us.toFixed(2))

const leads = someLeads(LEADS)
const small = tooSmall(leads)
const few = membersOf(3)
const questions = questionsOf(leads, few, true)
const worst = questionsOf(small, few, true)

console.log(`Decisions per second; a pool of ${few.length}; ${ROUNDS} rounds. "with its record": as JSON, with all that it was decided from, as it is stored.

| rules | json-rules-engine | scan by hand | the rule alone | whole decision | with its record | whole : json-rules-engine | with record | goal |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |`)
const whole = new Map<
  number,
  { random: number | null; worst: number | null; engineWorst: number | null; record: number | null; build: string }
>()
for (const count of [10, 100, 1_000, 10_000, 100_000]) {
  const values = someRules(count)
  const rules = rulesOf(values)
  const book = bookOf(rules, few)
  const index = RuleIndex.of(rules)
  const scan = linearScan(values)
  const engine = count <= MOST_FOR_JSON_RULES_ENGINE ? jsonRulesEngine(values) : null
  const leadAt = (n: number): LeadValues => leads[n] ?? fail()
  const asked = (n: number): Question => questions[n] ?? fail()
  const hard = (n: number): Question => worst[n] ?? fail()
  await checkSameAnswers(leads, questions, scan, (question) => decide(question, book).rule, engine)
  await checkSameAnswers(small, worst, scan, (question) => decide(question, book).rule, null)
  const us = await measure({
    engine: engine && ((n) => engine(leadAt(n))),
    scan: (n) => scan(leadAt(n)),
    index: (n) => index.candidates(asked(n)).after(-1),
    decide: (n) => decide(asked(n), book),
    record: (n) => recordOf(asked(n), book),
    worst: (n) => decide(hard(n), book),
    engineWorst: engine && ((n) => engine(small[n] ?? fail())),
  })
  const { whole: ms, longest } = buildTimes(rules)
  const build = `${ms.toFixed(0)} | ${longest.toFixed(1)}`
  whole.set(count, { random: us.decide, worst: us.worst, engineWorst: us.engineWorst, record: us.record, build })
  const goal = goals.get(count)
  console.log(
    `| ${count.toLocaleString('en')} | ${perSecond(us.engine)} | ${perSecond(us.scan)} | ${perSecond(us.index)} | ${perSecond(us.decide)} | ${perSecond(us.record)} | ${times(us.engine, us.decide)} | ${times(us.engine, us.record)} | ${goal === undefined ? '–' : `${goal.toLocaleString('en')}x`} |`,
  )
}

const least = whole.get(10)
const growth = (us: number | null, of: number | null | undefined): string =>
  us === null || of === null || of === undefined ? '–' : `${(us / of).toFixed(1)}x`
console.log(`
How it grows: µs of one whole decision, and times that of 10 rules. Goals at 100,000: 3x, no rule matching 8x; index within 500 ms, in steps of 10 ms.

| rules | µs | growth | no rule matches, µs | growth | json-rules-engine : no rule matches | with its record, µs | growth | index ms | longest step ms |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |`)
for (const [count, { random, worst: none, engineWorst, record, build }] of whole) {
  console.log(
    `| ${count.toLocaleString('en')} | ${micro(random)} | ${growth(random, least?.random)} | ${micro(none)} | ${growth(none, least?.worst)} | ${times(engineWorst, none)} | ${micro(record)} | ${growth(record, least?.record)} | ${build} |`,
  )
}

const many = membersOf(500)
const wide = bookOf(rulesOf(someRules(1_000)), many)
const [inLedger, level] = [true, false].map((hasTurns) => questionsOf(leads, many, hasTurns))
const pools = await measure({
  'has turns in its ledger': (n) => decide(inLedger?.[n] ?? fail(), wide),
  'is new: everybody is level, and the seed decides': (n) => decide(level?.[n] ?? fail(), wide),
  'has turns; with its record': (n) => recordOf(inLedger?.[n] ?? fail(), wide),
})
console.log(`
1,000 rules, and pools of ${many.length}

| the pool | decisions per second | µs |
| --- | --- | --- |`)
for (const [name, us] of Object.entries(pools)) console.log(`| ${name} | ${perSecond(us)} | ${micro(us)} |`)

const yaml = yamlOf(someRules(2_000), few)
const start = threadMs()
parseRoutingBook(yaml, { policies: new Set() })
console.log(`
YAML of 2,000 rules, read, checked and indexed in one thread, of the processor: ${(threadMs() - start).toFixed(0)} ms; goal 1,000`)

await tablesTable()

function fail(): never {
  throw new RangeError('There are not as many leads.')
}
