// Ids are found by their very letters, both ways, however many came and went.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { IdStore } from '../../../src/matching/index/id-store.ts'

it('finds exactly what two maps would', () => {
  const step = fc.record({
    put: fc.boolean(),
    id: fc.oneof(fc.constantFrom('', 'é', '株', 'a', 'b'), fc.string({ maxLength: 3 })),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: 'max' }), fc.boolean(), (steps, fits) => {
      const store = new IdStore()
      const truth = new Map<string, number>()
      const removed: (number | undefined)[] = []
      const expected: (number | undefined)[] = []
      steps.forEach(({ put, id }, entity) => {
        if (!put || truth.has(id)) {
          removed.push(store.remove(id))
          expected.push(truth.get(id))
          truth.delete(id)
        } else {
          store.put(entity, id)
          truth.set(id, entity)
        }
      })
      if (fits) store.fit()
      expect(removed).toEqual(expected)
      expect(store.size).toBe(truth.size)
      for (const { id } of steps) expect(store.entityOf(id)).toBe(truth.get(id))
      for (const [id, entity] of truth) expect(store.idOf(entity)).toBe(id)
    }),
  )
})

it('does not grow when one id comes and goes', () => {
  const store = new IdStore()
  for (let entity = 0; entity < 5_000; entity += 1) {
    store.put(entity, 'acme')
    expect(store.remove('acme')).toBe(entity)
  }
  expect(store.entityOf('acme')).toBeUndefined()
  store.put(5_000, 'acme')
  expect(store.entityOf('acme')).toBe(5_000)
})
