import { expect, it } from 'vitest'
import { createJobs, type Job } from '../../src/jobs/jobs.ts'
import { silentLog } from '../../src/log.ts'

function counting(name: string, work: number[]): Job & { runs: number } {
  return {
    name,
    runs: 0,
    async run() {
      this.runs += 1
      return work.shift() ?? 0
    },
  }
}

it('settles when no job has anything left to do', async () => {
  const first = counting('first', [1, 1])
  const second = counting('second', [1])
  await createJobs([first, second], silentLog).settle()
  expect([first.runs, second.runs]).toEqual([3, 3])
})

it('a job that always reports work is told, instead of running for ever', async () => {
  const endless: Job = { name: 'endless', run: async () => 1 }
  await expect(createJobs([endless], silentLog).settle()).rejects.toThrow('never came to rest')
})

it('runs again when it is woken while it runs, so that no work is missed', async () => {
  let resolveSecond: () => void = () => {}
  const second = new Promise<void>((resolve) => (resolveSecond = resolve))
  let runs = 0
  const jobs = createJobs(
    [
      {
        name: 'syncs:salesforce',
        run: async () => {
          runs += 1
          if (runs === 1) jobs.wake('syncs')
          if (runs === 2) resolveSecond()
          return 0
        },
      },
    ],
    silentLog,
  )
  jobs.start()
  await second
  await jobs.stop()
  expect(runs).toBeGreaterThanOrEqual(2)
})

it('goes on after a job failed, and stops when told', async () => {
  const seen: string[] = []
  const log = { ...silentLog, error: (_: object, message: string) => void seen.push(message) }
  const jobs = createJobs([{ name: 'bad', run: () => Promise.reject(new Error('broken')) }], log)
  jobs.start()
  await new Promise((resolve) => setImmediate(resolve))
  await jobs.stop()
  expect(seen).toHaveLength(1)
})
