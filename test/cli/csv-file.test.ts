// Lists as people save them: what marks and encodings they come in, and what is said of a file that cannot be read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCsv, type CsvRow, type Encoding } from '../../src/cli/csv-file.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-csv-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(
  content: string | Buffer,
  given: { encoding?: Encoding; delimiter?: string } = {},
): Promise<CsvRow[]> {
  const path = join(folder, 'list.csv')
  writeFileSync(path, content)
  const rows: CsvRow[] = []
  for await (const row of (await openCsv(path, given)).rows) rows.push(row)
  return rows
}

it.each([
  ['commas', 'Email,Name\nada@x.example,"Lovelace, Ada"\n'],
  ['semicolons', 'Email;Name\r\nada@x.example;Lovelace, Ada\r\n'],
  ['tabs', 'Email\tName\nada@x.example\tLovelace, Ada'],
  ['a byte order mark', '\uFEFFEmail,Name\nada@x.example,"Lovelace, Ada"'],
  ['a comma in the heading', '"Email";"Name"\nada@x.example;"Lovelace, Ada"'],
  ['empty lines', '\nEmail,Name\n\n ,\nada@x.example,"Lovelace, Ada"\n\n'],
])('understands %s', async (_what, content) => {
  expect((await read(content)).map(({ fields }) => fields)).toEqual([{ Email: 'ada@x.example', Name: 'Lovelace, Ada' }])
})

it('tells the line of each row, also after a text of several lines', async () => {
  expect(await read('Email,Notes\na@x.example,"one\ntwo"\nb@x.example,three\n')).toEqual([
    { line: 3, fields: { Email: 'a@x.example', Notes: 'one\ntwo' } },
    { line: 4, fields: { Email: 'b@x.example', Notes: 'three' } },
  ])
})

it('takes rows that end early, and names columns without a name', async () => {
  expect((await read('Email,,Notes\na@x.example,b\n')).map(({ fields }) => fields)).toEqual([
    { Email: 'a@x.example', 'column 2': 'b' },
  ])
})

it('reads the UTF-16 of a spreadsheet by itself, and older encodings when told', async () => {
  const text = 'Email;Name\nada@x.example;Müller\n'
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  expect((await read(utf16))[0]?.fields).toEqual({ Email: 'ada@x.example', Name: 'Müller' })
  expect((await read(Buffer.from(text, 'latin1'), { encoding: 'windows-1252' }))[0]?.fields['Name']).toBe('Müller')
})

it.each([
  [
    'another encoding',
    Buffer.from('Email;Name\nada@x.example;Müller\n', 'latin1'),
    'csv.encoding',
    '--encoding windows-1252',
  ],
  ['a quote that is not closed', 'Email,Name\na@x.example,"open\nb@x.example,c\n', 'csv.broken', 'list.csv:'],
  ['more cells than columns', 'Email,Name\na@x.example,b,c\n', 'csv.broken', 'list.csv:2'],
  ['two columns of one name', 'Email,Email\na@x.example,b\n', 'csv.columns', '"Email"'],
])('says what is wrong with %s', async (_what, content, code, text) => {
  const error: unknown = await read(content).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code, message: expect.stringContaining(text) })
})

it('says that a file is not there', async () => {
  await expect(openCsv(join(folder, 'none.csv'), {})).rejects.toMatchObject({ code: 'csv.no-file' })
})

it('holds no object keys that could change objects themselves', async () => {
  await read('Email,__proto__\na@x.example,polluted\n')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
