// What a payload holds and no field reads, as a mapping would write it.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMapping } from '../../src/mapping/mapping.ts'
import { parsePath } from '../../src/mapping/path.ts'
import { unreadPaths } from '../../src/mapping/unread.ts'

const mapping = parseMapping({
  path: 'mappings/x.yaml',
  text: `connection: x
to: lead
fields:
  email: [mail, contact.email]
  title: { template: "{a.first} {a.last}" }
  company: { from: firm, else: { from: org.name } }
  city: list[name=city].value
  country: all
stage: { from: kind }`,
})

test.each([
  [{ mail: 'a', contact: { email: 'b', phone: '1' } }, ['contact.phone']],
  [{ a: { first: 'A', last: 'B', middle: 'C' }, org: { name: 'O', id: 3 }, firm: 'F' }, ['a.middle', 'org.id']],
  [
    {
      list: [
        { name: 'city', value: 'Bonn' },
        { name: 'zip', value: '1', note: 'x' },
      ],
    },
    ['list[*].name', 'list[*].note'],
  ],
  [{ all: { deep: { er: 1 } }, kind: 'x' }, []],
  [{ 'a b': 1, 'c.d': { e: 2 } }, ['["a b"]', '["c.d"].e']],
  [{ empty: '', nothing: null, none: [], no: {} }, []],
  ['text', []],
])('of %j it is %j', (payload, unread) => {
  expect(unreadPaths(mapping, payload)).toEqual(unread)
})

test('is at most a hundred, each a path that can be written, whatever the payload', () => {
  expect(unreadPaths(mapping, Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, n])))).toHaveLength(
    100,
  )
  const key = fc.string({ unit: fc.constantFrom('a', 'b', '.', ' ', '[', ']', '{'), maxLength: 4 })
  const payload = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      fc.dictionary(key, tie('node')),
      fc.array(tie('node'), { maxLength: 3 }),
    ),
  })).node
  fc.assert(
    fc.property(payload, (given) => {
      expect(unreadPaths(mapping, given).filter((path) => 'wrong' in parsePath(path))).toEqual([])
    }),
  )
})
