// pointsman accounts import: accounts of a file go in, in parts, through the admin API. It can be run again at any time: an account that came before is
// changed. Its one rule: what is no longer in the file is dropped only when that is asked for, and only after all of it was read and taken.
import { InputError } from '../errors.ts'
import { MOST_SIGNS, type AccountField, type GivenAccount } from '../pipeline/given-account.ts'
import type { DroppedAccounts, TakenAccounts } from '../pipeline/pipeline.ts'
import { MINUTE_MS, systemClock } from '../time.ts'
import { givenIn } from './accounts-file.ts'
import { openApi } from './api.ts'
import { columnsOf, type Columns } from './columns.ts'
import { accountHeadings } from './columns-known.ts'
import { openCsv } from './csv-file.ts'
import { partsOf } from './parts.ts'
import type { ListOptions } from './people-file.ts'
import { print, printJson } from './print.ts'
import { progress } from './progress.ts'
import { refusedLines, refusedRows } from './refused-rows.ts'

export interface AccountsImportOptions extends ListOptions {
  list?: string
  replace?: boolean
  refused?: string
  dryRun?: boolean
  json?: boolean
}

interface Report {
  file: string
  list: string
  rows: number
  added: number
  changed: number
  same: number
  refused: number
  /** Rows that were taken without what could not be read of them. */
  leftOut: number
  /** null: it was not asked for, or could not be done because rows were refused. */
  dropped: number | null
}

/** As many as the API takes at once. */
const PART = 200
const EXAMPLES = 10
/** A million that are gone take minutes. */
const DROP_MS = 30 * MINUTE_MS

export async function importAccounts(path: string, options: AccountsImportOptions): Promise<void> {
  const file = await openCsv(path, options)
  const api = await openApi()
  const tell = progress()
  const refused = refusedRows(options.refused)
  const about = {
    ...(options.list === undefined ? {} : { list: options.list }),
    startedAt: systemClock.now().toISOString(),
    dryRun: options.dryRun ?? false,
  }
  const report: Report = {
    file: path,
    list: '',
    rows: 0,
    added: 0,
    changed: 0,
    same: 0,
    refused: 0,
    leftOut: 0,
    dropped: null,
  }
  const leftOut: string[] = []
  let columns: Columns<AccountField> | undefined
  try {
    for await (const part of partsOf(file.rows, PART)) {
      const known = (columns ??= columnsOf(options.map, file.columns(), accountHeadings))
      const rows = part.map(({ line, fields }) => ({ row: line, account: shortened(givenIn(known, fields)) }))
      const taken = (await api.post('/api/accounts/import', { ...about, rows })) as TakenAccounts
      add(report, taken, part.length)
      await refused.add(taken.refused, part, file)
      for (const { row, fields } of taken.leftOut.slice(0, EXAMPLES - leftOut.length)) {
        const given = rows.find((each) => each.row === row)?.account ?? {}
        leftOut.push(`  line ${row}: ${fields.map((field) => `${field} "${given[field]}"`).join(', ')}`)
      }
      tell.tell(
        `${report.rows} rows read, ${report.refused} refused`,
        file.size > 0 ? file.read() / file.size : undefined,
      )
    }
    if (report.rows === 0) throw new InputError(`${path} has no rows.`, { code: 'csv.empty' })
    if (options.replace && report.refused === 0) {
      const { dropped, kept } = (await api.post('/api/accounts/drop-absent', about, DROP_MS)) as DroppedAccounts
      // A dry run leaves no mark on what the file has.
      report.dropped = options.dryRun ? dropped + kept - report.same - report.changed : dropped
    }
    tell.end()
    const { examples } = refused.told
    if (options.json) printJson({ ...report, examples, refusedFile: options.refused ?? null })
    else
      print([
        ...linesOf(report, options),
        ...refusedLines(refused.told, options.refused),
        ...leftOutLines(report.leftOut, leftOut),
      ])
  } finally {
    await refused.close()
    await api.close()
  }
}

/** Longer cells are refused by the server, row by row; whole they could be more than it takes at all. */
function shortened(given: GivenAccount): GivenAccount {
  return Object.fromEntries(Object.entries(given).map(([field, text]) => [field, text?.slice(0, MOST_SIGNS + 1)]))
}

function add(report: Report, taken: TakenAccounts, rows: number): void {
  report.list = taken.list
  report.rows += rows
  report.added += taken.added
  report.changed += taken.changed
  report.same += taken.same
  report.refused += taken.refused.length
  report.leftOut += taken.leftOut.length
}

function leftOutLines(count: number, examples: readonly string[]): string[] {
  if (count === 0) return []
  const more = count > examples.length ? [`  … and ${count - examples.length} more`] : []
  return [
    `${count} of the rows that were taken say something that could not be read; it was left out:`,
    ...examples,
    ...more,
  ]
}

function linesOf(
  { rows, list, added, changed, same, refused, dropped }: Report,
  options: AccountsImportOptions,
): string[] {
  const counts = `${rows} rows: ${added} new, ${changed} changed, ${same} as they were, ${refused} refused.`
  const end = options.dryRun
    ? 'Nothing was stored; run it without --dry-run to do it.'
    : `Leads are matched against the list "${list}" from now on.`
  const gone =
    dropped === null
      ? 'Nothing was dropped, because rows were refused: mend them, then import the whole file again.'
      : `${dropped} that the file has no more ${options.dryRun ? 'would be' : 'were'} dropped.`
  return [`${counts} ${end}`, ...(options.replace ? [gone] : [])]
}
