// What runs in the thread of SQLite: it opens the file, does what it is asked in turn, and answers.
import { parentPort, workerData } from 'node:worker_threads'
import { StaleError } from '../errors.ts'
import { openDurable, openToRead } from './sqlite-durability.ts'
import { openSession, type Session } from './sqlite-session.ts'
import type { Asked, Call, Failure, ThreadTask, Told } from './sqlite-thread.ts'

const { file, does } = workerData as ThreadTask
let session: Session | undefined

async function work(call: Call): Promise<unknown> {
  if (call.kind === 'close') return session?.close()
  session ??= openSession(does === 'read' ? openToRead(file) : openDurable(file), file)
  switch (call.kind) {
    case 'read':
      return session.read(call.statement)
    case 'transact':
      return session.transact(call.statements)
    case 'empty-log':
      return session.emptyLog()
    case 'backup':
      return session.backup(call.at, call.keep)
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof StaleError) return { message: error.message, code: null }
  const { message, code } = error as NodeJS.ErrnoException
  return { message, code: code ?? 'unknown' }
}

async function answer({ id, call }: Asked): Promise<Told> {
  try {
    return { id, result: await work(call) }
  } catch (error) {
    return { id, failure: failureOf(error) }
  }
}

parentPort?.on('message', (asked: Asked) => {
  void answer(asked).then((told) => {
    parentPort?.postMessage(told)
    if (asked.call.kind === 'close') parentPort?.close()
  })
})
