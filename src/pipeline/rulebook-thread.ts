// A thread that reads rulebooks and tables: thousands of rules as YAML, a million rows as CSV. Its one rule: it tells only plain data and typed
// arrays; what is compiled of them is compiled where it is used.
import { Worker } from 'node:worker_threads'
import { ConfigError, type Fault } from '../errors.ts'
import type { TableData } from '../routing/territories/table-data.ts'
import type { YamlNotes } from '../yaml-file.ts'
import type { ReadTable } from './rulebook-tables.ts'

export type ThreadTask =
  /** A file on disk, or its content as it stands in the store. */
  | { kind: 'table'; path: string; from: { file: string } | { hash: string; content: Uint8Array } }
  | { kind: 'rulebook'; files: Readonly<Record<string, string>>; tables: ReadonlyMap<string, TableData> }

export interface RulebookNotes {
  notes: Map<string, YamlNotes>
  tests: number
}

export type ThreadTold = { done: ReadTable | RulebookNotes } | { faults: readonly Fault[] } | { error: string }

/** From source it stands beside this file; the bundle has it at its root. */
function bodyOf(here: string): URL {
  if (here.endsWith('.ts')) return new URL('./rulebook-thread-body.ts', here)
  return new URL(here.includes('/chunks/') ? '../rulebook-thread-body.mjs' : './rulebook-thread-body.mjs', here)
}

/** A thread for each task, since they are rare and each may take much memory. @throws ConfigError with the faults it told */
export async function inThread(task: ThreadTask): Promise<ReadTable | RulebookNotes> {
  const worker = new Worker(bodyOf(import.meta.url), { workerData: task, name: 'rulebook' })
  const answer = Promise.withResolvers<ThreadTold>()
  worker.once('message', answer.resolve)
  worker.once('error', answer.reject)
  worker.once('exit', (code) => answer.reject(new Error(`The thread that reads the rulebook ended with ${code}.`)))
  const told = await answer.promise
  if ('faults' in told) throw new ConfigError(told.faults)
  if ('error' in told) throw new Error(told.error)
  return told.done
}
