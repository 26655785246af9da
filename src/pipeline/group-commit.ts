// Deliveries of one moment share one transaction. Its one rule: each is answered after its own commit, and no timer is waited for.
import { StorageError } from '../errors.ts'
import { failpoint } from '../failpoint.ts'
import type { DeliveryRow } from '../store/rows.ts'
import type { Context } from './context.ts'
import { keepOtherBodies } from './other-body.ts'
import type { Precedence } from './precedence.ts'

/** Requests that may wait for their commit; beyond this the sender is asked to come back. */
const MAX_WAITING = 10_000
const MAX_PER_COMMIT = 500
/** Fewer are not worth two commits. */
const FEW = 16
/** Bodies that may wait for their commit, and of those that go into one. */
const MAX_BYTES_WAITING = 128 * 1024 * 1024
const MAX_BYTES_PER_COMMIT = 16 * 1024 * 1024

export interface GroupCommit {
  /** @returns whether its key was there before. @throws StorageError, and then nothing is kept */
  store(row: DeliveryRow): Promise<boolean>
  /** No room for this one. */
  isFull(body: Buffer): boolean
}

interface Waiting {
  row: DeliveryRow
  resolve(duplicate: boolean): void
  reject(error: unknown): void
}

export function createGroupCommit(context: Context, precedence: Precedence): GroupCommit {
  const waiting: Waiting[] = []
  let bytesWaiting = 0
  let commits = 0
  let rowsUnderWay = 0
  let lastCount = 0
  let looksSoon = false

  /**
   * Half of the senders: of those that wait, and of those that were just answered and will soon be back. So one half is read and verified while
   * the other half is written. All in one commit would be fewer commits, but then nobody is left to be read meanwhile: with 64 senders a third
   * fewer acks (measured 2026-11).
   */
  const half = (): number => Math.min(MAX_PER_COMMIT, Math.max(FEW, Math.ceil((lastCount + waiting.length) / 2)))

  /** A second commit stands ready behind the first, so that the disk need not wait until this thread has time to hand it over. */
  const isReady = (): boolean =>
    waiting.length > 0 && (commits === 0 || (commits === 1 && waiting.length >= Math.max(FEW, rowsUnderWay)))

  function nextBatch(): Waiting[] {
    const most = commits === 0 ? half() : MAX_PER_COMMIT
    let bytes = 0
    const beyond = waiting.findIndex(
      ({ row }, at) => at === most || ((bytes += row.body.length) > MAX_BYTES_PER_COMMIT && at > 0),
    )
    const batch = waiting.splice(0, beyond === -1 ? waiting.length : beyond)
    for (const { row } of batch) bytesWaiting -= row.body.length
    return batch
  }

  async function commitBatch(batch: Waiting[]): Promise<void> {
    try {
      failpoint('intake.before-commit')
      const results = await context.store.insertDeliveries(batch.map((item) => item.row))
      failpoint('intake.before-answer')
      const again = batch.filter((_item, index) => results[index]?.duplicate).map((item) => item.row)
      if (again.length > 0) await keepOtherBodies(context, again)
      precedence.answered(batch.length)
      batch.forEach((item, index) => item.resolve(results[index]?.duplicate ?? false))
    } catch (error) {
      // One that the database refuses must not take the others with it.
      if (batch.length > 1 && !(error instanceof StorageError)) for (const item of batch) await commitBatch([item])
      else for (const item of batch) item.reject(error)
    }
  }

  async function commitNext(): Promise<void> {
    const batch = nextBatch()
    commits += 1
    rowsUnderWay += batch.length
    await commitBatch(batch)
    commits -= 1
    rowsUnderWay -= batch.length
    lastCount = batch.length
    lookSoon()
    if (commits === 0 && waiting.length === 0) context.wake('deliveries')
  }

  /** Self-clocking: what arrives while one commit runs is the next one. On the next turn: the answers of the last one go out first. */
  function lookSoon(): void {
    if (looksSoon) return
    looksSoon = true
    setImmediate(() => {
      looksSoon = false
      while (isReady()) void commitNext()
    })
  }

  return {
    store(row) {
      return new Promise((resolve, reject) => {
        waiting.push({ row, resolve, reject })
        bytesWaiting += row.body.length
        lookSoon()
      })
    },
    isFull: (body) => waiting.length >= MAX_WAITING || bytesWaiting + body.length > MAX_BYTES_WAITING,
  }
}
