// The closed list of transforms: what each does to a text, and to a list.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCall } from '../../src/mapping/arguments.ts'
import { htmlToText } from '../../src/mapping/html-to-text.ts'
import type { Run, Transformable } from '../../src/mapping/transform.ts'
import { transforms } from '../../src/mapping/transforms.ts'

const compiled = (written: string): Run => {
  const call = parseCall(written)
  const run = call && transforms[call.name]?.compile(call.arguments)
  if (typeof run !== 'function') throw new Error(`"${written}" is no transform.`)
  return run
}

const cases: [written: string, value: Transformable, result: Transformable | undefined][] = [
  ['trim', [' a', 'b '], ['a', 'b']],
  ['lowercase', 'ÀB', 'àb'],
  ['uppercase', 'àb', 'ÀB'],
  ['title-case', "o'neil VON-der leyen", "O'neil Von-Der Leyen"],
  ['title-case', 'ßa 3rd', 'ßa 3rd'],
  ['collapse-spaces', ' a \n\t b ', 'a b'],
  ['html-to-text', '<p>Hello&nbsp;<b>you</b></p>', 'Hello you'],
  ['digits', '+49 (30) 90', '493090'],
  ['first-word', '', ''],
  ['after-first-word', 'Ada', ''],
  ['range-middle', '11 – 50 employees', '30'],
  ['range-middle', '1,001 to 5,000', '3000'],
  ['range-middle', '1.000+', '1000'],
  ['range-middle', 42, '42'],
  ['range-middle', '1.5', '1.5'],
  ['range-middle', '10k-50k', '10k-50k'],
  ['split-comma', ['a,b', 'c'], ['a', 'b', 'c']],
  ['split-semicolon', 'a;b, c', ['a', 'b, c']],
  ['split(" - ")', 'a - b-c', ['a', 'b-c']],
  ['join', ['a', '', 'b'], 'a, b'],
  ['join("")', ['a', 'b'], 'ab'],
  ['first-of', 'a', 'a'],
  ['first-of', [], undefined],
  ['last-of', ['a', ' '], 'a'],
  ['truncate(3)', 'ab cdef', 'ab'],
  ['truncate(3)', 'ab😀', 'ab'],
  ['extract("b+")', 'abbc', 'bb'],
  ['extract("(a)(b)")', 'ab', 'a'],
  ['extract("x")', 'abc', undefined],
  ['extract("x")', ['xy', 'z'], ['x']],
  ['number', '1,234.5', 1234.5],
  ['number', '$ 12', 12],
  ['number', '12 %', 12],
  ['number', '1.234.567', undefined],
  ['number', '12 apples', undefined],
  ['number', 12.5, 12.5],
  ['number(",")', '1 234', 1234],
  ['number(",")', '1.23', undefined],
  ['boolean', 'off', false],
  ['boolean', 'perhaps', undefined],
  ['date', '2026-07-01', '2026-07-01T00:00:00.000Z'],
  ['date', '2026-07-01T09:30:00+0200', '2026-07-01T07:30:00.000Z'],
  ['date', '1767225600', '2026-01-01T00:00:00.000Z'],
  ['date', 1_767_225_600_000, '2026-01-01T00:00:00.000Z'],
  ['date', '2026-02-30', undefined],
  ['date', 'soon', undefined],
  ['date(Europe/Berlin)', '2026-01-01 00:30', '2025-12-31T23:30:00.000Z'],
  ['date(Europe/Berlin)', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ['date(UTC, "MM/DD/YYYY")', '02/29/2024', '2024-02-29T00:00:00.000Z'],
  ['date(UTC, "MM/DD/YYYY")', '02/29/2026', undefined],
  ['day', '2026-07-01', '2026-07-01'],
  ['day(America/New_York)', '2026-07-01T03:00:00Z', '2026-06-30'],
  ['phone', '+1 415 555 2671', '+14155552671'],
  ['phone(DE)', 'call me', 'call me'],
  ['country', 'Nowhere', 'Nowhere'],
  ['country-name(de)', 'it', 'Italien'],
  ['country-name', 'Nowhere', 'Nowhere'],
  ['domain', 'gmail.com', undefined],
  ['url', 'example.com', 'https://example.com'],
  ['url', 'ftp://example.com', undefined],
  ['url', 'https://', undefined],
  ['url', 'http://user:pass@example.com/?a=1', 'http://example.com/?a=1'],
]

test.each(cases)('%s of %j is %j', (written, value, result) => {
  expect(compiled(written)(value)).toEqual(result)
})

const examples = Object.entries(transforms)

test.each(examples)('%s does what its example says, and has a sentence for people', (_, { example, says }) => {
  expect(compiled(example.with)(example.from) ?? null).toEqual(example.gives)
  expect(says).toMatch(/^[A-Z].*[.)]$/)
})

test('each transform has a case here beside its example', () => {
  const named = new Set(cases.map(([written]) => parseCall(written)?.name))
  expect(Object.keys(transforms).filter((name) => !named.has(name))).toEqual([])
})

const anyValue = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('1', '0', '.', ',', '-', ' ', ':', 'T', 'Z', 'a', 'ß', "'", '/', '@', '€') }),
  fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
)

test.each(examples)('%s never throws, and changes nothing the second time where it says so', (_, transform) => {
  const run = compiled(transform.example.with)
  fc.assert(
    fc.property(anyValue, (value) => {
      const once = run(value)
      if (once === undefined || !transform.settles) return
      expect(Array.isArray(once) ? run(once) : String(run(once))).toEqual(Array.isArray(once) ? once : String(once))
    }),
    { numRuns: 300 },
  )
})

test.each<[string, string[] | undefined]>([
  ['trim', []],
  [' truncate( 255 ) ', ['255']],
  ['join(", ")', [', ']],
  ["join('\"')", ['"']],
  [String.raw`extract("a\"(\d+)")`, [String.raw`a"(\d+)`]],
  ['date(UTC, "DD.MM.YYYY")', ['UTC', 'DD.MM.YYYY']],
  ['split("a)', undefined],
  ['split(a,)', undefined],
  ['Trim', undefined],
])('%s is read as what stands in its brackets', (written, args) => {
  expect(parseCall(written)?.arguments).toEqual(args)
})

test.each([
  ['a<br>b<BR/>c', 'a\nb\nc'],
  ['<style>x{}</style>a<script>alert("<b>")</script>b', 'ab'],
  ['<!-- <b>no</b> -->yes', 'yes'],
  ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
  ['&lt;b&gt; &amp;amp; &quot;x&quot; &#39; &#x20AC; &unknown;', '<b> &amp; "x" \' € &unknown;'],
  ['<a href="x', '<a href="x'],
  ['İ<script>x</script>y', 'İy'],
  ['<p>a</p><p>b</p>', 'a\n\nb'],
])('html-to-text of %j is %j', (html, text) => {
  expect(htmlToText(html)).toBe(text)
})

test.each(['<', '<a', '<script>', '<!--', '<a>', '</', '<1', '&#1;'])(
  'html-to-text of %j, many times over, takes linear time',
  (piece) => {
    const time = (count: number): number => {
      const start = performance.now()
      htmlToText(piece.repeat(count))
      return performance.now() - start
    }
    time(10_000)
    // Quadratic work takes many times that.
    expect(time(300_000)).toBeLessThan(1_500)
  },
)

test('html-to-text never throws', () => {
  const piece = fc.constantFrom('<', '>', '</', '<b', '<script', '<!--', '-->', '&', '&#', ';', 'x', ' ', '\n', '"')
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(typeof htmlToText(pieces.join(''))).toBe('string')
    }),
  )
})
