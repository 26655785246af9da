// Marketo prints times as `2026-01-01 10:00:00`, without a zone. Its one rule: the instance's zone is a setting, never guessed.

const WALL_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?$/
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/

/** @returns undefined when the text is no time */
export function sentAt(text: unknown, timeZone: string): Date | undefined {
  if (typeof text !== 'string') return undefined
  const wall = WALL_TIME.exec(text.trim())
  if (wall) return wallTime(`${wall[1]}T${wall[2]}${wall[3] ?? ':00'}`, timeZone)
  if (!WITH_ZONE.test(text.trim())) return undefined
  const instant = new Date(text.trim())
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function wallTime(text: string, timeZone: string): Date | undefined {
  const asUtc = new Date(`${text}Z`)
  // 30 February would become 2 March.
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(text)) return undefined
  const near = asUtc.getTime() - offsetMs(asUtc, timeZone)
  // The second look is for the hours around a change of the clocks.
  return new Date(asUtc.getTime() - offsetMs(new Date(near), timeZone))
}

/** How far the zone's clocks are ahead of UTC at an instant. */
function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /^GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(name)
  if (!match) return 0
  const seconds = Number(match[2]) * 3_600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return (match[1] === '-' ? -1 : 1) * seconds * 1_000
}
