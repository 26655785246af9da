// A list as people save it → its rows, one after the other: never the whole file in memory. Columns, delimiter and encoding are found out;
// what cannot be read is told with its line.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { TextDecoderStream } from 'node:stream/web'
import { CsvError, parse, type Info } from 'csv-parse'
import { InputError } from '../errors.ts'

export interface CsvRow {
  /** Line in the file, from 1. */
  line: number
  fields: Record<string, string>
}

export interface CsvFile {
  /** Bytes of the file; of standard input 0. */
  size: number
  /** Read so far. */
  read(): number
  columns(): readonly string[]
  rows: AsyncIterable<CsvRow>
}

export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252'

const DELIMITERS = [',', ';', '\t', '|']
const HEAD_BYTES = 64 * 1024
const MAX_FIELD = 256 * 1024

/** @throws InputError when the file cannot be opened, or its heading cannot be used */
export async function openCsv(path: string, given: { encoding?: Encoding; delimiter?: string }): Promise<CsvFile> {
  const { size, head } = await headOf(path)
  const encoding = given.encoding ?? encodingOf(head)
  const delimiter = given.delimiter ?? delimiterOf(firstLine(head, encoding))
  let read = 0
  let columns: string[] = []
  const bytes = createReadStream(path)
  bytes.on('data', (chunk) => (read += chunk.length))
  const parser = parse({
    delimiter,
    columns: (names: string[]) => (columns = checkedNames(names)),
    info: true,
    trim: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    relax_column_count_less: true,
    max_record_size: MAX_FIELD * 4,
  })
  const texts = Readable.toWeb(bytes).pipeThrough(new TextDecoderStream(encoding, { fatal: true }))
  const failed = (error: Error): void => void parser.destroy(readable(error, path))
  const source = Readable.fromWeb(texts)
  source.on('error', failed)
  bytes.on('error', failed)
  source.pipe(parser)
  return { size, read: () => read, columns: () => columns, rows: rowsOf(parser, path) }
}

async function* rowsOf(parser: AsyncIterable<unknown>, path: string): AsyncIterable<CsvRow> {
  try {
    for await (const record of parser as AsyncIterable<{ record: Record<string, string>; info: Info }>) {
      yield { line: record.info.lines, fields: record.record }
    }
  } catch (error) {
    throw readable(error, path)
  }
}

/** @throws InputError when a name comes twice: one of the two columns would be lost */
function checkedNames(names: string[]): string[] {
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new InputError(`Two columns are named "${twice}": give each a name of its own.`, { code: 'csv.columns' })
  }
  return names.map((name, index) => (name === '' ? `column ${index + 1}` : name))
}

async function headOf(path: string): Promise<{ size: number; head: Buffer }> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
      return { size, head: buffer.subarray(0, bytesRead) }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new InputError(`${path} cannot be read: check the path.`, { code: 'csv.no-file', cause: error })
  }
}

function encodingOf(head: Buffer): Encoding {
  return head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'utf-8'
}

function firstLine(head: Buffer, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(head).split(/\r?\n/, 1)[0] ?? ''
}

/** What parts most names in the heading. */
function delimiterOf(heading: string): string {
  const unquoted = heading.replace(/"[^"]*"/g, '')
  const count = (mark: string): number => unquoted.split(mark).length
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

function readable(error: unknown, path: string): Error {
  if (error instanceof InputError) return error
  if (error instanceof CsvError) {
    return new InputError(
      `${path}:${typeof error['lines'] === 'number' ? error['lines'] : 1}: ${error.message}. Mend the file there.`,
      {
        code: 'csv.broken',
        cause: error,
      },
    )
  }
  if (error instanceof TypeError) {
    const message = `${path} is not in the encoding that it was read in: save it as "CSV UTF-8", or say --encoding windows-1252.`
    return new InputError(message, { code: 'csv.encoding', cause: error })
  }
  return error instanceof Error ? error : new Error(String(error))
}
