// pointsman dedupe: who of a list is the same person. By the functions of the live path; needs no server, and stores nothing but what is asked for.
import { dedupe as findClusters, type Deduped, type Pair } from '../matching/people/dedupe.ts'
import { openCsv } from './csv-file.ts'
import { csvOut } from './csv-out.ts'
import { matchingSettings } from './matching-option.ts'
import { readPeople, type ListOptions, type PeopleFile } from './people-file.ts'
import { heading, print, printJson, table } from './print.ts'
import { progress, type Progress } from './progress.ts'

export interface DedupeOptions extends ListOptions {
  out?: string
  pairs?: string
  join?: 'auto' | 'likely' | 'review'
  matching?: string
  json?: boolean
}

export async function dedupe(path: string, options: DedupeOptions): Promise<void> {
  const tell = progress()
  const file = await readPeople(path, options, tell)
  tell.tell(`${file.people.length} people are compared`)
  const join = options.join === undefined ? {} : { join: options.join }
  const found = findClusters(file.people, { ...join, weights: matchingSettings(options.matching).people.weights })
  if (options.out !== undefined) await writeClusters(path, options.out, file, found, options, tell)
  if (options.pairs !== undefined) await writePairs(options.pairs, found)
  tell.end()
  const report = reportOf(path, file, found)
  if (options.json) printJson({ ...report, out: options.out ?? null, pairs: options.pairs ?? null })
  else print(linesOf(report, options))
}

/** Each row as it was, with the number of its person before it: rows with one number are one person. */
async function writeClusters(
  path: string,
  to: string,
  { columns, headings }: PeopleFile,
  found: Deduped,
  options: ListOptions,
  tell: Progress,
): Promise<void> {
  const numbers = new Map(found.clusters.flatMap((ids, at) => ids.map((id) => [id, at + 1] as const)))
  const sizes = found.clusters.map((ids) => ids.length)
  const best = new Map<string, Pair>()
  for (const pair of found.pairs) for (const id of [pair.a, pair.b]) if (!best.has(id)) best.set(id, pair)
  const out = csvOut(to)
  // Read once more: the whole table need not be kept in memory beside its keys.
  const file = await openCsv(path, options)
  let written = 0
  for await (const { line, fields } of file.rows) {
    const id = columns.read(fields, 'id') || `line ${line}`
    const number = numbers.get(id) ?? 0
    const pair = best.get(id)
    const cells = headings.map((name) => fields[name] ?? '')
    const about = [String(number), String(sizes[number - 1] ?? 1), pair?.band ?? '', pair ? pair.score.toFixed(1) : '']
    await out.add(['cluster', 'cluster size', 'best band', 'best bits', ...headings], [...about, ...cells])
    tell.tell(`${(written += 1)} rows written`)
  }
  await out.close()
}

async function writePairs(to: string, found: Deduped): Promise<void> {
  const out = csvOut(to)
  const columns = ['a', 'b', 'band', 'bits', 'evidence']
  for (const pair of found.pairs) {
    const { contributions } = found.explain(pair)
    const evidence = contributions.map(({ field, level, left, right, bits }) => {
      const values = left === right ? left : `${left} / ${right}`
      return `${field} ${level} (${values}) ${bits > 0 ? '+' : ''}${bits}`
    })
    await out.add(columns, [pair.a, pair.b, pair.band, pair.score.toFixed(1), evidence.join('; ')])
  }
  await out.close()
}

interface Report {
  file: string
  rows: number
  people: number
  /** Clusters of more than one row. */
  repeated: number
  largest: number
  auto: number
  review: number
  columns: Record<string, readonly string[]>
}

function reportOf(path: string, { people, columns }: PeopleFile, found: Deduped): Report {
  const several = found.clusters.filter((ids) => ids.length > 1)
  return {
    file: path,
    rows: people.length,
    people: found.clusters.length,
    repeated: several.length,
    largest: Math.max(1, ...several.map((ids) => ids.length)),
    auto: found.pairs.filter(({ band }) => band === 'auto').length,
    review: found.pairs.filter(({ band }) => band === 'review').length,
    columns: Object.fromEntries(columns.used),
  }
}

function linesOf(report: Report, { out, pairs, map }: DedupeOptions): string[] {
  const used = Object.entries(report.columns).map(([field, names]) => [field, names.join(' + ')])
  return [
    heading(`${report.rows} rows are ${report.people} people`),
    ...table([
      ['people with several rows', String(report.repeated)],
      ['rows of the largest', String(report.largest)],
      ['pairs that are sure', String(report.auto)],
      ['pairs for a person to look at', String(report.review)],
    ]),
    '',
    map === undefined ? 'Columns, by their names (say otherwise with --map columns.yaml)' : `Columns, by ${map}`,
    ...table(used),
    ...(out === undefined
      ? ['', 'Nothing was written: --out clusters.csv writes who is who.']
      : ['', `Who is who: ${out}`]),
    ...(pairs === undefined ? [] : [`Pairs with their evidence: ${pairs}`]),
  ]
}
