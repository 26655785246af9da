// Public holidays as calendars.yaml takes them. The dates are known from the laws of the places: Bavaria has Corpus Christi, Berlin has not.
import { describe, expect, it } from 'vitest'
import { parseCalendars } from '../../src/calendar/calendar.ts'
import { holidaysOf } from '../../src/cli/calendar-import.ts'
import { newFolder } from './pointsman-process.ts'

const days = async (place: string, ...years: number[]): Promise<string[]> =>
  (await holidaysOf(place, years)).map(({ date }) => date)

describe('holidays', () => {
  it('of a state are those of its country and its own', async () => {
    const bavaria = await days('DE-BY', 2027)
    const berlin = await days('de-be', 2027)
    expect(bavaria).toEqual(expect.arrayContaining(['2027-01-01', '2027-03-26', '2027-05-27', '2027-12-25']))
    expect(berlin).toContain('2027-03-08')
    expect(berlin).not.toContain('2027-05-27')
  })

  it('of several years follow each other, each day once', async () => {
    const us = await days('US', 2027, 2028)
    expect(us).toEqual([...new Set(us)].toSorted((a, b) => (a < b ? -1 : 1)))
    expect(us.filter((day) => day.endsWith('-07-04'))).toEqual(['2027-07-04', '2028-07-04'])
  })

  it('of a place that there is not name those that there are', async () => {
    await expect(days('XX', 2027)).rejects.toThrow('There is no country "XX"')
    await expect(days('DE-XX', 2027)).rejects.toThrow(/DE has no state or region "XX".* Known: BB, BE, /)
  })
})

it('are printed so that a calendar takes them', async () => {
  const folder = newFolder()
  const { code, stdout, stderr } = await folder.run(['calendar', 'import', 'DE-BY', '2027'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const holidays = stdout
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
  const text = `calendars:\n  bavaria:\n    zone: Europe/Berlin\n    hours: { weekdays: 09:00-17:00 }\n${holidays}`
  const calendar = parseCalendars({ path: 'calendars.yaml', text }).get('bavaria')
  expect(calendar?.holidays).toContain('2027-05-27')
  const wrong = await folder.run(['calendar', 'import', 'DE', 'next'])
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('"next" are no years') })
  await folder.remove()
})
