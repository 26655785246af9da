// What runs in the thread that reads rulebooks: one task, one answer, and it ends.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createGzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { ConfigError } from '../errors.ts'
import { csvOptions, refuseBroken, type CsvRecord } from '../routing/territories/read-table.ts'
import { TableBuilder } from '../routing/territories/table-builder.ts'
import { sharedTable } from '../routing/territories/table-data.ts'
import type { YamlNotes } from '../yaml-file.ts'
import { compileRulebook } from './rulebook.ts'
import { readTableContent, type ReadTable } from './rulebook-tables.ts'
import type { RulebookNotes, ThreadTask, ThreadTold } from './rulebook-thread.ts'

async function work(task: ThreadTask): Promise<ReadTable | RulebookNotes> {
  if (task.kind === 'rulebook') return notesOf(task)
  const { path, from } = task
  const read = 'file' in from ? await readFromDisk(path, from.file) : readTableContent(path, from.hash, from.content)
  return { ...read, data: sharedTable(read.data) }
}

/** In parts: neither the text nor its records are ever whole in memory. */
async function readFromDisk(path: string, file: string): Promise<ReadTable> {
  const builder = new TableBuilder(path)
  const hash = createHash('sha256')
  const gzip = createGzip()
  const packed: Buffer[] = []
  gzip.on('data', (part: Buffer) => packed.push(part))
  const packedAll = new Promise((resolve) => gzip.once('end', resolve))
  const bytes = createReadStream(file, { highWaterMark: 1024 * 1024 })
  const records = parse(csvOptions)
  records.on('data', ({ record, info }: CsvRecord) => builder.add(info.lines, record))
  bytes.on('data', (part) => {
    hash.update(part)
    gzip.write(part)
  })
  try {
    await pipeline(bytes, records)
  } catch (error) {
    refuseBroken(builder, error)
  }
  gzip.end()
  await packedAll
  return { hash: hash.digest('hex'), data: builder.finish(), content: Buffer.concat(packed) }
}

/** Of the rules and what stands beside them; mappings and tests hold more than plain data, once they are read. */
function notesOf({ files, tables }: Extract<ThreadTask, { kind: 'rulebook' }>): RulebookNotes {
  const handedOver = Object.keys(files).filter((path) => /^rulebook\/[^/]+\.ya?ml$/.test(path))
  const notes = new Map(handedOver.map((path): [string, YamlNotes] => [path, { places: new Map() }]))
  const read = new Map([...tables].map(([hash, data]): [string, ReadTable] => [hash, { hash, data, content: null }]))
  const { tests } = compileRulebook({ ...files }, { tables: read, notes })
  for (const [path, { read: done }] of notes) if (!done) notes.delete(path)
  return { notes, tests }
}

async function answer(task: ThreadTask): Promise<ThreadTold> {
  try {
    return { done: await work(task) }
  } catch (error) {
    if (error instanceof ConfigError) return { faults: error.faults }
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.postMessage(await answer(workerData as ThreadTask))
