// Named places where test/crash kills the process, so that what survives is proved there and not only wherever chance falls.
// Its one rule: nothing that an operator can set arms one. Only code loaded before the program does, and the program loads none.

export const failpoints = [
  'intake.before-commit',
  'intake.before-answer',
  'store.before-commit',
  'store.after-commit',
  'split.claimed',
  'split.done',
  'process.claimed',
  'hydrate.after-read',
  'process.before-commit',
  'process.done',
  'sync.before-call',
  'sync.after-call',
  'sync.done',
  'checkpoint.before',
  'checkpoint.after',
  'migrate.after-copy',
] as const
export type Failpoint = (typeof failpoints)[number]

let armed: { name: Failpoint; passes: number } | undefined

/** @param nth kills at the nth pass, counted from 1 */
export function armFailpoint(name: Failpoint, nth: number): void {
  armed = { name, passes: nth }
}

/** Costs one comparison while nothing is armed. */
export function failpoint(name: Failpoint): void {
  if (armed === undefined || armed.name !== name) return
  armed.passes -= 1
  // No handler, no buffer, no "finally" runs: as when the machine takes the process away.
  if (armed.passes === 0) process.kill(process.pid, 'SIGKILL')
}
