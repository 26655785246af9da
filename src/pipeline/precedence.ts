// Who goes first in this process: senders who wait for their answer, before work that waits anyway. Its one rule: that work is only put
// off, never stopped, so the events of a burst that does not end are worked on too.

export interface Precedence {
  /** So many requests were answered by one commit. */
  answered(count: number): void
  /** Between two pieces of work. Resolves on the next turn of the event loop, or when the rush is over, at the latest after MOST_MS. */
  turn(): Promise<void>
}

/** Requests that waited for one commit together; at a thousand a second it is one or two. */
const RUSH = 16
/** A rush that was not seen for this long is over. */
const OVER_MS = 20
/** A piece of work takes about 5 ms: in a rush it gets a fortieth of the time, and a rush of thousands a second does not last. */
const MOST_MS = 200
const LOOK_MS = 5

export function createPrecedence(): Precedence {
  let rushAt = Number.NEGATIVE_INFINITY
  const inRush = (): boolean => performance.now() - rushAt < OVER_MS
  return {
    answered(count) {
      if (count >= RUSH) rushAt = performance.now()
    },
    async turn() {
      await new Promise((resolve) => setImmediate(resolve))
      for (let waitedMs = 0; inRush() && waitedMs < MOST_MS; waitedMs += LOOK_MS) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      }
    },
  }
}
