// What was seen is known, and nothing else, however many there are.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSeenIds } from '../../src/pipeline/seen-ids.ts'

it('knows what it has seen, and nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 200 }), fc.nat(), (ids, cut) => {
      const seen = createSeenIds()
      const told = ids.slice(0, cut % (ids.length + 1))
      for (const id of [...told, ...told]) seen.add(id)
      expect(ids.filter((id) => seen.has(id))).toEqual(told)
    }),
  )
})

it('grows with what it is told', () => {
  const seen = createSeenIds()
  for (let n = 0; n < 20_000; n += 2) seen.add(`00100000000${n}AAA`)
  const known = Array.from({ length: 20_000 }, (_, n) => seen.has(`00100000000${n}AAA`))
  expect(known.every((isKnown, n) => isKnown === (n % 2 === 0))).toBe(true)
})
