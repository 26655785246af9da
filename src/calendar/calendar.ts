// rulebook/calendars.yaml → working hours per calendar, checked. Its one rule: hours are wall time of the calendar's own
// zone, never of the machine or of whoever asks.
import { z } from 'zod'
import { ConfigError, type Fault } from '../errors.ts'
import { didYouMean, readYaml, type FieldPath, type TextFile } from '../yaml-file.ts'
import { dayOf } from './day.ts'
import { calendarsFile, type HoursText } from './grammar.ts'
import { overlap, readBlock, type Block } from './hours.ts'
import { daysOfGroup, weekdays, type DayGroup, type Weekday } from './weekday.ts'
import { isZone } from './zone.ts'

export interface Calendar {
  name: string
  /** IANA time zone: `Europe/Berlin` */
  zone: string
  /** Blocks of the day they begin on, in order. Minutes count from midnight; an end past 1440 lies on the next day. */
  hours: Record<Weekday, Block[]>
  /** `2026-12-25`: blocks that begin on these days fall out. */
  holidays: string[]
}

type AddFault = (path: FieldPath, message: string) => void

/** @throws ConfigError naming every fault of the file */
export function parseCalendars(file: TextFile): Map<string, Calendar> {
  const yaml = readYaml(file, calendarsFile)
  const faults: Fault[] = []
  const calendars = new Map<string, Calendar>()
  for (const [name, entry] of Object.entries(yaml.value.calendars)) {
    const path: FieldPath = ['calendars', name]
    const add: AddFault = (at, message) => faults.push(yaml.fault([...path, ...at], message))
    if (!isZone(entry.zone)) add(['zone'], noZone(entry.zone))
    for (const [index, day] of entry.holidays.entries()) {
      if (dayOf(day) === undefined) add(['holidays', index], `"${day}" is no date: write year-month-day, 2026-12-25.`)
    }
    const before = faults.length
    const hours = readHours(entry.hours, add)
    const unread = faults.length > before
    if (!unread && weekdays.every((day) => hours[day].length === 0))
      add(['hours'], 'It never opens: give at least one day hours.')
    const conflict = overlap(hours)
    if (conflict) add(['hours'], `Hours of ${conflict} overlap: join them, or let one end where the next begins.`)
    calendars.set(name, { name, zone: entry.zone, hours, holidays: entry.holidays })
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return calendars
}

/** JSON Schema per file name, for editors. */
export function calendarSchemas(): Record<string, unknown> {
  return { 'calendars.yaml': z.toJSONSchema(calendarsFile, { io: 'input' }) }
}

function readHours(entry: Partial<Record<Weekday | DayGroup, HoursText>>, add: AddFault): Record<Weekday, Block[]> {
  const hours = Object.fromEntries(weekdays.map((day) => [day, []])) as unknown as Record<Weekday, Block[]>
  // From wide to narrow, so that a named day wins over its group.
  for (const key of ['every-day', 'weekdays', 'weekend', ...weekdays] as const) {
    const text = entry[key]
    if (text === undefined) continue
    const blocks = (typeof text === 'string' ? [text] : text).flatMap((part, index) => {
      const block = readBlock(part)
      if (typeof block !== 'string') return [block]
      add(typeof text === 'string' ? ['hours', key] : ['hours', key, index], block)
      return []
    })
    for (const day of daysOfGroup(key)) hours[day] = blocks.toSorted(([a], [b]) => a - b)
  }
  return hours
}

function noZone(zone: string): string {
  return `No time zone "${zone}"${didYouMean(zone, Intl.supportedValuesOf('timeZone'))}.`
}
