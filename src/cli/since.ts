// `--since` as people write it → a time.
import { InputError } from '../errors.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, systemClock } from '../time.ts'

const UNITS: Record<string, number> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }

/** `90m`, `2h`, `3d` before now, or an ISO time. @throws InputError */
export function sinceTime(text: string, code: string): Date {
  return timeOf(text, -1, code)
}

/** `90m`, `2h`, `3d` from now on, or an ISO time. @throws InputError */
export function aheadTime(text: string, code: string): Date {
  return timeOf(text, 1, code)
}

function timeOf(text: string, sign: 1 | -1, code: string): Date {
  const span = /^(\d+)([mhd])$/.exec(text)
  if (span) return new Date(systemClock.now().getTime() + sign * Number(span[1]) * (UNITS[span[2] ?? ''] ?? 0))
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) {
    throw new InputError(`"${text}" is no time: write 90m, 2h, 3d or 2026-11-24T08:00:00Z.`, { code })
  }
  return at
}
