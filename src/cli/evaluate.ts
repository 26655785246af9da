// pointsman evaluate: how good the matching is on data whose truth is known. Its one rule: it runs what the other commands run, with nothing tuned.
import { dedupe } from '../matching/people/dedupe.ts'
import type { AccountMatch } from '../matching/accounts/match.ts'
import type { AccountSettings } from '../matching/accounts/settings.ts'
import type { Weights } from '../matching/people/levels.ts'
import { scoreOf, scorePairs, type Score } from '../matching/score.ts'
import { InputError } from '../errors.ts'
import { readAccounts } from './accounts-file.ts'
import { openCsv } from './csv-file.ts'
import { mapped, matchRows, withoutConnection } from './match.ts'
import { matchingSettings } from './matching-option.ts'
import { readPeople, type ListOptions } from './people-file.ts'
import { heading, print, printJson, table } from './print.ts'
import { progress } from './progress.ts'

export interface EvaluateOptions extends ListOptions {
  labels: string
  people?: string
  leads?: string
  accounts?: string
  accountMap?: string
  matching?: string
  json?: boolean
}

interface Line {
  band: string
  score: Score
}

export async function evaluate(options: EvaluateOptions): Promise<void> {
  const { people, leads, accounts } = options
  if ((people === undefined) === (leads === undefined) || (leads !== undefined && accounts === undefined)) {
    throw new InputError('Give either --people, or --leads and --accounts.', { code: 'evaluate.what', status: 400 })
  }
  const labels = await readLabels(options.labels)
  const settings = matchingSettings(options.matching)
  const lines =
    people === undefined
      ? await ofLeads(leads ?? '', accounts ?? '', labels, settings.accounts, options)
      : await ofPeople(people, labels, settings.people.weights, options)
  if (options.json) printJson({ labels: labels.size, bands: lines })
  else print(linesOf(lines))
}

/** record → what it truly is: a person's or an account's id. Empty: nobody's. */
export async function readLabels(path: string): Promise<Map<string, string>> {
  const file = await openCsv(path, {})
  const labels = new Map<string, string>()
  for await (const { fields } of file.rows) {
    const [id, truth] = file.columns()
    if (id === undefined || truth === undefined) {
      throw new InputError(`${path} needs two columns: the id of a record, and what it truly is.`, {
        code: 'evaluate.labels',
        status: 400,
      })
    }
    labels.set(fields[id] ?? '', fields[truth] ?? '')
  }
  if (labels.size === 0) throw new InputError(`${path} holds no labels.`, { code: 'csv.empty' })
  return labels
}

/** Pairs after clustering: two rows of one cluster against two rows of one person. */
async function ofPeople(
  path: string,
  labels: Map<string, string>,
  weights: Weights,
  options: EvaluateOptions,
): Promise<Line[]> {
  const tell = progress()
  const { people } = await readPeople(path, mapped(options, options.map), tell)
  const known = people.filter(({ id }) => labels.has(id))
  if (known.length === 0) throw nobodyKnown()
  const lines = (['auto', 'likely', 'review'] as const).map((join) => {
    tell.tell(`${known.length} people are compared (${join})`)
    return { band: join, score: scorePairs(dedupe(known, { join, weights }).clusters, labels) }
  })
  tell.end()
  return lines
}

async function ofLeads(
  path: string,
  accountPath: string,
  labels: Map<string, string>,
  settings: AccountSettings,
  options: EvaluateOptions,
): Promise<Line[]> {
  const tell = progress()
  const accounts = await readAccounts(accountPath, mapped(options, options.accountMap), tell)
  const counts = { auto: tally(), review: tally(), 'among the first three': tally() }
  let meant = 0
  let rows = 0
  for await (const { id, match } of matchRows(path, mapped(options, options.map), accounts, settings, tell)) {
    const truth = labels.get(id)
    if (truth === undefined) continue
    rows += 1
    if (truth !== '') meant += 1
    const first = chosen(match)
    const ids = match.candidates.slice(0, 3).map(({ accountId }) => withoutConnection(accountId))
    if (match.kind === 'account') count(counts.auto, first === truth)
    if (match.kind !== 'none') count(counts.review, first === truth)
    if (ids.length > 0 || first !== undefined)
      count(counts['among the first three'], truth !== '' && (first === truth || ids.includes(truth)))
  }
  tell.end()
  if (rows === 0) throw nobodyKnown()
  return Object.entries(counts).map(([band, { right, given }]) => ({
    band: band === 'review' ? 'auto and review' : band,
    score: scoreOf(right, given, meant),
  }))
}

function chosen(match: AccountMatch): string | undefined {
  if (match.kind === 'account') return withoutConnection(match.accountId)
  const [first] = match.candidates
  return match.kind === 'unsure' && first ? withoutConnection(first.accountId) : undefined
}

interface Tally {
  right: number
  given: number
}
const tally = (): Tally => ({ right: 0, given: 0 })

function count(sum: Tally, isRight: boolean): void {
  sum.given += 1
  if (isRight) sum.right += 1
}

function nobodyKnown(): InputError {
  return new InputError('None of the labels names a record of the list: compare their ids.', {
    code: 'evaluate.no-label',
    status: 400,
  })
}

function linesOf(lines: readonly Line[]): string[] {
  const cells = lines.map(({ band, score: { precision, recall, f1, right, given, meant } }) => [
    band,
    precision.toFixed(4),
    recall.toFixed(4),
    f1.toFixed(4),
    `${right} of ${given} given are right; ${meant} were to be found`,
  ])
  return [heading('Precision, recall, F1'), ...table([['band', 'precision', 'recall', 'F1', ''], ...cells])]
}
