// A sender that reads the answer wants to hear who got the lead. It waits after the commit, for a bounded time and in bounded numbers;
// nobody else waits for it. The store is asked, not memory: another process may have routed it.
import type { EventResult } from '../connector.ts'
import type { Context } from './context.ts'
import { hasEnded, resultsOf } from './result.ts'

/** Beyond this a sender hears at once that its lead was taken. */
const MOST_WAITING = 500
const ASK_EVERY_MS = 50

export interface ResultWaiting {
  /** @returns undefined when it had not ended in time */
  wait(connection: string, deliveryKey: string, withinMs: number): Promise<EventResult | undefined>
  /** All who wait hear now; nobody waits from then on. */
  stop(): void
}

interface Waiter {
  connection: string
  deliveryKey: string
  until: number
  resolve(result: EventResult | undefined): void
}

export function createResultWaiting(context: Context): ResultWaiting {
  let waiters: Waiter[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function ask(): Promise<void> {
    const found = await resultsFor(context, waiters).catch((error: unknown) => {
      context.log.warn({ err: error }, 'results that senders wait for could not be read')
      return new Map<string, EventResult>()
    })
    const now = performance.now()
    const rest: Waiter[] = []
    for (const waiter of waiters) {
      const result = found.get(keyOf(waiter))
      if (result || stopped || waiter.until <= now) waiter.resolve(result)
      else rest.push(waiter)
    }
    waiters = rest
    timer = waiters.length > 0 ? setTimeout(() => void ask(), ASK_EVERY_MS) : undefined
  }

  return {
    wait(connection, deliveryKey, withinMs) {
      if (stopped || waiters.length >= MOST_WAITING) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        waiters.push({ connection, deliveryKey, until: performance.now() + withinMs, resolve })
        timer ??= setTimeout(() => void ask(), ASK_EVERY_MS)
      })
    },
    stop() {
      stopped = true
      for (const { resolve } of waiters) resolve(undefined)
      waiters = []
    },
  }
}

const keyOf = ({ connection, deliveryKey }: { connection: string; deliveryKey: string }): string =>
  `${connection} ${deliveryKey}`

/** Of deliveries that tell one thing: the result of their event, once it has ended. */
async function resultsFor(context: Context, waiters: readonly Waiter[]): Promise<Map<string, EventResult>> {
  const results = new Map<string, EventResult>()
  for (const [connection, group] of Map.groupBy(waiters, (waiter) => waiter.connection)) {
    const deliveries = await context.store.list('deliveries', {
      where: {
        connection,
        deliveryKey: { in: [...new Set(group.map(({ deliveryKey }) => deliveryKey))] },
        state: 'split',
      },
    })
    if (deliveries.length === 0) continue
    const events = await context.store.list('events', { where: { deliveryId: { in: deliveries.map(({ id }) => id) } } })
    const byEvent = await resultsOf(context, events.filter(hasEnded))
    for (const delivery of deliveries) {
      const event = events.find(({ deliveryId }) => deliveryId === delivery.id)
      const result = event && byEvent.get(event.id)
      if (result) results.set(keyOf(delivery), result)
    }
  }
  return results
}
