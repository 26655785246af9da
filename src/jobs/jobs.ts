// The loops that keep the pipeline going. A job works until nothing is due, then sleeps until it is woken or the slow poll comes round.
import type { Log } from '../log.ts'

export interface Job {
  /** `events`, `syncs:salesforce` */
  name: string
  /** Works on what is due now. @returns how much it did; 0: nothing is due */
  run(): Promise<number>
}

export interface Jobs {
  /** Wakes all jobs of this name, also `syncs` for `syncs:salesforce`. */
  wake(name: string): void
  start(): void
  /** Lets running jobs finish their batch; none begins after it. */
  stop(): Promise<void>
  /** Runs all jobs in turn until none has anything to do: for tests, tours and the command line, with a clock that stands still. */
  settle(): Promise<void>
}

/** Safety net behind the wakes: also finds what became due by time. */
const POLL_MS = 1_000
const AFTER_ERROR_MS = 5_000
const MAX_ROUNDS = 10_000

/** @param turn resolves when work may begin: what is more urgent goes first */
export function createJobs(jobs: readonly Job[], log: Log, turn: () => Promise<void> = async () => {}): Jobs {
  const wakers = new Map<string, () => void>()
  const woken = new Set<string>()
  let stopping = false
  let loops: Promise<void>[] = []

  function sleep(name: string, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        wakers.delete(name)
        resolve()
      }
      const timer = setTimeout(done, ms)
      wakers.set(name, done)
    })
  }

  async function loop(job: Job): Promise<void> {
    while (!stopping) {
      let waitMs = POLL_MS
      try {
        await turn()
        if (stopping) return
        woken.delete(job.name)
        if ((await job.run()) > 0 || woken.has(job.name)) continue
      } catch (error) {
        log.error({ job: job.name, err: error }, 'a job failed; it goes on')
        waitMs = AFTER_ERROR_MS
      }
      if (!stopping) await sleep(job.name, waitMs)
    }
  }

  return {
    wake(name) {
      for (const job of jobs) {
        if (job.name !== name && !job.name.startsWith(`${name}:`)) continue
        woken.add(job.name)
        wakers.get(job.name)?.()
      }
    },
    start() {
      stopping = false
      loops = jobs.map((job) => loop(job))
    },
    async stop() {
      stopping = true
      for (const wakeUp of wakers.values()) wakeUp()
      await Promise.all(loops)
      loops = []
    },
    async settle() {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        let did = 0
        for (const job of jobs) did += await job.run()
        if (did === 0) return
      }
      throw new Error('The jobs never came to rest: one of them reports work without doing it.')
    },
  }
}
