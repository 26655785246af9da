// pointsman territories: what a table of territories says twice, and what it leaves open. Needs no server, and stores nothing.
import { readTerritoryTable } from '../main.ts'
import { gapsIn, type Gaps } from '../routing/territories/gaps.ts'
import { overlapsIn, type Overlaps } from '../routing/territories/overlaps.ts'
import type { TerritoryTable } from '../routing/territories/table.ts'
import { heading, print, printJson } from './print.ts'

export interface TerritoriesOptions {
  overlaps?: boolean
  gaps?: boolean
  json?: boolean
}

/** Of each kind. */
const EXAMPLES = 20

export async function territories(name: string, options: TerritoriesOptions): Promise<void> {
  const table = await readTerritoryTable(name)
  const isBoth = !options.overlaps && !options.gaps
  const overlaps = options.overlaps || isBoth ? overlapsIn(table, EXAMPLES) : undefined
  const gaps = options.gaps || isBoth ? gapsIn(table) : undefined
  if (options.json) return printJson({ table: table.data.path, rows: table.data.count, overlaps, gaps })
  print([
    `${heading(table.data.path)}: ${numbered(table.data.count, 'row')}, ${numbered(table.data.targets.length, 'owner or pool', 'owners and pools')}`,
    ...(overlaps ? overlapLines(overlaps) : []),
    ...(gaps ? gapLines(gaps, table) : []),
  ])
}

function overlapLines({ same, partly, twice, isAtLeast, examples }: Overlaps): string[] {
  if (same + partly + twice === 0) return ['', 'No two rows want the same leads.', ...more(isAtLeast)]
  const of = (kind: Overlaps['examples'][number]['kind']): string[] =>
    examples
      .filter((example) => example.kind === kind)
      .flatMap(({ lines, says, to }) => [
        `  line ${lines[0]}: ${says[0]}: ${to[0]}`,
        `  line ${lines[1]}: ${says[1]}: ${to[1]}`,
        '',
      ])
  return [
    '',
    heading('Overlaps'),
    ...(same > 0
      ? [`${numbered(same, 'pair')} of rows ask for the same: the first wins, the second gets no lead.`, ...of('same')]
      : []),
    ...(partly > 0
      ? [
          `${numbered(partly, 'pair')} of rows reach into each other: where both hold, the first of each pair wins.`,
          ...of('partly'),
        ]
      : []),
    ...(twice > 0 ? [`${numbered(twice, 'pair')} of rows say the same, with the same owner: take one out.`] : []),
    ...more(isAtLeast),
  ]
}

function more(isAtLeast: boolean): string[] {
  return isAtLeast ? ['Some rows meet very many others: there may be more.'] : []
}

function gapLines({ gaps, notSearched, isAtLeast }: Gaps, table: TerritoryTable): string[] {
  const found =
    gaps.length === 0
      ? ['', 'No gap was found.']
      : [
          '',
          heading('Gaps'),
          `${isAtLeast ? 'At least ' : ''}${numbered(gaps.length, 'kind')} of leads that no row takes:`,
          ...gaps.slice(0, EXAMPLES).map(({ says }) => `  ${says}`),
          ...(gaps.length > EXAMPLES ? [`  and ${gaps.length - EXAMPLES} more; --json tells all`] : []),
        ]
  return [
    ...found,
    ...(notSearched.length > 0
      ? [`Postal codes with letters were not searched for gaps: ${notSearched.join(', ')}.`]
      : []),
    ...(table.data.accounts.starts.length > 1 ? ['Rows of named accounts are left out of this.'] : []),
  ]
}

function numbered(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
