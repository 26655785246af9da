// What a transform is. Its one rule: it is compiled once, when its file is read, and never throws when it runs.
import type { Scalar } from './types.ts'

export type Transformable = Scalar | string[]

/** undefined: nothing is left, as if nothing had come. */
export type Run = (value: Transformable) => Transformable | undefined

export interface Transform {
  /** For people; docs/mapping.md shows it. */
  says: string
  /** As written, on what, and what it gives; shown in docs/mapping.md and run by a test. */
  example: { with: string; from: Transformable; gives: Transformable | null }
  /** Applied to its own output it changes nothing. */
  settles?: true
  /** What may stand in brackets, in order; `?` at the end: may be left away. Absent: nothing. */
  arguments?: readonly string[]
  /** `wrong` says what must stand in the brackets instead, `fault` in a sentence of its own what is wrong with it. */
  compile(args: readonly string[]): Run | { wrong: string } | { fault: string }
}

type TextChange = (text: string) => Scalar | undefined

/** Runs on a text, or on each item of a list; items of which nothing is left are dropped. */
export function each(change: TextChange): Run {
  return (value) => {
    if (!Array.isArray(value)) return change(String(value))
    return value.flatMap((item) => {
      const changed = change(item)
      return changed === undefined ? [] : [String(changed)]
    })
  }
}

export function texts(value: Transformable): string[] {
  return Array.isArray(value) ? value : [String(value)]
}
