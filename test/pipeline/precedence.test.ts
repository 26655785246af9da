import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPrecedence } from '../../src/pipeline/precedence.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] }))
afterEach(() => vi.useRealTimers())

/** Milliseconds until work may go on, while `every` ms as many requests were answered at once. */
async function waited(atOnce: number, everyMs: number): Promise<number> {
  const precedence = createPrecedence()
  const begun = performance.now()
  precedence.answered(atOnce)
  let turned = -1
  void precedence.turn().then(() => (turned = performance.now() - begun))
  for (let ms = 0; turned < 0 && ms < 1_000; ms += 1) {
    await vi.advanceTimersByTimeAsync(1)
    if ((ms + 1) % everyMs === 0) precedence.answered(atOnce)
  }
  return turned
}

it('lets work go on at once beside the traffic of a usual day', async () => {
  expect(await waited(2, 1)).toBeLessThanOrEqual(1)
})

it('puts work off in a rush, but does not stop it when the rush does not end', async () => {
  const ms = await waited(64, 4)
  expect(ms).toBeGreaterThanOrEqual(200)
  expect(ms).toBeLessThan(300)
})

it('lets work go on soon after the rush', async () => {
  expect(await waited(64, 10_000)).toBeLessThan(30)
})
