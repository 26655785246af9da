// Bodies of the admin API that are small in bytes and huge in shape are refused before anything walks through them.
import { InputError } from '../errors.ts'

const MAX_DEPTH = 64
const MAX_VALUES = 50_000

/** @throws InputError */
export function checkShape(body: unknown): void {
  let values = 0
  // A list instead of recursion: a body a million levels deep must not end the stack.
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      throw new InputError(`The body is nested deeper than ${MAX_DEPTH} levels: send it flatter.`, {
        code: 'request.too-deep',
      })
    }
    values += level.length
    if (values > MAX_VALUES) {
      throw new InputError(`The body holds more than ${MAX_VALUES} values: send it in parts.`, {
        code: 'request.too-wide',
      })
    }
    level = level.flatMap((value) => (value !== null && typeof value === 'object' ? Object.values(value) : []))
  }
}
