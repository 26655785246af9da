// The days on which clocks change, with answers worked out by hand from the published change times.
// Europe/Berlin 2026: 29 March and 25 October at 01:00 UTC. America/New_York 2026: 8 March 07:00 and 1 November 06:00 UTC.
// Australia/Lord_Howe 2026, half an hour: 4 April 15:00 and 3 October 15:30 UTC.
import { expect, test } from 'vitest'
import { addBusinessMinutes, businessMinutesBetween, nextOpening } from '../../src/calendar/business-time.ts'
import { parseCalendars, type Calendar } from '../../src/calendar/calendar.ts'

function calendar(zone: string, hours: string): Calendar {
  const text = `calendars: { it: { zone: ${zone}, hours: ${hours} } }`
  const found = parseCalendars({ path: 'calendars.yaml', text }).get('it')
  if (!found) throw new Error('the calendar was not read')
  return found
}

const always = '{ every-day: 00:00-24:00 }'

test.each([
  ['a day of 23 hours', 'Europe/Berlin', always, '2026-03-28T23:00Z', '2026-03-29T22:00Z', 23 * 60],
  ['a day of 25 hours', 'Europe/Berlin', always, '2026-10-24T22:00Z', '2026-10-25T23:00Z', 25 * 60],
  [
    'a night one hour short',
    'Europe/Berlin',
    '{ saturday: 22:00-06:00 }',
    '2026-03-28T12:00Z',
    '2026-03-29T12:00Z',
    420,
  ],
  [
    'a night one hour long',
    'Europe/Berlin',
    '{ saturday: 22:00-06:00 }',
    '2026-10-24T12:00Z',
    '2026-10-25T12:00Z',
    540,
  ],
  [
    'hours that are skipped whole',
    'Europe/Berlin',
    '{ sunday: 02:15-02:45 }',
    '2026-03-29T00:00Z',
    '2026-03-29T12:00Z',
    0,
  ],
  [
    'hours that are skipped in part',
    'Europe/Berlin',
    '{ sunday: 02:30-03:15 }',
    '2026-03-29T00:00Z',
    '2026-03-29T12:00Z',
    15,
  ],
  [
    'hours that begin in the hour that comes twice',
    'Europe/Berlin',
    '{ sunday: 02:30-04:00 }',
    '2026-10-25T00:00Z',
    '2026-10-25T12:00Z',
    150,
  ],
  ['a day of 23 hours', 'America/New_York', always, '2026-03-08T05:00Z', '2026-03-09T04:00Z', 23 * 60],
  ['a day of 25 hours', 'America/New_York', always, '2026-11-01T04:00Z', '2026-11-02T05:00Z', 25 * 60],
  ['a day of 24 and a half hours', 'Australia/Lord_Howe', always, '2026-04-04T13:00Z', '2026-04-05T13:30Z', 1470],
  ['a day of 23 and a half hours', 'Australia/Lord_Howe', always, '2026-10-03T13:30Z', '2026-10-04T13:00Z', 1410],
  [
    'an hour of which half is skipped',
    'Australia/Lord_Howe',
    '{ sunday: 02:00-03:00 }',
    '2026-10-03T13:30Z',
    '2026-10-04T13:00Z',
    30,
  ],
])('%s, %s %s', (_, zone, hours, from, to, minutes) => {
  expect(businessMinutesBetween(calendar(zone, hours), new Date(from), new Date(to))).toBe(minutes)
})

test.each([
  // Friday 16:00, two hours of 9 to 17: Monday 10:00, whatever the clocks did on Sunday.
  ['Europe/Berlin', '2026-03-27T15:00Z', '2026-03-30T08:00Z'],
  ['Europe/Berlin', '2026-10-23T14:00Z', '2026-10-26T09:00Z'],
  ['America/New_York', '2026-03-06T21:00Z', '2026-03-09T14:00Z'],
  ['America/New_York', '2026-10-30T20:00Z', '2026-11-02T15:00Z'],
  ['Australia/Lord_Howe', '2026-04-03T05:00Z', '2026-04-05T23:30Z'],
  ['Australia/Lord_Howe', '2026-10-02T05:30Z', '2026-10-04T23:00Z'],
])('%s: two office hours from Friday 16:00 end on Monday 10:00 by the wall', (zone, from, due) => {
  expect(addBusinessMinutes(calendar(zone, '{ weekdays: 09:00-17:00 }'), new Date(from), 120)).toEqual(new Date(due))
})

test('an opening that the clocks skip is next a week later', () => {
  const skipped = calendar('Europe/Berlin', '{ sunday: 02:15-02:45 }')
  expect(nextOpening(skipped, new Date('2026-03-28T12:00Z'))).toEqual(new Date('2026-04-05T00:15Z'))
})

test('a whole day that a country leaves out has no hours', () => {
  // Samoa went from 29 to 31 December 2011 (IANA tz database, Pacific/Apia).
  const samoa = calendar('Pacific/Apia', always)
  expect(businessMinutesBetween(samoa, new Date('2011-12-29T10:00Z'), new Date('2011-12-31T10:00Z'))).toBe(2 * 1440)
})
