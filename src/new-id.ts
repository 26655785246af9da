// Ids of rows: UUIDv7 text, in the order in which this process made them.
import { randomFillSync } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { systemClock } from './time.ts'

const BYTES = 16
const pool = new Uint8Array(BYTES * 256)
let at = pool.length

/** Asking the system for 16 bytes at a time costs more than all else of an id. No bytes are used twice. */
function random(): Uint8Array {
  if (at === pool.length) {
    randomFillSync(pool)
    at = 0
  }
  at += BYTES
  return pool.subarray(at - BYTES, at)
}

let lastMs = 0
let seq = 0

/** Within a millisecond the sequence counts up; a clock that is set back does not turn the order. */
export function newId(): string {
  const now = systemClock.now().getTime()
  const bytes = random()
  if (now > lastMs) {
    lastMs = now
    // Room to count up: the highest of its 32 bits is left 0.
    seq = new DataView(bytes.buffer, bytes.byteOffset).getUint32(6) >>> 1
  } else {
    seq += 1
  }
  return uuidv7({ random: bytes, msecs: lastMs, seq })
}
