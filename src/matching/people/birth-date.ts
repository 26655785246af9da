// A birth date in any usual writing → year, month, day. Its one rule: what cannot be a date of a living or remembered person is absent, not a conflict.

/** yyyymmdd; 00 where only the year, or year and month, is known. */
export function birthDateOf(text: string): string | undefined {
  const typed = text.trim()
  const [, y1, m1, d1] = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?$/.exec(typed) ?? []
  if (y1 !== undefined) return checked(y1, m1, d1)
  const [, y2, m2, d2] = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(typed) ?? []
  if (y2 !== undefined) return checked(y2, m2, d2)
  const [, a, b, y3] = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(typed) ?? []
  // 03/27/1980 can only be read one way; where both ways are possible the day goes first, and a swap of the two is a level of its own.
  if (y3 !== undefined) return Number(b) > 12 ? checked(y3, a, b) : checked(y3, b, a)
  return /^\d{4}$/.test(typed) ? checked(typed, undefined, undefined) : undefined
}

function checked(year: string, month = '0', day = '0'): string | undefined {
  const y = Number(year)
  if (y < 1000 || y > 2100) return undefined
  const [m, d] = Number(month) > 12 && Number(day) <= 12 ? [day, month] : [month, day]
  // Months of 13 and days of 45 are typing errors: the digits still tell something.
  return `${year}${m.padStart(2, '0')}${d.padStart(2, '0')}`
}
