// `4h`, `1h30m`, `2d` → minutes. Its one rule: a unit is always said.

const SHAPE = /^(?:(\d{1,4})d)?\s*(?:(\d{1,5})h)?\s*(?:(\d{1,6})m)?$/

export interface Duration {
  minutes: number
  /** Said in days, which have no fixed length in working hours. */
  inDays: boolean
}

/** undefined when the text is no duration, or none at all. */
export function readDuration(text: string): Duration | undefined {
  const match = SHAPE.exec(text.trim())
  if (!match) return undefined
  const [days = 0, hours = 0, minutes = 0] = match.slice(1).map((part) => Number(part ?? 0))
  const total = days * 24 * 60 + hours * 60 + minutes
  return total > 0 ? { minutes: total, inDays: days > 0 } : undefined
}
