// How well people are matched, with the weights as shipped, beside simple rules. Prints one table; run: MATCHING_DATA_DIR=… node bench/matching.ts
// Its one rule: pairwise after clustering, no number tuned to a set. Public sets are read from MATCHING_DATA_DIR; without it only invented ones are shown.
import { performance } from 'node:perf_hooks'
import { bySalesforceLikeRule, byExactEmail } from './people/simple-rules.ts'
import { companies } from './pairs/companies.ts'
import { people } from './pairs/people.ts'
import { companyPairs, peoplePairs } from './pairs/scores.ts'
import { heardPeople } from './people/heard.ts'
import { bandsOf, qualityOf } from './people/scores.ts'
import { febrl, restaurants, type LabelledSet } from './people/sets.ts'
import { synthetic } from './people/synthetic.ts'
import { dedupe } from '../src/matching/people/dedupe.ts'

const directory = process.env['MATCHING_DATA_DIR']
if (directory === undefined) console.log('MATCHING_DATA_DIR is not set: public sets are left out')

const crm = ['first', 'last', 'street', 'city', 'postalCode', 'email', 'phone', 'company', 'title'] as const
const invented: (() => LabelledSet)[] = [
  () =>
    synthetic({
      name: 'invented: clean CRM',
      seed: 1,
      people: 2_000,
      most: 3,
      typos: 0.05,
      missing: 0.15,
      other: 0.03,
      families: 0.1,
      fields: crm,
    }),
  () =>
    synthetic({
      name: 'invented: dirty CRM',
      seed: 2,
      people: 2_000,
      most: 5,
      typos: 0.15,
      missing: 0.3,
      other: 0.08,
      families: 0.1,
      fields: crm,
    }),
  () =>
    synthetic({
      name: 'invented: e-mail typos',
      seed: 3,
      people: 300,
      most: 6,
      typos: 0.15,
      missing: 0.15,
      other: 0.02,
      families: 0.1,
      fields: ['first', 'last', 'birthDate', 'city', 'email'],
    }),
  () =>
    synthetic({
      name: 'invented: e-mail typos, CRM-like',
      seed: 3,
      people: 300,
      most: 6,
      typos: 0.15,
      missing: 0.15,
      other: 0.02,
      families: 0.1,
      fields: ['first', 'last', 'city', 'email'],
    }),
  () =>
    synthetic({
      name: 'invented: register, 50k',
      seed: 4,
      people: 9_100,
      most: 10,
      typos: 0.25,
      missing: 0.2,
      other: 0.08,
      families: 0.1,
      fields: ['first', 'last', 'birthDate', 'birthPlace', 'postalCode', 'title'],
    }),
  () => heardPeople(3_000, 0.1),
  () => heardPeople(3_000, 0.25),
]
const sets: (() => LabelledSet)[] = [
  ...(directory === undefined
    ? []
    : [
        () => febrl(directory, 'febrl1', false),
        () => febrl(directory, 'febrl1', true),
        () => febrl(directory, 'febrl2', false),
        () => febrl(directory, 'febrl2', true),
        () => restaurants(directory),
      ]),
  ...invented,
]

const row = (cells: readonly string[]): void =>
  console.log(cells.map((cell, at) => (at < 2 ? cell.padEnd(at === 0 ? 34 : 18) : cell.padStart(9))).join(''))

function report(
  set: LabelledSet,
  what: string,
  clusters: readonly (readonly string[])[],
  more: readonly string[] = [],
): void {
  const { precision, recall, f1 } = qualityOf(clusters, set)
  row([set.name, what, precision.toFixed(4), recall.toFixed(4), f1.toFixed(4), ...more])
}

row(['set', 'how', 'P', 'R', 'F1', 'records', 'pairs', 'seconds', 'MB', 'auto P', 'asked'])
const only = process.argv[2]
for (const make of sets) {
  const set = make()
  if (only !== undefined && !set.name.includes(only)) continue
  if (set.records.some(({ email }) => email !== undefined)) report(set, 'exact e-mail', byExactEmail(set.records))
  report(set, 'Salesforce-like', bySalesforceLikeRule(set.records))
  for (const join of ['auto', 'likely', 'review'] as const) {
    const start = performance.now()
    const { clusters, compared, pairs } = dedupe(set.records, { join })
    const seconds = (performance.now() - start) / 1000
    const megabytes = process.memoryUsage().rss / 2 ** 20
    report(set, join, clusters, [
      String(set.records.length),
      String(compared),
      seconds.toFixed(1),
      megabytes.toFixed(0),
      ...(join === 'likely' ? bandsOf(pairs, set).map((number) => number.toFixed(4)) : []),
    ])
  }
}

console.log(
  '\nauto P: of the pairs joined without a person, the share that is right · asked: pairs shown to a person for each that is right',
)

for (const [what, pairs] of [
  ['names of people', peoplePairs(people)],
  ['names of companies', companyPairs(companies)],
] as const) {
  if (only !== undefined && !what.includes(only)) continue
  const { precision, recall, f1, right, given, meant } = pairs
  row([
    what,
    'pairs, of our own',
    ...[precision, recall, f1].map((number) => number.toFixed(4)),
    String(meant),
    `${right} of ${given}`,
  ])
}

if (directory !== undefined && (only === undefined || 'leads to accounts'.includes(only))) {
  const { matchedOrganisations, falseMatches } = await import('./matching/leads-to-accounts.ts')
  for (const { what, score } of matchedOrganisations(directory)) {
    const { precision, recall, f1, right, given, meant } = score
    const cells = [precision, recall, f1].map((number) => number.toFixed(4))
    row(['leads to accounts', what, ...cells, String(meant), `${right} of ${given}`])
  }
  const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 1_000_000)
  const { names, auto, review, wrong } = falseMatches(directory, accounts)
  console.log(
    `\n${names} names that none of ${accounts} accounts means: ${auto} matched (${((auto / names) * 100).toFixed(2)} %), ${review} for review`,
  )
  for (const line of wrong) console.log(`  ${line}`)
}
