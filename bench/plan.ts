// How long a plan takes: 100,000 leads of history, decided by two rulebooks of 200 rules with pools of ten. Prints a line; run:
// node bench/plan.ts [leads, 100,000 unless said]. Its one rule: it does what the command does with each page, from JSON to the counts.
import { performance } from 'node:perf_hooks'
import { parseRoutingBook } from '../src/routing/book.ts'
import { decide } from '../src/routing/decide.ts'
import { watched } from '../src/routing/explain/looked-at.ts'
import { keepQuestion, restoreQuestion } from '../src/routing/explain/stored-question.ts'
import { Planner } from '../src/routing/plan/plan.ts'
import { membersOf, questionsOf, someLeads, someRules, yamlOf } from './routing/rulebooks.ts'

const COUNT = Number(process.argv[2] ?? 100_000)
const PAGE = 500
const RULES = 200
const members = membersOf(10)
const values = someRules(RULES)
const known = { policies: new Set<string>() }
const live = parseRoutingBook(yamlOf(values, members), known)
const draft = parseRoutingBook(
  yamlOf(
    values.map((one, n) => (n % 10 === 0 ? { ...one, employees: one.employees * 2 } : one)),
    members.slice(1),
  ),
  known,
)
const leads = someLeads(COUNT)

/** As the server answers. */
function page(from: number): string {
  const questions = questionsOf(leads.slice(from, from + PAGE), members, true)
  return JSON.stringify(
    questions.map((question) => {
      const asked = watched(question)
      decide(asked, live)
      return keepQuestion(asked)
    }),
  )
}

const side = (book: typeof live) => ({ book, promiseText: () => '' })
const planner = new Planner(side(live), side(draft))
let ms = 0
for (let from = 0; from < COUNT; from += PAGE) {
  const text = page(from)
  const start = performance.now()
  for (const kept of JSON.parse(text) as ReturnType<typeof keepQuestion>[]) {
    const question = restoreQuestion(kept)
    if ('lacks' in question) throw new Error(`${question.lacks} is missing.`)
    planner.add(question, question.lead.id)
  }
  ms += performance.now() - start
}
const { unchanged, moved } = planner.result
console.log(
  `${COUNT.toLocaleString('en')} leads by two rulebooks of ${RULES} rules: ${(ms / 1_000).toFixed(1)} s ` +
    `(${Math.round((COUNT / ms) * 1_000).toLocaleString('en')} leads/s; goal: 100,000 in 60 s). ` +
    `Unchanged ${unchanged.toLocaleString('en')}, moved ${(moved.byRule + moved.byTurn).toLocaleString('en')}.`,
)
