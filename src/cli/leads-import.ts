// pointsman leads import: a list goes in, in parts, through the admin API. It can be run again at any time: what came before counts once.
import type { TakenList } from '../pipeline/pipeline.ts'
import { openApi, type Api } from './api.ts'
import { openCsv, type CsvFile, type CsvRow, type Encoding } from './csv-file.ts'
import { partsOf } from './parts.ts'
import { print, printJson } from './print.ts'
import { refusedLines, refusedRows, type RefusedRows } from './refused-rows.ts'

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
}

/** Small enough for the API's bounds with a hundred columns. */
const PART = 100
const TELL_EVERY = 1_000

export async function importLeads(path: string, options: ImportOptions): Promise<void> {
  const file = await openCsv(path, options)
  const api = await openApi()
  const refused = refusedRows(options.refused)
  const report: Report = { file: path, rows: 0, taken: 0, duplicate: 0, refused: 0 }
  try {
    for await (const part of partsOf(file.rows, PART)) {
      await sendPart(api, part, options, report, refused, file)
      if (report.rows % TELL_EVERY < PART) tell(file, report)
    }
    const { examples } = refused.told
    if (options.json) printJson({ ...report, examples, refusedFile: options.refused ?? null })
    else print(reportLines(report, refused, options, api.running))
  } finally {
    await refused.close()
    await api.close()
  }
}

async function sendPart(
  api: Api,
  part: readonly CsvRow[],
  options: ImportOptions,
  report: Report,
  refused: RefusedRows,
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
  await refused.add(result.refused, part, file)
}

function tell(file: CsvFile, { rows, taken, refused }: Report): void {
  if (!process.stderr.isTTY) return
  const percent = file.size > 0 ? ` (${Math.min(100, Math.floor((file.read() / file.size) * 100))} %)` : ''
  process.stderr.write(`\r${rows} rows read${percent}, ${taken} taken, ${refused} refused`)
}

function reportLines(report: Report, { told }: RefusedRows, options: ImportOptions, running: boolean): string[] {
  if (process.stderr.isTTY && report.rows >= TELL_EVERY) process.stderr.write('\n')
  const { rows, taken, duplicate, refused } = report
  const end = options.dryRun
    ? 'Nothing was stored; run it without --dry-run to do it.'
    : `What was taken is routed ${running ? 'now' : 'when the server starts'}.`
  const counts = `${rows} rows: ${taken} taken, ${duplicate} came before, ${refused} refused. ${end}`
  return [counts, ...refusedLines(told, options.refused)]
}
