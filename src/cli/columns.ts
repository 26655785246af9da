// Which column holds what: by a file that says so, else by the headings. Its one rule: what is guessed is told, and a column that does not
// exist is a fault with its line.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigError, InputError } from '../errors.ts'
import { didYouMean, readYaml } from '../yaml-file.ts'

export interface Columns<Field extends string> {
  /** Cells of several columns are joined by a blank. Empty where no column holds it. */
  read(row: Readonly<Record<string, string>>, field: Field): string
  /** field → columns */
  used: ReadonlyMap<Field, readonly string[]>
}

const plain = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/**
 * @param path YAML such as `first: given_name`, `street: [street_number, address_1]`; undefined: the headings tell
 * @param known field → headings that hold it, each in lower case without signs
 * @throws ConfigError for a file with faults @throws InputError when no column is known
 */
export function columnsOf<Field extends string>(
  path: string | undefined,
  headings: readonly string[],
  known: Readonly<Record<Field, string>>,
): Columns<Field> {
  const used = path === undefined ? guessed(headings, known) : said(path, headings, known)
  if ([...used.keys()].every((field) => (field as string) === 'id')) {
    const example = headings.slice(0, 5).join(', ')
    throw new InputError(`No column is known (${example} …): say which holds what with --map columns.yaml.`, {
      code: 'columns.unknown',
      status: 400,
    })
  }
  return {
    read: (row, field) =>
      (used.get(field) ?? [])
        .map((name) => row[name]?.trim() ?? '')
        .filter(Boolean)
        .join(' '),
    used,
  }
}

function guessed<Field extends string>(
  headings: readonly string[],
  known: Readonly<Record<Field, string>>,
): Map<Field, readonly string[]> {
  const used = new Map<Field, readonly string[]>()
  for (const [field, names] of Object.entries(known) as [Field, string][]) {
    const candidates = names.split(' ')
    const found = headings
      .filter((heading) => candidates.includes(plain(heading)))
      .toSorted((a, b) => candidates.indexOf(plain(a)) - candidates.indexOf(plain(b)))[0]
    if (found !== undefined) used.set(field, [found])
  }
  return used
}

function said<Field extends string>(
  path: string,
  headings: readonly string[],
  known: Readonly<Record<Field, string>>,
): Map<Field, readonly string[]> {
  const column = z.union([z.string(), z.array(z.string()).min(1)])
  const fields = Object.keys(known) as Field[]
  const schema = z.strictObject(
    Object.fromEntries(fields.map((field) => [field, column.optional()])) as Record<
      Field,
      z.ZodOptional<typeof column>
    >,
  )
  const file = readYaml({ path, text: textOf(path) }, schema)
  const used = new Map<Field, readonly string[]>()
  const faults = []
  for (const field of fields) {
    const given = (file.value as Partial<Record<Field, string | string[]>>)[field]
    if (given === undefined) continue
    const names = [given].flat()
    for (const name of names) {
      if (headings.includes(name)) continue
      faults.push(file.fault([field], `The list has no column "${name}"${didYouMean(name, headings)}.`))
    }
    used.set(field, names)
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return used
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new InputError(`${path} cannot be read: check the path.`, { code: 'columns.no-file', cause: error })
  }
}
