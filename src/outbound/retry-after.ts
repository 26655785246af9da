// How long the other side asks us to wait. Its one rule: what it cannot mean in earnest is ignored or cut.
import { HOUR_MS } from '../time.ts'

/** Seconds or an HTTP date → milliseconds, at most an hour; undefined for none, the past, or junk. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? ''
  const isSeconds = /^\d+$/.test(text)
  // Date.parse takes "-5" and "1.5" for dates: a real one begins with its day of the week.
  if (!isSeconds && !/^[A-Za-z]{3,9},? /.test(text)) return undefined
  const ms = isSeconds ? Number(text) * 1_000 : Date.parse(text) - now.getTime()
  return ms > 0 ? Math.min(ms, HOUR_MS) : undefined
}
