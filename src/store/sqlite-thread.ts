// A session in a thread of its own: while a commit waits for the disk, requests are read, verified and answered here.
// Its one rule: calls run one after the other in the order in which they were made, and each ends, also when the thread does.
import { Worker } from 'node:worker_threads'
import { StaleError } from '../errors.ts'
import type { RawRow } from './database.ts'
import type { Session } from './sqlite-session.ts'
import type { Statement } from './sqlite-statements.ts'
import type { Backup } from './store.ts'

/** What a thread is begun with. */
export interface ThreadTask {
  file: string
  does: 'all' | 'read'
}

export type Call =
  | { kind: 'read'; statement: Statement }
  | { kind: 'transact'; statements: readonly Statement[] }
  | { kind: 'empty-log' }
  | { kind: 'backup'; at: Date; keep: number | null }
  | { kind: 'close' }

/** `code` as SQLite names it; null: somebody else was first. */
export interface Failure {
  message: string
  code: string | null
}

export interface Asked {
  id: number
  call: Call
}

export type Told = { id: number } & ({ result: unknown } | { failure: Failure })

/** Its disk or its memory took it away: what it was doing may be done or not. */
const GONE = 'SQLITE_IOERR_THREAD'

/** From source it stands beside this file; the bundle has it at its root. */
function bodyOf(here: string): URL {
  if (here.endsWith('.ts')) return new URL('./sqlite-thread-body.ts', here)
  return new URL(here.includes('/chunks/') ? '../sqlite-thread-body.mjs' : './sqlite-thread-body.mjs', here)
}

/**
 * The file is opened at the first call, which throws what is wrong with it.
 * @param does read: it changes nothing, and what it asks others wait for nobody's commit
 */
export function openThread(file: string, does: 'all' | 'read' = 'all'): Session {
  const name = does === 'all' ? 'sqlite' : 'sqlite-read'
  const worker = new Worker(bodyOf(import.meta.url), { workerData: { file, does } satisfies ThreadTask, name })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let nextId = 0
  let gone = false
  let why = 'it was ended'
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      gone = true
      for (const { reject } of waiting.values()) reject(ended())
      waiting.clear()
      resolve()
    })
  })
  worker.on('message', (told: Told) => {
    const call = waiting.get(told.id)
    waiting.delete(told.id)
    if ('failure' in told) call?.reject(failed(told.failure))
    else call?.resolve(told.result)
  })
  // Its exit follows, and ends what waits.
  worker.on('error', (error: Error) => (why = error.message))
  const ended = (): Error => failed({ message: `The thread of SQLite has ended: ${why}`, code: GONE })

  async function ask<T>(call: Call): Promise<T> {
    if (gone) throw ended()
    const id = (nextId += 1)
    const answer = Promise.withResolvers<unknown>()
    waiting.set(id, answer)
    worker.postMessage({ id, call } satisfies Asked)
    return (await answer.promise) as T
  }

  return {
    read: async (statement) => asRows(await ask<RawRow[]>({ kind: 'read', statement })),
    transact: async (statements) => (await ask<RawRow[][]>({ kind: 'transact', statements })).map(asRows),
    emptyLog: () => ask<boolean>({ kind: 'empty-log' }),
    backup: (at, keep) => ask<Backup>({ kind: 'backup', at, keep }),
    async close() {
      if (!gone) worker.postMessage({ id: 0, call: { kind: 'close' } } satisfies Asked)
      await exited
    },
  }
}

function failed({ message, code }: Failure): Error {
  return code === null ? new StaleError(message) : Object.assign(new Error(message), { code })
}

/** On their way between threads buffers become plain bytes. */
function asRows(rows: RawRow[]): RawRow[] {
  for (const row of rows) {
    for (const [at, value] of row.entries()) {
      if (value instanceof Uint8Array) row[at] = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
  }
  return rows
}
