// Who shares a commit with whom: half of the senders are written while the other half is read.
import { expect, it } from 'vitest'
import type { Context } from '../../src/pipeline/context.ts'
import { createGroupCommit } from '../../src/pipeline/group-commit.ts'
import { createPrecedence } from '../../src/pipeline/precedence.ts'
import type { DeliveryRow } from '../../src/store/rows.ts'
import { sample } from '../store/sample-rows.ts'

/** A store whose commits end when the test says so. */
function storeByHand() {
  const commits: { size: number; end: () => void }[] = []
  let ended = 0
  const insertDeliveries = (rows: readonly DeliveryRow[]) =>
    new Promise((resolve) => {
      commits.push({ size: rows.length, end: () => resolve(rows.map(() => ({ duplicate: false }))) })
    })
  const context = { store: { insertDeliveries }, wake: () => undefined } as unknown as Context
  return {
    commit: createGroupCommit(context, createPrecedence()),
    sizes: () => commits.map(({ size }) => size),
    /** The oldest that is under way. */
    async endOne() {
      commits[ended]?.end()
      ended += 1
      await turns()
    },
    begun: turns,
  }
}

/** What follows from what was done now has begun by then. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

const send = (commit: ReturnType<typeof createGroupCommit>, count: number): Promise<boolean>[] =>
  Array.from({ length: count }, (_, index) => commit.store(sample('deliveries', { id: `d${index}` })))

it('writes half of what waits, and has the other half ready behind it', async () => {
  const { commit, sizes, begun } = storeByHand()
  void send(commit, 64)
  await begun()
  expect(sizes()).toEqual([32, 32])
})

it('keeps to half of the senders when those who were answered come back', async () => {
  const { commit, sizes, begun, endOne } = storeByHand()
  void send(commit, 64)
  await begun()
  for (let round = 0; round < 4; round += 1) {
    await endOne()
    void send(commit, 32)
    await begun()
  }
  expect(sizes()).toEqual([32, 32, 32, 32, 32, 32])
})

it('takes a few together, and those that come meanwhile in the next one', async () => {
  const { commit, sizes, begun, endOne } = storeByHand()
  void send(commit, 5)
  await begun()
  void send(commit, 3)
  void send(commit, 4)
  await endOne()
  await begun()
  expect(sizes()).toEqual([5, 7])
})

it('answers nobody before the commit is done', async () => {
  const { commit, begun, endOne } = storeByHand()
  let answered = 0
  for (const each of send(commit, 40)) void each.then(() => (answered += 1))
  await begun()
  expect(answered).toBe(0)
  await endOne()
  expect(answered).toBe(20)
})
