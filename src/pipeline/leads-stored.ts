// How many leads there are. Its one rule: chance makes more look-alikes among more leads, but by one bit for twice as many, so a count that is a
// tenth off, or a minute old, does as well.
import type { Store } from '../store/store.ts'
import { MINUTE_MS, type Clock } from '../time.ts'

/** Few are counted in no time, and are soon twice as many. */
const FEW = 20_000

export function createLeadsStored(store: Store, clock: Clock): () => Promise<number> {
  let counted = 0
  let at = Number.NEGATIVE_INFINITY
  return async () => {
    const now = clock.now().getTime()
    if (counted < FEW || now - at >= MINUTE_MS) {
      counted = await store.count('leads')
      at = now
    }
    return counted
  }
}
