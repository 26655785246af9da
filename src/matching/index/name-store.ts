// Names by number, in one buffer: a million take some 25 MB instead of 100 as strings. Its one rule: what was put in comes out, cut at 65,535 bytes;
// a name that is put again leaves its old bytes behind until half of the buffer is such waste.
import type { Strokes } from './strokes.ts'

const SMALLEST = 1024
const LONGEST = 0xffff

export class NameStore {
  #text: Buffer
  #used = 0
  #wasted = 0
  #start: Uint32Array
  /** Bytes + 1, so that 0 is "no name". */
  #length: Uint16Array
  #end = 0

  constructor(expected = 0) {
    this.#text = Buffer.alloc(Math.max(SMALLEST, expected * 20))
    this.#start = new Uint32Array(Math.max(16, expected))
    this.#length = new Uint16Array(Math.max(16, expected))
  }

  /** One above the largest number ever put. */
  get end(): number {
    return this.#end
  }

  get bytes(): number {
    return this.#text.byteLength + this.#start.byteLength + this.#length.byteLength
  }

  put(number: number, name: string): void {
    this.remove(number)
    if (number >= this.#start.length) this.#widen(number)
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

  /** In rising order of numbers. */
  *[Symbol.iterator](): Generator<{ entity: number; text: string }> {
    for (let number = 0; number < this.#end; number += 1) {
      const text = this.find(number)
      if (text !== undefined) yield { entity: number, text }
    }
  }

  #widen(number: number): void {
    const room = Math.max(number + 1, this.#start.length * 2)
    const start = new Uint32Array(room)
    start.set(this.#start)
    this.#start = start
    const length = new Uint16Array(room)
    length.set(this.#length)
    this.#length = length
  }

  #makeRoom(room: number): void {
    const old = this.#text
    const needed = this.#used - this.#wasted + room
    this.#text = Buffer.alloc(
      this.#wasted * 2 > this.#used ? Math.max(needed, old.length) : Math.max(old.length * 2, needed),
    )
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
