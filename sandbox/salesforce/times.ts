// Times as Salesforce writes them: `2026-05-01T07:25:37.000+0000`, always UTC and whole seconds, so that text order is time order.

export function salesforceTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}.000+0000`
}

/** A date-time in any ISO form with a zone (none means UTC); undefined when it is no time. */
export function readTime(text: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})?$/.exec(text)
  if (!match) return undefined
  const zone = (match[2] ?? 'Z').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const at = new Date(`${match[1]}${zone}`)
  return Number.isNaN(at.getTime()) ? undefined : salesforceTime(at)
}

/** A calendar day, alone or cut from a date-time; undefined when it is none. */
export function readDay(text: string): string | undefined {
  const day = text.slice(0, 10)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || (text.length > 10 && readTime(text) === undefined)) return undefined
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined
}
