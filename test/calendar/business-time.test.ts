// Open time: the plain cases, and what holds for every calendar and every moment.
import { assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addBusinessMinutes, businessMinutesBetween, isOpen, nextOpening } from '../../src/calendar/business-time.ts'
import { parseCalendars } from '../../src/calendar/calendar.ts'

const calendars = parseCalendars({
  path: 'calendars.yaml',
  text: `
calendars:
  office:
    zone: Europe/Berlin
    hours: { weekdays: 09:00-17:00 }
    holidays: [2026-12-25]
  shifts:
    zone: America/New_York
    hours: { weekdays: [06:00-11:30, 12:00-14:00], saturday: 22:00-06:00 }
  island:
    zone: Australia/Lord_Howe
    hours: { every-day: 00:00-24:00 }
  rare:
    zone: UTC
    hours: { wednesday: 12:00-12:01 }
    holidays: [2026-12-02, 2026-12-09, 2026-12-16]
`,
})
const get = (name: string) => calendars.get(name) ?? expect.fail(name)
const office = get('office')
const at = (text: string) => new Date(text)

describe('an office in Berlin, 9 to 17, in winter', () => {
  test.each([
    ['before it opens', '2026-11-24T07:59Z', false],
    ['as it opens', '2026-11-24T08:00Z', true],
    ['just before it closes', '2026-11-24T15:59:59Z', true],
    ['as it closes', '2026-11-24T16:00Z', false],
    ['on Saturday', '2026-11-28T10:00Z', false],
    ['on a holiday', '2026-12-25T10:00Z', false],
  ])('%s', (_, time, open) => {
    expect(isOpen(office, at(time))).toBe(open)
  })

  test.each([
    ['within a day', '2026-11-24T09:00Z', 240, '2026-11-24T13:00Z'],
    ['to the very end of a day', '2026-11-24T12:00Z', 240, '2026-11-24T16:00Z'],
    ['over night', '2026-11-24T14:00Z', 240, '2026-11-25T10:00Z'],
    ['over a weekend', '2026-11-27T15:30Z', 60, '2026-11-30T08:30Z'],
    ['from outside the hours', '2026-11-28T12:00Z', 1, '2026-11-30T08:01Z'],
    ['over a holiday', '2026-12-24T15:00Z', 61, '2026-12-28T08:01Z'],
    ['for no time at all', '2026-11-28T12:00Z', 0, '2026-11-28T12:00Z'],
  ])('adds %s', (_, from, minutes, to) => {
    expect(addBusinessMinutes(office, at(from), minutes)).toEqual(at(to))
  })

  test('opens next on Monday', () => {
    expect(nextOpening(office, at('2026-11-27T16:00Z'))).toEqual(at('2026-11-30T08:00Z'))
    expect(nextOpening(office, at('2026-11-24T10:10Z'))).toEqual(at('2026-11-24T10:10Z'))
  })

  test('counts backwards as a negative number', () => {
    expect(businessMinutesBetween(office, at('2026-11-25T09:00Z'), at('2026-11-24T15:00Z'))).toBe(-120)
  })
})

test('a night belongs to the day it begins on', () => {
  const shifts = get('shifts')
  expect(isOpen(shifts, at('2026-11-29T10:59Z'))).toBe(true)
  expect(isOpen(shifts, at('2026-11-29T11:00Z'))).toBe(false)
})

test('passes a row of holidays that close its only opening', () => {
  expect(nextOpening(get('rare'), at('2026-11-26T00:00Z'))).toEqual(at('2026-12-23T12:00Z'))
})

test.each([-1, Number.NaN])('refuses to add %d minutes', (minutes) => {
  expect(() => addBusinessMinutes(office, at('2026-11-24T10:00Z'), minutes)).toThrow(RangeError)
})

test('refuses an invalid date instead of counting for ever', () => {
  expect(() => isOpen(office, new Date(Number.NaN))).toThrow(RangeError)
})

describe('for every calendar and every moment', () => {
  const anyCalendar = constantFrom(...calendars.values())
  const anyTime = integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }).map((ms) => new Date(ms))
  const someMinutes = integer({ min: 0, max: 3_000 })

  test('what was added lies between', () => {
    assert(
      property(anyCalendar, anyTime, integer({ min: 0, max: 300 }), (calendar, from, minutes) => {
        expect(businessMinutesBetween(calendar, from, addBusinessMinutes(calendar, from, minutes))).toBe(minutes)
      }),
    )
  })

  test('more minutes never end earlier, and a later start never ends earlier', () => {
    const usual = constantFrom(office, get('shifts'), get('island'))
    assert(
      property(usual, anyTime, anyTime, someMinutes, someMinutes, (calendar, a, b, m, n) => {
        const [early, late] = a <= b ? [a, b] : [b, a]
        const [few, many] = m <= n ? [m, n] : [n, m]
        const end = addBusinessMinutes(calendar, early, few).getTime()
        expect(addBusinessMinutes(calendar, early, many).getTime()).toBeGreaterThanOrEqual(end)
        expect(addBusinessMinutes(calendar, late, few).getTime()).toBeGreaterThanOrEqual(end)
      }),
    )
  })

  test('it is open at its next opening, and closed in between', () => {
    assert(
      property(anyCalendar, anyTime, (calendar, from) => {
        const opening = nextOpening(calendar, from)
        expect(isOpen(calendar, opening)).toBe(true)
        expect(businessMinutesBetween(calendar, from, opening)).toBe(0)
        expect(isOpen(calendar, from)).toBe(opening.getTime() === from.getTime())
      }),
    )
  })
})
