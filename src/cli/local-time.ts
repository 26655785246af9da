// An instant as the person at this terminal reads it: in the time zone of the machine, which is named.

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})

/** @param at ISO text, as the API gives it @returns `Wed, 25 Nov 2026, 03:05 UTC` */
export function localTime(at: string): string {
  return format.format(new Date(at))
}
