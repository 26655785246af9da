// pointsman leads import: a list goes in, in parts, through the admin API. It can be run again at any time: what came before counts once.
import type { TakenList } from '../pipeline/pipeline.ts'
import { openApi, type Api } from './api.ts'
import { openCsv, type CsvFile, type CsvRow, type Encoding } from './csv-file.ts'
import { csvOut, type CsvOut } from './csv-out.ts'
import { print, printJson } from './print.ts'

export interface ImportOptions {
  mapping?: string
  connection?: string
  source?: string
  channel?: string
  campaign?: string
  at?: string
  encoding?: Encoding
  delimiter?: string
  refused?: string
  dryRun?: boolean
  json?: boolean
}

interface Report {
  file: string
  rows: number
  taken: number
  duplicate: number
  refused: number
  /** The first of them. */
  examples: { line: number; why: string }[]
  refusedFile: string | null
}

/** Small enough for the API's bounds with a hundred columns. */
const PART = 100
const EXAMPLES = 10
const TELL_EVERY = 1_000

export async function importLeads(path: string, options: ImportOptions): Promise<void> {
  const file = await openCsv(path, options)
  const api = await openApi()
  const report: Report = {
    file: path,
    rows: 0,
    taken: 0,
    duplicate: 0,
    refused: 0,
    examples: [],
    refusedFile: options.refused ?? null,
  }
  const refusals = options.refused === undefined ? null : csvOut(options.refused)
  try {
    for await (const part of parts(file.rows)) {
      await sendPart(api, part, options, report, refusals, file)
      if (report.rows % TELL_EVERY < PART) tell(file, report)
    }
    if (options.json) printJson(report)
    else print(reportLines(report, options.dryRun ?? false, api.running))
  } finally {
    if (refusals) await refusals.close()
    await api.close()
  }
}

async function* parts(rows: AsyncIterable<CsvRow>): AsyncIterable<CsvRow[]> {
  let part: CsvRow[] = []
  for await (const row of rows) {
    part.push(row)
    if (part.length < PART) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

async function sendPart(
  api: Api,
  part: readonly CsvRow[],
  options: ImportOptions,
  report: Report,
  refusals: CsvOut | null,
  file: CsvFile,
): Promise<void> {
  const { mapping, connection, at, source, channel, campaign, dryRun = false } = options
  const said = Object.entries({ source, channel, campaign }).filter(([, value]) => value !== undefined)
  const more = said.length > 0 ? { import: Object.fromEntries(said) } : {}
  const result = (await api.post('/api/leads/import', {
    ...(mapping === undefined ? {} : { mapping }),
    ...(connection === undefined ? {} : { connection }),
    ...(at === undefined ? {} : { at }),
    dryRun,
    rows: part.map(({ line, fields }) => ({ row: line, fields: { ...fields, ...more } })),
  })) as TakenList
  report.rows += part.length
  report.taken += result.taken
  report.duplicate += result.duplicate
  report.refused += result.refused.length
  for (const { row, why } of result.refused) {
    if (report.examples.length < EXAMPLES) report.examples.push({ line: row, why })
    const fields = part.find(({ line }) => line === row)?.fields
    // As it was, with line and reason, to be mended and imported again.
    if (refusals && fields) {
      const columns = file.columns()
      const cells = columns.map((name) => fields[name] ?? '')
      await refusals.add([...columns, 'line', 'refused because'], [...cells, String(row), why])
    }
  }
}

function tell(file: CsvFile, { rows, taken, refused }: Report): void {
  if (!process.stderr.isTTY) return
  const percent = file.size > 0 ? ` (${Math.min(100, Math.floor((file.read() / file.size) * 100))} %)` : ''
  process.stderr.write(`\r${rows} rows read${percent}, ${taken} taken, ${refused} refused`)
}

function reportLines(report: Report, dryRun: boolean, running: boolean): string[] {
  if (process.stderr.isTTY && report.rows >= TELL_EVERY) process.stderr.write('\n')
  const { rows, taken, duplicate, refused, examples, refusedFile: path } = report
  const end = dryRun
    ? 'Nothing was stored; run it without --dry-run to do it.'
    : `What was taken is routed ${running ? 'now' : 'when the server starts'}.`
  const lines = [`${rows} rows: ${taken} taken, ${duplicate} came before, ${refused} refused. ${end}`]
  for (const { line, why } of examples) lines.push(`  line ${line}: ${why}`)
  if (refused > examples.length) lines.push(`  … and ${refused - examples.length} more`)
  if (refused > 0) {
    lines.push(
      path === null
        ? 'Write the refused rows to a file with --refused <file>.'
        : `The refused rows stand in ${path}: mend and import that.`,
    )
  }
  return lines
}
