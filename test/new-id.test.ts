import { expect, it } from 'vitest'
import { newId } from '../src/new-id.ts'

const many = 20_000

it('gives ids in the order in which they are made, also within a millisecond', () => {
  const ids = Array.from({ length: many }, newId)
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(many)
})

it('gives UUIDs of version 7, with chance in them that comes twice in none', () => {
  const ids = Array.from({ length: many }, newId)
  expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual(
    [],
  )
  // Two processes at the same millisecond differ by this.
  expect(new Set(ids.map((id) => id.slice(-10))).size).toBe(many)
})
