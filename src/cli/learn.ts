// pointsman learn: weights of people refitted to a list, beside the shipped ones. Its one rule: it changes nothing; what it writes counts only when somebody
// puts it into the rulebook.
import { writeFileSync } from 'node:fs'
import { InputError } from '../errors.ts'
import { dedupe } from '../matching/people/dedupe.ts'
import { learn as fit, type Learned, type LearnedLevel } from '../matching/people/learn.ts'
import { weights as shipped, type Weights } from '../matching/people/levels.ts'
import type { RawPerson } from '../matching/people/raw-person.ts'
import { scorePairs, type Score } from '../matching/score.ts'
import { readLabels } from './evaluate.ts'
import { readPeople, type ListOptions } from './people-file.ts'
import { heading, print, printJson, table } from './print.ts'
import { progress } from './progress.ts'

export interface LearnOptions extends ListOptions {
  labels?: string
  out?: string
  json?: boolean
}

interface Report {
  file: string
  rows: number
  matches: number
  changed: LearnedLevel[]
  /** With labels: how good the list is put together by either. */
  scores: { shipped: Score; learned: Score } | null
}

export async function learn(path: string, options: LearnOptions): Promise<void> {
  const tell = progress()
  const { people } = await readPeople(path, options, tell)
  const labels = options.labels === undefined ? undefined : await readLabels(options.labels)
  tell.tell(`${people.length} people are compared`)
  const learned = fitted(people, labels)
  const changed = learned.levels.filter((each) => each.learned !== each.shipped)
  const scores = labels
    ? { shipped: scoreOf(people, labels, shipped), learned: scoreOf(people, labels, learned.weights) }
    : null
  tell.end()
  if (options.out !== undefined) write(options.out, yamlOf(path, changed))
  const report = { file: path, rows: people.length, matches: Math.round(learned.matches), changed, scores }
  if (options.json) printJson({ ...report, out: options.out ?? null })
  else print(linesOf(report, options))
}

function fitted(people: readonly RawPerson[], labels: ReadonlyMap<string, string> | undefined): Learned {
  try {
    return fit(people, labels ? { labels } : {})
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new InputError(
      `There is too little to learn from: ${error.message}. Take a longer list, or one with more repeated people.`,
      { code: 'learn.too-little', status: 422, cause: error },
    )
  }
}

function scoreOf(people: readonly RawPerson[], labels: ReadonlyMap<string, string>, weights: Weights): Score {
  const known = people.filter(({ id }) => labels.has(id))
  return scorePairs(dedupe(known, { weights }).clusters, labels)
}

function yamlOf(path: string, changed: readonly LearnedLevel[]): string {
  const lines = [...Map.groupBy(changed, ({ field }) => field)].map(([field, levels]) => {
    const bits = levels.map(({ level, learned }) => `${level}: ${learned}`)
    return `    ${field}: { ${bits.join(', ')} }`
  })
  const head = [
    `# Learned by "pointsman learn" from ${path}. For rulebook/matching.yaml; what is not named keeps the shipped weight.`,
  ]
  return [...head, 'people:', ...(lines.length > 0 ? ['  weights:', ...lines] : ['  weights: {}']), ''].join('\n')
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new InputError(`${path} cannot be written: check folder and rights.`, { code: 'learn.no-out', cause: error })
  }
}

function linesOf({ rows, matches, changed, scores }: Report, { labels, out }: LearnOptions): string[] {
  const how = labels === undefined ? 'estimated' : 'labelled'
  const percent = (share: number): string => `${(share * 100).toFixed(share < 0.001 ? 4 : 1)} %`
  const levels = changed.map(({ field, level, shipped: before, learned, m, u }) => [
    field,
    level,
    before.toFixed(1),
    learned.toFixed(1),
    percent(m),
    percent(u),
  ])
  return [
    heading(`${rows} people, ${matches} pairs of one person (${how}): ${changed.length} weights would change`),
    ...table([['field', 'how they agree', 'shipped', 'learned', 'of one person', 'of any two'], ...levels]),
    ...(scores ? ['', ...scoreLines(scores)] : []),
    '',
    out === undefined
      ? 'Nothing was written: --out weights.yaml writes them as rulebook/matching.yaml takes them.'
      : `Try them: pointsman evaluate --labels … --people … --matching ${out}. To use them, put them into rulebook/matching.yaml.`,
  ]
}

function scoreLines({ shipped: before, learned: after }: NonNullable<Report['scores']>): string[] {
  const cells = ([name, { precision, recall, f1 }]: [string, Score]): string[] => [
    name,
    precision.toFixed(4),
    recall.toFixed(4),
    f1.toFixed(4),
  ]
  return [
    'On this list, which they were learned from:',
    ...table([['weights', 'precision', 'recall', 'F1'], cells(['shipped', before]), cells(['learned', after])]),
  ]
}
