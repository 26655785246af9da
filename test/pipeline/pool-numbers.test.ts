// What one lead of a batch does to the open leads that the next one of the batch is decided with.
import { expect, it } from 'vitest'
import { stages } from '../../src/lead/stage.ts'
import { countOpen } from '../../src/pipeline/pool-numbers.ts'

it('a lead is open until it is won, lost, an opportunity or back with marketing', () => {
  const counted = stages.filter((stage) => {
    const open = new Map([['005A', 4]])
    countOpen({ open }, '005A', 1, stage)
    return open.get('005A') === 5
  })
  expect(counted).toEqual(['inquiry', 'MQL', 'SAL', 'SQL', 'recycled'])
})

it('nobody is counted whose open leads no pool asks for', () => {
  const open = new Map<string, number>()
  countOpen({ open }, '005A', 1, 'MQL')
  expect(open).toEqual(new Map())
})
