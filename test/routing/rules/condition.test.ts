// What a rule's `when` means: every operator over known and unknown values.
import { describe, expect, it } from 'vitest'
import { beforeOf } from '../../../src/routing/before.ts'
import { decide } from '../../../src/routing/decide.ts'
import type { Question } from '../../../src/routing/question.ts'
import type { RuleTrace } from '../../../src/routing/decision.ts'
import { accountOf, bookOf, question } from '../book-of.ts'

/** The trace of the one rule with this `when`. */
function traceOf(when: string, asked: Question): RuleTrace {
  const book = bookOf(`rules: [{ name: one, when: ${when}, assign: { pool: emea } }]\notherwise: { pool: spare }`)
  const [trace] = decide(asked, book).rules
  if (!trace) throw new Error('The rule was not asked.')
  return trace
}

const holds = (when: string, asked: Question): boolean => traceOf(when, asked).holds

const lead = (fields: Question['lead']['fields'], more: Partial<Question['lead']> = {}): Question =>
  question({ lead: { fields, ...more } })

describe('a text', () => {
  it.each([
    ['{ lead.company: Example Ltd }', true],
    ['{ lead.company: example LTD }', true],
    ['{ lead.company: Example }', false],
    ['{ lead.company: [Other, Example Ltd] }', true],
    ['{ lead.company: { equals: Example Ltd } }', true],
    ['{ lead.company: { in: [Other, Example Ltd] } }', true],
    ['{ lead.company: { not: Example Ltd } }', false],
    ['{ lead.company: { not: [Other, Another] } }', true],
    ['{ lead.company: { starts: exam } }', true],
    ['{ lead.company: { starts: [Foo, Exam] } }', true],
    ['{ lead.company: { starts: Ltd } }', false],
    ['{ lead.company: { ends: ltd } }', true],
    ['{ lead.company: { contains: "ple l" } }', true],
    ['{ lead.company: { contains: [none, "of these"] } }', false],
    ['{ lead.company: { matches: "ple\\\\s+ltd$" } }', true],
    ['{ lead.company: { matches: "^ltd" } }', false],
    ['{ lead.company: { exists: true } }', true],
    ['{ lead.company: { exists: false } }', false],
    ['{ lead.company: { starts: Exam, ends: GmbH } }', false],
    ['{ lead.company: { starts: Exam, ends: Ltd } }', true],
  ])('%s → %s for Example Ltd', (when, expected) => {
    expect(holds(when, lead({ company: 'Example Ltd' }))).toBe(expected)
  })

  it('may be written as a number, as YAML reads a postal code', () => {
    expect(holds('{ lead.postalCode: 10115 }', lead({ postalCode: '10115' }))).toBe(true)
    expect(holds('{ lead.postalCode: { starts: 10 } }', lead({ postalCode: '10115' }))).toBe(true)
  })
})

describe('an unknown value', () => {
  it.each([
    '{ equals: x }',
    '{ in: [x] }',
    '{ starts: x }',
    '{ ends: x }',
    '{ contains: x }',
    '{ matches: ".*" }',
    '{ exists: true }',
  ])('does not satisfy %s', (test) => {
    expect(holds(`{ lead.company: ${test} }`, lead({}))).toBe(false)
  })

  it.each(['{ gte: 0 }', '{ gt: -1 }', '{ lte: 9 }', '{ lt: 9 }', '{ between: [0, 9] }'])(
    'does not satisfy %s',
    (test) => {
      expect(holds(`{ lead.employees: ${test} }`, lead({}))).toBe(false)
    },
  )

  it('satisfies what it is not, and that it is unknown', () => {
    expect(holds('{ lead.company: { not: x } }', lead({}))).toBe(true)
    expect(holds('{ lead.company: { exists: false } }', lead({}))).toBe(true)
    expect(holds('{ not: { lead.company: x } }', lead({}))).toBe(true)
  })

  it('is told as unknown, never as a text', () => {
    expect(traceOf('{ account.name: undefined }', question()).why).toMatchObject({ actual: null, holds: false })
  })
})

describe('a number', () => {
  it.each([
    ['320', true],
    ['[1, 320]', true],
    ['{ gte: 320 }', true],
    ['{ gt: 320 }', false],
    ['{ lte: 320 }', true],
    ['{ lt: 320 }', false],
    ['{ between: [320, 400] }', true],
    ['{ between: [100, 320] }', true],
    ['{ between: [321, 400] }', false],
    ['{ not: 320 }', false],
    ['{ gte: 100, lt: 320 }', false],
  ])('of 320 employees: %s → %s', (test, expected) => {
    expect(holds(`{ lead.employees: ${test} }`, lead({ employees: 320 }))).toBe(expected)
  })

  it('may be 0 and is then known', () => {
    expect(holds('{ lead.score: { exists: true } }', lead({ score: 0 }))).toBe(true)
    expect(holds('{ lead.breaches: 0 }', lead({}))).toBe(true)
  })
})

describe('every field', () => {
  const known = question({
    match: 'same',
    event: { connection: 'hubspot', kind: 'activity', at: null },
    account: accountOf({
      relationship: 'customer',
      tier: 'strategic',
      ownerId: 'id-mia',
      parentId: 'a0',
      details: {
        country: 'GB',
        state: 'ENG',
        postalCode: 'SW1A 2AA',
        city: 'London',
        openPipeline: 5_000,
        contacts: 3,
        lastActivityAt: '2026-11-14T10:00:00Z',
      },
    }),
    lead: {
      fields: { country: 'DE', email: 'ada@example.com' },
      stage: 'SQL',
      suspicious: ['disposable address', 'test lead'],
      ownerId: 'id-zoe',
      breaches: 2,
    },
  })
  it.each([
    '{ lead.country: de }',
    '{ lead.country: [AT, DE] }',
    '{ lead.email: { ends: "@example.com" } }',
    '{ lead.stage: SQL }',
    '{ lead.stage: { not: [inquiry, MQL] } }',
    '{ lead.suspicious: { contains: test } }',
    '{ lead.suspicious: { contains: [none, disposable] } }',
    '{ lead.suspicious: { exists: true } }',
    '{ lead.breaches: { gte: 2 } }',
    '{ lead.owner: id-zoe }',
    '{ account.name: northwind }',
    '{ account.domain: northwind.example }',
    '{ account.relationship: customer }',
    '{ account.tier: Strategic }',
    '{ account.owner: { exists: true } }',
    '{ account.parent: a0 }',
    '{ account.country: GB }',
    '{ account.state: eng }',
    '{ account.postalCode: { within: SW1 } }',
    '{ account.city: London }',
    '{ account.openPipeline: { gt: 0 } }',
    '{ account.contacts: 3 }',
    '{ account.idleDays: 9 }',
    '{ event.connection: hubspot }',
    '{ event.kind: activity }',
    '{ match: same }',
  ])('is asked for by its name: %s', (when) => {
    expect(holds(when, known)).toBe(true)
  })

  it('without a doubt, nothing is suspicious', () => {
    expect(holds('{ lead.suspicious: { exists: false } }', lead({}))).toBe(true)
  })
})

describe('a change', () => {
  const known = (before: Question['before']): Question =>
    question({ match: 'same', before, lead: { fields: { country: 'DE', score: 90 } } })
  it.each<[string, Question['before'], boolean]>([
    ['{ lead.country: { changed: true } }', { country: 'FR' }, true],
    ['{ lead.country: { changed: true } }', { country: null }, true],
    ['{ lead.country: { changed: true } }', { score: 10 }, false],
    ['{ lead.country: { changed: false } }', { score: 10 }, true],
    ['{ lead.city: { changed: true } }', { city: 'Bonn' }, true],
    ['{ lead.stage: { changed: true, equals: MQL } }', { stage: 'inquiry' }, true],
    ['{ lead.score: { changed: true, gte: 80 } }', { score: 10 }, true],
  ])('%s after %j → %s', (when, before, expected) => {
    expect(holds(when, known(before))).toBe(expected)
  })

  it('is not known of a lead that was not known', () => {
    expect(holds('{ lead.country: { changed: true } }', known(null))).toBe(false)
    expect(holds('{ lead.country: { changed: false } }', known(null))).toBe(false)
  })

  it('is told with what it was', () => {
    expect(traceOf('{ lead.country: { changed: true } }', known({ country: 'FR' })).why).toMatchObject({
      was: 'FR',
      actual: 'DE',
    })
  })

  it('of capital letters alone is none', () => {
    const was = { fields: { city: 'BONN', country: 'DE' }, stage: 'MQL' as const }
    expect(beforeOf(was, { fields: { city: 'Bonn', score: 1 }, stage: 'SQL' })).toEqual({
      country: 'DE',
      score: null,
      stage: 'MQL',
    })
  })
})

describe('time', () => {
  // A Tuesday, 23:30 in Berlin.
  const late = question({
    now: new Date('2026-11-24T22:30:00Z'),
    event: { connection: 'x', kind: 'person', at: new Date('2026-11-24T22:00:30Z') },
  })
  const noon = question({ now: new Date('2026-11-24T11:00:00Z') })
  it('is in the hours of a calendar, or outside of them', () => {
    const answers = ['{ calendar: office }', '{ calendar: { closed: office } }', '{ not: { calendar: office } }'].map(
      (when) => [holds(when, noon), holds(when, late)],
    )
    expect(answers).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ])
  })

  it.each([
    ['{ time.weekday: [tuesday, friday] }', true],
    ['{ time.hour: { gte: 23 } }', false],
    ['{ time.hour: 22 }', true],
    ['{ time.date: 2026-11-24 }', true],
    ['{ time.date: { between: [2026-11-24, 2026-12-24] } }', true],
    ['{ time.date: { gt: 2026-11-24 } }', false],
    ['{ event.ageMinutes: 29 }', true],
    ['{ event.ageMinutes: { gte: 30 } }', false],
  ])('%s → %s', (when, expected) => {
    expect(holds(when, late)).toBe(expected)
  })

  it('is that of the zone that rules.yaml names', () => {
    const book = bookOf(
      'zone: Asia/Tokyo\nrules: [{ name: one, when: { time.date: 2026-11-25, time.hour: 7 }, ignore: { reason: x } }]\notherwise: { pool: spare }',
    )
    expect(decide(late, book).rule).toBe('one')
  })

  it('since an event that is not the reason is not known', () => {
    expect(holds('{ event.ageMinutes: { gte: 0 } }', noon)).toBe(false)
  })
})

describe('a postal code', () => {
  it.each([
    ['80', '80331', true],
    ['[10, 80-81]', '81999', true],
    ['80-81', '82000', false],
    ['SW1A', 'sw1a 2aa', true],
    ['00900-00999', '00-950', true],
    ['10000-10120', '101', true],
    ['10115', '1011', false],
  ])('within %s: %s → %s', (ranges, code, expected) => {
    expect(holds(`{ lead.postalCode: { within: ${ranges} } }`, lead({ postalCode: code }))).toBe(expected)
  })
})

describe('a tree', () => {
  const asked = lead({ country: 'DE', employees: 10 })
  it.each([
    ['{ lead.country: DE, lead.employees: 10 }', true],
    ['{ lead.country: DE, lead.employees: 11 }', false],
    ['{ all: [{ lead.country: DE }, { lead.employees: 11 }] }', false],
    ['{ any: [{ lead.country: FR }, { lead.employees: 10 }] }', true],
    ['{ any: [{ lead.country: FR }, { lead.employees: 11 }] }', false],
    ['{ not: { lead.country: FR } }', true],
    ['{ not: { any: [{ lead.country: FR }, { lead.country: DE }] } }', false],
    ['{ lead.country: DE, any: [{ lead.employees: 9 }, { not: { lead.employees: 9 } }] }', true],
  ])('%s → %s', (when, expected) => {
    expect(holds(when, asked)).toBe(expected)
  })

  it('is asked no further than its answer needs, and the trace says so', () => {
    expect(traceOf('{ lead.country: FR, lead.employees: 10 }', asked).why).toEqual({
      is: 'all',
      holds: false,
      parts: [
        { is: 'condition', field: 'lead.country', operator: 'equals', expected: 'FR', actual: 'DE', holds: false },
      ],
    })
    expect(traceOf('{ any: [{ lead.country: DE }, { lead.employees: 9 }] }', asked).why).toMatchObject({
      is: 'any',
      holds: true,
      parts: [{ field: 'lead.country' }],
    })
  })
})
