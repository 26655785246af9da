// What a file of SLA policies may say, and how its faults are told.
import { expect, test } from 'vitest'
import { parseCalendars } from '../../src/calendar/calendar.ts'
import { ConfigError, faultLine } from '../../src/errors.ts'
import { readDuration } from '../../src/calendar/duration.ts'
import { parsePolicies, slaSchemas } from '../../src/sla/policies.ts'

const calendars = parseCalendars({
  path: 'rulebook/calendars.yaml',
  text: 'calendars: { office: { zone: Europe/Berlin, hours: { weekdays: 09:00-17:00 } } }',
})
const parse = (text: string) => parsePolicies({ path: 'rulebook/sla.yaml', text }, calendars)

function faultsOf(text: string): string[] {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(faultLine)
    throw error
  }
  return []
}

test('reads a policy, with what is usual filled in', () => {
  expect(parse('policies: { standard: { within: 4h, calendar: office } }').get('standard')).toEqual({
    name: 'standard',
    withinMinutes: 240,
    calendar: 'office',
    metBy: ['accepted', 'contacted', 'converted', 'stage-moved'],
    onBreach: ['reassign', 'nurture'],
  })
})

test('takes what the file says over what is usual', () => {
  const policy = parse('policies: { hot: { within: 5m, metBy: [opened], onBreach: [reassign] } }').get('hot')
  expect(policy).toMatchObject({ withinMinutes: 5, calendar: null, metBy: ['opened'], onBreach: ['reassign'] })
})

test.each([
  ['5m', 5],
  ['4h', 240],
  ['1h30m', 90],
  ['2d', 2_880],
  [' 1d 2h ', 1_560],
  ['0m', undefined],
  ['', undefined],
  ['4', undefined],
  ['4 hours', undefined],
  ['-5m', undefined],
  ['30m1h', undefined],
])('%j is %s minutes', (text, minutes) => {
  expect(readDuration(text)?.minutes).toBe(minutes)
})

test('tells every fault at once, with its place and what was meant', () => {
  const faults = faultsOf(`policies:
  standard:
    within: 4 hours
    calendar: ofice
  slow:
    within: 2d
    calendar: office
`)
  expect(faults).toEqual([
    'rulebook/sla.yaml:3:5 policies.standard.within: "4 hours" is no duration: write 30m, 4h, 1h30m or 2d.',
    'rulebook/sla.yaml:4:5 policies.standard.calendar: No calendar "ofice" (did you mean "office"?).',
    'rulebook/sla.yaml:6:5 policies.slow.within: With a calendar a day has no fixed length: say open hours, such as 16h.',
  ])
})

test.each([
  ['{ within: 4h, calender: office }', 'Unknown key "calender" (did you mean "calendar"?).'],
  ['{ within: 4 }', 'Expected a duration such as 30m, 4h or 2d.'],
  ['{ calendar: office }', 'Expected a duration such as 30m, 4h or 2d.'],
  ['{ within: 4h, onBreach: [escalate] }', 'Expected one of reassign, nurture.'],
  ['{ within: 4h, onBreach: [] }', 'Name at least one step.'],
  ['{ within: 4h, metBy: [owner-changed] }', 'Expected one of opened, accepted'],
])('%s is a fault', (policy, says) => {
  expect(faultsOf(`policies: { standard: ${policy} }`).join('\n')).toContain(says)
})

test('gives editors a JSON Schema that knows the steps', () => {
  expect(JSON.stringify(slaSchemas()['sla.yaml'])).toContain('"reassign"')
})
