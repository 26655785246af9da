// Conversions: what each kind takes, and that nothing is guessed.
import { expect, test } from 'vitest'
import { convert, describe as describeValue, type Conversion } from '../../src/mapping/convert.ts'

test.each<[Conversion, unknown, unknown]>([
  ['text', 'a', 'a'],
  ['text', 5, '5'],
  ['text', true, 'true'],
  ['integer', '30', 30],
  ['integer', ' 1,234 ', 1234],
  ['integer', '30.0', 30],
  ['integer', '-3', -3],
  ['number', '91.5', 91.5],
  ['number', "1'234.5", 1234.5],
  ['number', '1e3', 1000],
  ['boolean', 'Yes', true],
  ['boolean', 0, false],
  ['boolean', 'off', false],
  ['date', '2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
  ['date', '2026-01-31 10:00:00', '2026-01-31T10:00:00.000Z'],
  ['date', '2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['date', '2026-01-31T10:00:00+0200', '2026-01-31T08:00:00.000Z'],
  ['date', 1767225600000, '2026-01-01T00:00:00.000Z'],
  ['date', '1767225600000', '2026-01-01T00:00:00.000Z'],
  ['list', ['a', 1, null], ['a', '1']],
  ['list', 'a', ['a']],
])('as %s: %j becomes %j', (kind, value, result) => {
  expect(convert(value, kind)).toEqual({ value: result })
})

test.each<[Conversion, unknown]>([
  ['text', {}],
  ['text', ['a']],
  ['integer', '11-50'],
  ['integer', '1.5'],
  ['integer', '1.200,5'],
  ['integer', 'NaN'],
  ['integer', '99999999999999999999'],
  ['integer', ''],
  ['number', 'Infinity'],
  ['number', '0x10'],
  ['number', true],
  ['boolean', 'maybe'],
  ['boolean', 2],
  ['date', '31.01.2026'],
  ['date', '2026-02-31'],
  ['date', '1767225600'],
  ['date', 9e15],
  ['list', [{}]],
])('as %s: refuses %j', (kind, value) => {
  expect(convert(value, kind)).toEqual({ expected: expect.any(String) })
})

test('describes a value without telling it', () => {
  expect([null, 'secret', 5, true, ['a'], {}].map(describeValue)).toEqual([
    'nothing (null)',
    'text of 6 characters',
    'a number',
    'a boolean',
    'a list of 1',
    'an object',
  ])
})
