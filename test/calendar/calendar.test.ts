// What a calendars file may say, and how its faults are told.
import { expect, test } from 'vitest'
import { calendarSchemas, parseCalendars } from '../../src/calendar/calendar.ts'
import { ConfigError, faultLine } from '../../src/errors.ts'

const parse = (text: string) => parseCalendars({ path: 'rulebook/calendars.yaml', text })

function faultsOf(text: string): string[] {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(faultLine)
    throw error
  }
  return []
}

const office = (hours: string, more = '') =>
  `calendars:\n  office:\n    zone: Europe/Berlin\n    hours: ${hours}\n${more}`

test('a named day wins over its group, and an empty list closes it', () => {
  const hours = parse(office('{ weekdays: 09:00-17:00, friday: [09:00-12:00], monday: [] }')).get('office')?.hours
  expect(hours).toMatchObject({ monday: [], tuesday: [[540, 1020]], friday: [[540, 720]], saturday: [] })
})

test('several blocks are put in order, and a night ends on the next day', () => {
  const hours = parse(office('{ monday: [22:00-06:00, 13:00-15:00] }')).get('office')?.hours
  expect(hours?.monday).toEqual([
    [780, 900],
    [1320, 1800],
  ])
})

test('a calendar that never opens is a fault', () => {
  expect(faultsOf(office('{}'))).toEqual([
    'rulebook/calendars.yaml:4:5 calendars.office.hours: It never opens: give at least one day hours.',
  ])
  expect(faultsOf(office('{ monday: [] }'))).toHaveLength(1)
})

test.each([
  ['{ monday: 09:00-17:00, mnday: 09:00-17:00 }', '4:35 calendars.office.hours.mnday', 'did you mean "monday"?'],
  ['{ monday: 9-17 }', '4:14 calendars.office.hours.monday', '"9-17" are no hours'],
  ['{ monday: [09:00-12:00, 13:00-25:00] }', '4:36 calendars.office.hours.monday[1]', 'from 00:00 to 24:00'],
  ['{ monday: 09:00-09:00 }', '4:14 calendars.office.hours.monday', '00:00-24:00'],
  ['{ monday: [09:00-12:00, 11:00-15:00] }', '4:5 calendars.office.hours', 'Hours of monday overlap'],
  ['{ monday: 22:00-06:00, tuesday: 05:00-09:00 }', '4:5 calendars.office.hours', 'monday and tuesday overlap'],
  ['{ sunday: 22:00-06:00, monday: 05:00-09:00 }', '4:5 calendars.office.hours', 'sunday and monday overlap'],
])('hours %s are a fault at %s', (hours, place, says) => {
  const faults = faultsOf(office(hours)).join('\n')
  expect(faults).toContain(`rulebook/calendars.yaml:${place}: `)
  expect(faults).toContain(says)
})

test('blocks that only touch do not overlap', () => {
  expect(faultsOf(office('{ every-day: [00:00-12:00, 12:00-24:00] }'))).toEqual([])
})

test('a block that cannot be read is not told again as never open', () => {
  expect(faultsOf(office('{ every-day: 22:00-22:00 }'))).toHaveLength(1)
})

test('tells every fault of all calendars at once', () => {
  const faults = faultsOf(
    `calendars:
  office:
    zone: Europe/Berln
    hours: { monday: 09:00-17:00 }
    holidays: [2026-02-31]
  night:
    zone: UTC
    hours: {}
`,
  )
  expect(faults).toEqual([
    'rulebook/calendars.yaml:3:5 calendars.office.zone: No time zone "Europe/Berln" (did you mean "Europe/Berlin"?).',
    'rulebook/calendars.yaml:5:16 calendars.office.holidays[0]: "2026-02-31" is no date: write year-month-day, 2026-12-25.',
    'rulebook/calendars.yaml:8:5 calendars.night.hours: It never opens: give at least one day hours.',
  ])
})

test('gives editors a JSON Schema that knows the days', () => {
  expect(JSON.stringify(calendarSchemas()['calendars.yaml'])).toContain('"wednesday"')
})
