// Work in many small steps, with room for others in between. Its one rule: the event loop is never held longer than a slice.
import { setImmediate as others } from 'node:timers/promises'

/** Senders that wait for their answer do not notice it. */
const SLICE_MS = 5

export async function inSlices<T>(steps: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MS
    do {
      const { done, value } = steps.next()
      if (done) return value
    } while (performance.now() < end)
    await others()
  }
}
