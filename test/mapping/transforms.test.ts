// The closed list of transforms: what each does to a text, and to a list.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlToText } from '../../src/mapping/html-to-text.ts'
import { transforms } from '../../src/mapping/transforms.ts'

const cases: [name: string, value: string | string[], result: string | string[] | undefined, argument?: number][] = [
  ['trim', '  a b ', 'a b'],
  ['trim', [' a', 'b '], ['a', 'b']],
  ['lowercase', 'ÀB', 'àb'],
  ['uppercase', 'àb', 'ÀB'],
  ['collapse-spaces', ' a \n\t b ', 'a b'],
  ['html-to-text', '<p>Hello&nbsp;<b>you</b></p>', 'Hello you'],
  ['digits', '+49 (30) 90', '493090'],
  ['first-word', ' Ada King Lovelace', 'Ada'],
  ['first-word', '', ''],
  ['after-first-word', 'Ada  King Lovelace ', 'King Lovelace'],
  ['after-first-word', 'Ada', ''],
  ['range-middle', '11-50', '30'],
  ['range-middle', '11 – 50 employees', '30'],
  ['range-middle', '1,001 to 5,000', '3000'],
  ['range-middle', '1.000+', '1000'],
  ['range-middle', '42', '42'],
  ['range-middle', '1.5', '1.5'],
  ['range-middle', '10k-50k', '10k-50k'],
  ['range-middle', 'many', 'many'],
  ['split-comma', 'a, b,,c', ['a', 'b', 'c']],
  ['split-comma', ['a,b', 'c'], ['a', 'b', 'c']],
  ['split-semicolon', 'a;b, c', ['a', 'b, c']],
  ['first-of', ['a', 'b'], 'a'],
  ['first-of', 'a', 'a'],
  ['first-of', [], undefined],
  ['last-of', ['a', 'b'], 'b'],
  ['truncate', 'abcdef', 'abc', 3],
  ['truncate', 'ab cdef', 'ab', 3],
  ['truncate', 'ab😀', 'ab', 3],
]

test.each(cases)('%s of %j is %j', (name, value, result, argument = 0) => {
  expect(transforms[name]?.run(value, argument)).toEqual(result)
})

test('each transform has a case here and a sentence for people', () => {
  expect(new Set(cases.map(([name]) => name))).toEqual(new Set(Object.keys(transforms)))
  expect(Object.values(transforms).filter(({ says }) => !/^[A-Z].*[.)]/.test(says))).toEqual([])
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
