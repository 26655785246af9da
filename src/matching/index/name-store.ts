// Names by number, in one buffer: a million take some 25 MB instead of 100 as strings. Its one rule: what was put in comes out, cut at 65,535 bytes;
// a name that is put again leaves its old bytes behind until half of the buffer is such waste.
import type { Strokes } from './strokes.ts'

const SMALLEST = 1024
const LONGEST = 0xffff

/** Names that can be walked, and looked at one by one. */
export interface Names {
  /** One above the largest number. */
  readonly end: number
  find(number: number): string | undefined
}

export class NameStore implements Names {
  #text = Buffer.alloc(SMALLEST)
  #used = 0
  #wasted = 0
  #start = new Uint32Array(16)
  /** Bytes + 1, so that 0 is "no name". */
  #length = new Uint16Array(16)
  #end = 0
  /** What was asked for last. */
  #asked = Buffer.alloc(SMALLEST)
  #askedLength = 0

  /** One above the largest number ever put. */
  get end(): number {
    return this.#end
  }

  get bytes(): number {
    return this.#text.byteLength + this.#start.byteLength + this.#length.byteLength
  }

  put(number: number, name: string): void {
    this.remove(number)
    if (number >= this.#start.length) this.#widen(Math.max(number + 1, grown(this.#start.length)))
    const room = Math.min(LONGEST - 1, name.length * 3)
    if (this.#used + room > this.#text.length) this.#makeRoom(room)
    const written = this.#text.write(name, this.#used, room)
    this.#start[number] = this.#used
    this.#length[number] = written + 1
    this.#used += written
    this.#end = Math.max(this.#end, number + 1)
  }

  remove(number: number): void {
    const length = this.#length[number] ?? 0
    if (length === 0) return
    this.#wasted += length - 1
    this.#length[number] = 0
  }

  find(number: number): string | undefined {
    const length = this.#length[number] ?? 0
    if (length === 0) return undefined
    const start = this.#start[number] as number
    return this.#text.toString('utf8', start, start + length - 1)
  }

  /** How many strokes the name is away from what was typed; as many as a name may have where there is none. */
  strokes(from: Strokes, number: number): number {
    const length = this.#length[number] ?? 0
    if (length === 0) return LONGEST
    const start = this.#start[number] as number
    return from.to(this.#text, start, start + length - 1)
  }

  /** 32 bits of the name's bytes. */
  hashOf(number: number): number {
    const start = this.#start[number] as number
    return hashOf(this.#text, start, start + (this.#length[number] as number) - 1)
  }

  /** @returns its bits, as `hashOf` would give them; `isAsked` says whether a name is the very one */
  asked(name: string): number {
    const room = Math.min(LONGEST - 1, name.length * 3)
    if (room > this.#asked.length) this.#asked = Buffer.alloc(room)
    this.#askedLength = this.#asked.write(name, 0, room)
    return hashOf(this.#asked, 0, this.#askedLength)
  }

  isAsked(number: number): boolean {
    const length = this.#askedLength
    if (this.#length[number] !== length + 1) return false
    const start = this.#start[number] as number
    for (let at = 0; at < length; at += 1) if (this.#text[start + at] !== this.#asked[at]) return false
    return true
  }

  /** Gives back what was taken for more to come. */
  fit(): void {
    this.#widen(Math.max(1, this.#end))
    this.#move(Math.max(1, this.#used - this.#wasted))
  }

  #widen(room: number): void {
    this.#start = resized(this.#start, new Uint32Array(room))
    this.#length = resized(this.#length, new Uint16Array(room))
  }

  #makeRoom(room: number): void {
    const needed = this.#used - this.#wasted + room
    const isWasteful = this.#wasted * 2 > this.#used
    this.#move(Math.max(needed, isWasteful ? this.#text.length : grown(this.#text.length)))
  }

  #move(room: number): void {
    const old = this.#text
    this.#text = Buffer.alloc(room)
    this.#used = 0
    this.#wasted = 0
    for (let number = 0; number < this.#end; number += 1) {
      const length = this.#length[number] as number
      if (length === 0) continue
      const start = this.#start[number] as number
      old.copy(this.#text, this.#used, start, start + length - 1)
      this.#start[number] = this.#used
      this.#used += length - 1
    }
  }
}

/** By half, as double would leave half of it empty. */
const grown = (room: number): number => room + (room >>> 1)

function resized<Numbers extends Uint32Array | Uint16Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from.subarray(0, to.length))
  return to
}

/** FNV-1a, its upper bits folded in. http://www.isthe.com/chongo/tech/comp/fnv (2026-11) */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  return hash ^ (hash >>> 15)
}
