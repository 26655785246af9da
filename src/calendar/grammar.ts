// The words a calendars file may use, as one zod schema. Its one rule: what is not written here is a fault.
import { z } from 'zod'
import { dayGroups, weekdays, type DayGroup, type Weekday } from './weekday.ts'

const hoursText = z.union([z.string(), z.array(z.string())], {
  error: 'Expected hours such as 09:00-17:00, or a list of them',
})
export type HoursText = z.infer<typeof hoursText>

const hours = z
  .strictObject(
    Object.fromEntries([...dayGroups, ...weekdays].map((key) => [key, hoursText.optional()])) as Record<
      DayGroup | Weekday,
      z.ZodOptional<typeof hoursText>
    >,
  )
  .describe('Wall time of the zone. A named day wins over its group; 22:00-06:00 ends on the next day; [] closes a day')

const calendar = z.strictObject({
  zone: z.string().describe('IANA time zone: Europe/Berlin'),
  hours,
  holidays: z.array(z.string()).default([]).describe('Days without hours: 2026-12-25'),
})

export const calendarsFile = z.strictObject({ calendars: z.record(z.string(), calendar).default({}) })
