// Which ids a reading of millions has seen. Its one rule: sixteen bytes an id at most, however long it is; that two ids are taken for one is
// less likely than a fault of the machine.
import { createHash } from 'node:crypto'

export interface SeenIds {
  add(id: string): void
  has(id: string): boolean
}

const FIRST_SLOTS = 1_024

/** An open table of 64-bit hashes: two numbers a slot, both 0 where it is empty. */
export function createSeenIds(): SeenIds {
  let slots = new Uint32Array(2 * FIRST_SLOTS)
  let count = 0

  const place = (high: number, low: number): number => {
    const mask = slots.length / 2 - 1
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const [first, second] = [slots[2 * at], slots[2 * at + 1]]
      if ((first === 0 && second === 0) || (first === high && second === low)) return 2 * at
    }
  }

  const put = (high: number, low: number): void => {
    const at = place(high, low)
    if (slots[at] === 0 && slots[at + 1] === 0) count += 1
    slots[at] = high
    slots[at + 1] = low
  }

  const grow = (): void => {
    const before = slots
    slots = new Uint32Array(2 * before.length)
    count = 0
    for (let at = 0; at < before.length; at += 2) {
      const [high = 0, low = 0] = [before[at], before[at + 1]]
      if (high !== 0 || low !== 0) put(high, low)
    }
  }

  return {
    add(id) {
      // Half empty, so that a search is short.
      if (4 * count >= slots.length) grow()
      put(...hashOf(id))
    },
    has(id) {
      const at = place(...hashOf(id))
      return slots[at] !== 0 || slots[at + 1] !== 0
    },
  }
}

/** Never both 0: that means empty. */
function hashOf(id: string): [high: number, low: number] {
  const bytes = createHash('sha1').update(id).digest()
  return [bytes.readUInt32LE(0) || 1, bytes.readUInt32LE(4)]
}
