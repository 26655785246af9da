// A list of people → records to compare, and where each stood. Its one rule: a row without id is known by its line.
import type { RawPerson } from '../matching/people/raw-person.ts'
import { columnsOf, type Columns } from './columns.ts'
import { personFields, personHeadings, type PersonField } from './columns-known.ts'
import { openCsv, type Encoding } from './csv-file.ts'
import { InputError } from '../errors.ts'
import type { Progress } from './progress.ts'

export interface ListOptions {
  map?: string
  encoding?: Encoding
  delimiter?: string
}

export interface PeopleFile {
  people: RawPerson[]
  columns: Columns<PersonField>
  headings: readonly string[]
}

/** @throws InputError, ConfigError */
export async function readPeople(path: string, options: ListOptions, tell: Progress): Promise<PeopleFile> {
  const file = await openCsv(path, options)
  const people: RawPerson[] = []
  const lines = new Map<string, number>()
  let columns: Columns<PersonField> | undefined
  for await (const { line, fields } of file.rows) {
    columns ??= columnsOf(options.map, file.columns(), personHeadings)
    const person = personOf(columns, fields, line)
    const before = lines.get(person.id)
    if (before !== undefined) throw twice(path, line, person.id, before)
    lines.set(person.id, line)
    people.push(person)
    tell.tell(`${people.length} rows read`, file.size > 0 ? file.read() / file.size : undefined)
  }
  if (!columns) throw new InputError(`${path} has no rows.`, { code: 'csv.empty' })
  return { people, columns, headings: file.columns() }
}

function personOf(columns: Columns<PersonField>, row: Record<string, string>, line: number): RawPerson {
  const said = personFields.flatMap((field): [PersonField, string][] => {
    const text = columns.read(row, field)
    return text === '' ? [] : [[field, text]]
  })
  const fields: Partial<Record<PersonField, string>> = Object.fromEntries(said)
  return { ...fields, id: fields.id ?? `line ${line}` }
}

function twice(path: string, line: number, id: string, before: number): InputError {
  return new InputError(
    `${path}:${line}: the id "${id}" stands in line ${before} already: each record needs an id of its own. Say which column holds it with --map, or leave id out there.`,
    { code: 'csv.id-twice' },
  )
}
