// Texts numbered in the order in which they came, a million of them in a few arrays that a thread can hand over without a copy.
// Its one rule: two texts have one number only when they are equal, sign by sign.

export interface KeyTableData {
  /** All texts behind each other, in UTF-8. */
  bytes: Uint8Array
  /** Where each begins, and where the last ends. */
  starts: Uint32Array
  /** Hash → number + 1, the next free place where two fall on one; 0: none. As many as a power of two. */
  slots: Uint32Array
}

const encoder = new TextEncoder()

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ (2026-11) */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** @returns the number of the text, or -1 */
export function findKey({ bytes, starts, slots }: KeyTableData, text: string): number {
  const wanted = encoder.encode(text)
  const mask = slots.length - 1
  for (let slot = hashOf(wanted) & mask; ; slot = (slot + 1) & mask) {
    const number = (slots[slot] ?? 0) - 1
    if (number === -1) return -1
    const start = starts[number] ?? 0
    if ((starts[number + 1] ?? 0) - start === wanted.length && isSame(bytes, start, wanted)) return number
  }
}

export function keyAt({ bytes, starts }: KeyTableData, number: number): string {
  // Of memory that threads share a decoder takes only a copy.
  return new TextDecoder().decode(bytes.slice(starts[number], starts[number + 1]))
}

function isSame(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let at = 0; at < wanted.length; at += 1) if (bytes[start + at] !== wanted[at]) return false
  return true
}

export class KeyTableBuilder {
  #data: KeyTableData = { bytes: new Uint8Array(1024), starts: new Uint32Array(64), slots: new Uint32Array(128) }
  #count = 0

  numberOf(text: string): number {
    const known = findKey(this.#data, text)
    if (known !== -1) return known
    const number = this.#count
    this.#count += 1
    const added = encoder.encode(text)
    const start = this.#data.starts[number] ?? 0
    this.#room(start + added.length)
    const { bytes, starts } = this.#data
    bytes.set(added, start)
    starts[number + 1] = start + added.length
    this.#place(hashOf(added), number)
    return number
  }

  data(): KeyTableData {
    const { bytes, starts, slots } = this.#data
    return { bytes: bytes.slice(0, starts[this.#count]), starts: starts.slice(0, this.#count + 1), slots }
  }

  #room(end: number): void {
    const data = this.#data
    if (end > data.bytes.length) data.bytes = grown(data.bytes, new Uint8Array(Math.max(end, 2 * data.bytes.length)))
    if (this.#count + 1 > data.starts.length - 1)
      data.starts = grown(data.starts, new Uint32Array(2 * data.starts.length))
    if (2 * this.#count <= data.slots.length) return
    data.slots = new Uint32Array(2 * data.slots.length)
    for (let number = 0; number < this.#count - 1; number += 1) {
      this.#place(hashOf(data.bytes.subarray(data.starts[number], data.starts[number + 1])), number)
    }
  }

  #place(hash: number, number: number): void {
    const { slots } = this.#data
    let slot = hash & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = number + 1
  }
}

function grown<T extends Uint8Array | Uint32Array>(old: T, young: T): T {
  young.set(old)
  return young
}
