// Bodies are what senders make of them: large numbers, marks, poison, depth.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { bodyText, canonicalJson, joinedKey, latestOnce, parseForm, parseJson } from '../../src/webhook-body.ts'
import { parseXml } from '../../src/webhook-xml.ts'

describe('parseJson', () => {
  it('keeps every digit of a large number, as text, and leaves the others numbers', () => {
    expect(
      parseJson('{"id":12345678901234567890,"list":[9007199254740993,9007199254740991,1.5,-3,1e3,1e999]}'),
    ).toEqual({
      id: '12345678901234567890',
      list: ['9007199254740993', 9007199254740991, 1.5, -3, 1000, '1e999'],
    })
  })

  it('reads what JSON.parse reads', () => {
    const withoutLargeNumbers = fc.json().filter((text) => !/\d{16}|e\+|__proto__/.test(text))
    fc.assert(
      fc.property(withoutLargeNumbers, (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each([
    ['no JSON', '{"a":'],
    ['nothing', ''],
    ['a key that changes objects', '{"a":{"__proto__":{"x":1}}}'],
    ['a constructor with a prototype', '{"constructor":{"prototype":{"x":1}}}'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['a million levels', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
  ])('refuses %s', (_what, text) => {
    expect(() => parseJson(text)).toThrow(InputError)
  })

  it('takes 64 levels, and a constructor that is only a word', () => {
    expect(() => parseJson(`${'['.repeat(64)}${']'.repeat(64)}`)).not.toThrow()
    expect(parseJson('{"constructor":"Bob the builder"}')).toEqual({ constructor: 'Bob the builder' })
  })
})

it('drops a byte order mark, and replaces bytes that are no text', () => {
  expect(bodyText(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff]))).toBe('a\uFFFD')
})

describe('parseForm', () => {
  it('makes a list of a name that comes twice', () => {
    expect(parseForm('a=1&b=x+y%26&a=2&c')).toEqual({ a: ['1', '2'], b: 'x y&', c: '' })
  })

  it('refuses a name that changes objects', () => {
    expect(() => parseForm('__proto__=1')).toThrow(InputError)
    expect(Object.getPrototypeOf(parseForm('toString=1'))).toBe(Object.prototype)
  })

  it('reads a megabyte of one name in a moment', () => {
    const startedAt = performance.now()
    // As many fields as may be: a list that is copied for each of them would take long.
    expect(parseForm(`a=${'b'.repeat(100)}&`.repeat(9_999)).a).toHaveLength(9_999)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})

it('writes equal values alike, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
})

describe('more than anybody sends', () => {
  it.each([
    ['a million numbers', () => parseJson(`[${'0,'.repeat(1_000_000)}0]`), 'body.too-many'],
    ['a million brackets', () => parseJson('['.repeat(1_000_000)), 'body.too-deep'],
    ['a million fields', () => parseForm('a=1&'.repeat(1_000_000)), 'body.too-many'],
    ['a hundred thousand tags', () => parseXml(`<a>${'<b/>'.repeat(100_000)}</a>`), 'body.too-many'],
    ['a hundred thousand attributes', () => parseXml(`<a ${manyAttributes(100_000)}/>`), 'body.too-many'],
    ['a hundred thousand entities', () => parseXml(`<a>${'&amp;'.repeat(100_000)}</a>`), 'body.too-many'],
    ['2 MB of XML', () => parseXml(`<a>${'x'.repeat(2_000_000)}</a>`), 'body.too-many'],
  ])('is refused before it is built: %s', (_what, parse, code) => {
    expect(parse).toThrow(expect.objectContaining({ code }) as Error)
  })

  it('is told from long texts, whatever stands in them', () => {
    const text = '\\",[{'.repeat(200_000)
    expect(parseJson(JSON.stringify({ text }))).toEqual({ text })
  })

  it('begins beyond a thousand records of forty fields', () => {
    const record = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`field_${at}`, `value ${at}`]))
    expect(parseJson(JSON.stringify(Array.from({ length: 1_000 }, () => record)))).toHaveLength(1_000)
  })
})

function manyAttributes(many: number): string {
  return Array.from({ length: many }, (_, at) => `b${at}="1"`).join(' ')
}

describe('what was read a moment ago', () => {
  it('is not read again, whether it could be read or not, and only the latest is kept', () => {
    let reads = 0
    const read = latestOnce((body: Buffer) => {
      reads += 1
      return parseJson(body.toString())
    })
    const good = Buffer.from('{"a":1}')
    const bad = Buffer.from('{')
    expect(read(good)).toBe(read(good))
    expect(reads).toBe(1)
    expect(() => read(bad)).toThrow(InputError)
    expect(() => read(bad)).toThrow(InputError)
    expect(reads).toBe(2)
    expect(read(good)).toEqual({ a: 1 })
    expect(reads).toBe(3)
  })
})

describe('a key of several values', () => {
  it('is another one for any other values', () => {
    const values = fc.array(fc.string({ unit: fc.constantFrom('a', '|', ' ') }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(joinedKey(one) === joinedKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
      { numRuns: 5_000 },
    )
    expect(joinedKey(['a', 'b'])).toBe('a | b')
  })
})
