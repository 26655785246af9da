// rulebook/sla.yaml → checked SLA policies.
import { z } from 'zod'
import type { Calendar } from '../calendar/calendar.ts'
import { ConfigError, type Fault } from '../errors.ts'
import { didYouMean, readYaml, type FieldPath, type TextFile } from '../yaml-file.ts'
import { readDuration } from '../calendar/duration.ts'
import { policiesFile } from './grammar.ts'
import type { SlaPolicy } from './policy.ts'

/** @throws ConfigError naming every fault of the file */
export function parsePolicies(file: TextFile, calendars: ReadonlyMap<string, Calendar>): Map<string, SlaPolicy> {
  const yaml = readYaml(file, policiesFile)
  const faults: Fault[] = []
  const policies = new Map<string, SlaPolicy>()
  for (const [name, entry] of Object.entries(yaml.value.policies)) {
    const add = (field: string, message: string): void => {
      const path: FieldPath = ['policies', name, field]
      faults.push(yaml.fault(path, message))
    }
    const within = readDuration(entry.within)
    if (!within) add('within', `"${entry.within}" is no duration: write 30m, 4h, 1h30m or 2d.`)
    if (within?.inDays && entry.calendar !== undefined) {
      add(
        'within',
        `With a calendar a day has no fixed length: say open hours, such as ${(within.minutes / 1440) * 8}h.`,
      )
    }
    if (entry.calendar !== undefined && !calendars.has(entry.calendar)) {
      add('calendar', `No calendar "${entry.calendar}"${didYouMean(entry.calendar, calendars.keys())}.`)
    }
    policies.set(name, {
      name,
      withinMinutes: within?.minutes ?? 0,
      calendar: entry.calendar ?? null,
      metBy: [...new Set(entry.metBy)],
      onBreach: entry.onBreach,
    })
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return policies
}

/** JSON Schema per file name, for editors. */
export function slaSchemas(): Record<string, unknown> {
  return { 'sla.yaml': z.toJSONSchema(policiesFile, { io: 'input' }) }
}
