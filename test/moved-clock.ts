// A clock that stands still until the test moves it.
import type { Clock } from '../src/time.ts'

export interface MovedClock extends Clock {
  /** Forward by so many milliseconds. */
  move(ms: number): void
  set(at: Date | string): void
}

export function movedClock(start: string): MovedClock {
  let at = new Date(start).getTime()
  return {
    now: () => new Date(at),
    move(ms) {
      at += ms
    },
    set(to) {
      at = new Date(to).getTime()
    },
  }
}
