// Paths into a payload: what can be written, and that nothing but the payload's own data is ever read.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { every, parsePath, readPath } from '../../src/mapping/path.ts'

test.each([
  ['email', ['email']],
  ['a.b.c', ['a', 'b', 'c']],
  ['answers[0].text', ['answers', 0, 'text']],
  ['lead["Email Address"]', ['lead', 'Email Address']],
  ["lead['a.b'].c", ['lead', 'a.b', 'c']],
  ['[0].x', [0, 'x']],
  ['portal-id', ['portal-id']],
  ['grid[1][2]', ['grid', 1, 2]],
  ['größe', ['größe']],
  ['answers[-1]', ['answers', -1]],
  ['answers[*].text', ['answers', every, 'text']],
  ['fields[name=email].value', ['fields', { key: 'name', equals: 'email' }, 'value']],
  ['fields[name="Work Email"].value', ['fields', { key: 'name', equals: 'Work Email' }, 'value']],
  ["[id='a]b']", [{ key: 'id', equals: 'a]b' }]],
  ['a["*"]', ['a', '*']],
])('reads the path %s', (text, path) => {
  expect(parsePath(text)).toEqual({ path })
})

test.each([
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  'a[',
  'a[x]',
  'a[**]',
  'a[=b]',
  'a[b=]',
  'a b',
  'a["b]',
  'a[0]b',
  'a.[0]',
  'a]',
])('refuses the path %j with a sentence', (text) => {
  expect(parsePath(text)).toEqual({ wrong: expect.stringMatching(/^The path .*\.$/) })
})

test('says how to write a key with spaces', () => {
  expect(parsePath('lead.Email Address')).toEqual({ wrong: expect.stringContaining('lead["Email Address"]') })
})

test.each(['__proto__', 'a.constructor', 'a[constructor=b]', 'a["prototype"].b', "['__proto__']"])(
  'refuses %s, which leads out of the data',
  (text) => {
    expect(parsePath(text)).toEqual({ wrong: expect.stringContaining('cannot be part of a path') })
  },
)

test('reads what is there, and undefined for the rest', () => {
  const payload = { a: { b: [{ c: 1 }] }, 'x y': null, zero: 0 }
  const read = (text: string): unknown => {
    const result = parsePath(text)
    return 'path' in result ? readPath(payload, result.path) : result
  }
  expect(read('a.b[0].c')).toBe(1)
  expect(read('["x y"]')).toBeNull()
  expect(read('zero')).toBe(0)
  expect(read('a.b[-1].c')).toBe(1)
  const absent = ['a.b[1].c', 'a.b.c', 'a[0]', 'a.b.length', 'toString', 'a.hasOwnProperty', 'zero.toFixed']
  expect(absent.filter((text) => read(text) !== undefined)).toEqual([])
})

test.each([
  ['list[*].v', ['a', 'b', 'c']],
  ['list[*].tags[*]', ['x', 'y']],
  ['list[name=email].v', 'b'],
  ['list[name="Full Name"].v', 'c'],
  ['list[n=7].tags[0]', 'x'],
  ['list[name=phone].v', undefined],
  ['map[*]', undefined],
  ['map[name=email]', undefined],
])('reads lists by %s', (text, found) => {
  const list = [
    { n: 7, v: 'a', tags: ['x', 'y'] },
    { name: 'email', v: 'b' },
    { name: 'Full Name', v: 'c' },
    { name: { toString: 1 }, v: null },
    'text',
  ]
  const result = parsePath(text)
  expect('path' in result && readPath({ list, map: { name: 'email' } }, result.path)).toEqual(found)
})

test('finds any value of any JSON by the path to it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.oneof(fc.string(), fc.nat(3)), { maxLength: 4 }), (payload, path) => {
      const own = path.reduce<unknown>((node, part) => {
        const isPlace = typeof part === 'number' ? Array.isArray(node) : !Array.isArray(node)
        const holds = node !== null && typeof node === 'object' && isPlace && Object.hasOwn(node, part)
        return holds ? (node as Record<string | number, unknown>)[part] : undefined
      }, payload)
      expect(readPath(payload, path)).toBe(own)
    }),
  )
})
