// What each strategy lets stay, in sentences; any-order.test.ts says that the order of arrival does not matter.
import { expect, test } from 'vitest'
import { beginHistory, said } from '../../src/lead/history.ts'
import type { LeadField } from '../../src/lead/lead.ts'
import { hearFields, remembered } from '../../src/survivorship/fields.ts'
import { MOST_HEARD } from '../../src/survivorship/hear.ts'
import { defaultStrategies, type FieldStrategy, type Strategy } from '../../src/survivorship/strategy.ts'

type Value = string | number

/** What stays of values said one after the other, a minute apart, each by `web-form` unless it names another connection. */
function stays(field: LeadField, rule: FieldStrategy, values: readonly (Value | [connection: string, value: Value])[]) {
  const all = remembered({}, { ...beginHistory({}, 'inquiry', said(new Date(0), '')) })
  for (const [minute, one] of values.entries()) {
    const [connection, value] = Array.isArray(one) ? one : ['web-form', one]
    const at = new Date(Date.parse('2026-11-24T09:00:00Z') + minute * 60_000)
    hearFields(all, { [field]: value }, said(at, `${connection} ${minute}`), null, {
      ...defaultStrategies,
      [field]: rule,
    })
  }
  return all.fields[field]
}

const by = (strategy: Exclude<Strategy, 'most_trusted_source'>): FieldStrategy => ({ strategy })

test.each<[string, LeadField, FieldStrategy, Value[], Value]>([
  ['what was said last', 'city', by('most_recent'), ['Bonn', 'Köln'], 'Köln'],
  ['what was said first', 'source', by('first'), ['Web form', 'Fair'], 'Web form'],
  ['the longer text', 'company', by('longest'), ['Acme Ltd', 'Acme'], 'Acme Ltd'],
  ['of texts as long as each other the newer', 'company', by('longest'), ['Acme Ltd', 'Acme AG.'], 'Acme AG.'],
  ['a name before its initial', 'firstName', by('most_complete'), ['Ada', 'A.'], 'Ada'],
  ['a name before its initials', 'firstName', by('most_complete'), ['Joan', 'J. R.'], 'Joan'],
  ['two names before one', 'firstName', by('most_complete'), ['Ada Maria', 'Ada'], 'Ada Maria'],
  ['a double name before half of it', 'lastName', by('most_complete'), ['King-Noel', 'King'], 'King-Noel'],
  ['a name as it is written', 'lastName', by('most_complete'), ['Lovelace', 'LOVELACE'], 'Lovelace'],
  ['a new name, however short', 'lastName', by('most_complete'), ['Lovelace', 'King'], 'King'],
  ['a Chinese name of one character', 'lastName', by('most_complete'), ['王', 'W.'], '王'],
  ['what was said most often', 'city', by('most_frequent'), ['Bonn', 'Bonn', 'Köln'], 'Bonn'],
  ['of ties the newest', 'city', by('most_frequent'), ['Bonn', 'Köln', 'Köln', 'Bonn'], 'Bonn'],
  ['the newest spelling of what was said most', 'city', by('most_frequent'), ['bonn', 'Bonn', 'Köln'], 'Bonn'],
  ['the smallest number', 'employees', by('min'), [120, 9, 50], 9],
  ['the largest number', 'score', by('max'), [9, 120, 50], 120],
  ['what was there', 'title', by('never_overwrite'), ['CTO', 'CEO'], 'CTO'],
  ['no', 'consent', by('most_restrictive'), ['granted', 'withdrawn', 'granted'], 'withdrawn'],
])('%s (%s)', (_says, field, rule, values, expected) => {
  expect(stays(field, rule, values)).toBe(expected)
})

test.each([
  ['ada@acme.example', 'ada@gmail.com'],
  ['ada@cam.ac.uk', 'ada@gmail.com'],
  ['ada@acme.example', 'sales@acme.example'],
  ['sales@acme.example', 'ada@gmail.com'],
  ['ada@gmail.com', 'ada@privaterelay.appleid.com'],
  ['ada@gmail.com', 'ada@mailinator.com'],
  ['ada@mailinator.com', 'ada at acme'],
])('%s stays before %s, said first or last', (better, worse) => {
  const rule = by('prefer_verified')
  expect([stays('email', rule, [better, worse]), stays('email', rule, [worse, better])]).toEqual([better, better])
})

test('of two addresses of companies the newer stays: people change jobs', () => {
  expect(stays('email', by('prefer_verified'), ['ada@acme.example', 'ada@initech.example'])).toBe('ada@initech.example')
})

test.each(['030 901820', '+49 12', 'call me'])('a number that is understood stays before %s', (typed) => {
  expect(stays('phone', by('prefer_verified'), ['+4930901820', typed])).toBe('+4930901820')
})

test('the most trusted source stays, whatever others say later; those not named come after it', () => {
  const rule: FieldStrategy = { strategy: 'most_trusted_source', sources: ['salesforce', 'hubspot'] }
  const heard: [string, number][] = [
    ['hubspot', 50],
    ['salesforce', 120],
    ['hubspot', 60],
    ['web-form', 9],
  ]
  expect(stays('employees', rule, heard)).toBe(120)
  expect(stays('employees', rule, [...heard.slice(2), ['web-form', 8]])).toBe(60)
  expect(stays('employees', rule, [...heard, ['salesforce', 130]])).toBe(130)
})

test.each<Strategy>(['most_recent', 'first', 'longest', 'most_complete', 'most_frequent', 'never_overwrite'])(
  'a placeholder never beats a company that was named: %s',
  (strategy) => {
    const rule = { strategy } as FieldStrategy
    expect(stays('company', rule, ['self-employed', 'Acme', 'n/a', 'no company name'])).toBe('Acme')
    expect(stays('company', rule, ['n/a'])).toBe('n/a')
  },
)

test('nothing blank beats what was said', () => {
  expect(stays('title', by('most_recent'), ['CTO', '  '])).toBe('CTO')
})

test('what was said more than twenty times ago is not counted any more', () => {
  const old = Array.from({ length: 30 }, () => 'Bonn')
  const recent = (count: number): string[] => Array.from({ length: count }, () => 'Köln')
  expect(stays('city', by('most_frequent'), [...old, ...recent(MOST_HEARD / 2 - 1)])).toBe('Bonn')
  expect(stays('city', by('most_frequent'), [...old, ...recent(MOST_HEARD / 2)])).toBe('Köln')
})

test.each<Strategy>(['most_recent', 'longest', 'most_frequent'])(
  'an event that is read anew, by a mended mapping, takes back what it said before: %s',
  (strategy) => {
    const all = remembered({}, beginHistory({}, 'inquiry', said(new Date(0), '')))
    const rules = { ...defaultStrategies, city: { strategy } as FieldStrategy }
    const event = said(new Date('2026-11-24T09:00:00Z'), 'web-form 1')
    for (const city of ['Bonn am Rhein', 'Bonn', 'Ulm']) hearFields(all, { city }, event, null, rules)
    expect([all.fields, all.heard]).toEqual([{ city: 'Ulm' }, {}])
  },
)
