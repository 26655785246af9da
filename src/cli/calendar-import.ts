// pointsman calendar import: the public holidays of a country or state for some years, as the lines that calendars.yaml takes. Its one rule: it only
// writes down what date-holidays knows (https://github.com/commenthol/date-holidays, data CC-BY-3.0); the file is what counts, and no running
// server needs the package.
import type Holidays from 'date-holidays'
import { InputError } from '../errors.ts'
import { didYouMean } from '../yaml-file.ts'
import { print, printJson } from './print.ts'

export interface CalendarImportOptions {
  json?: boolean
}

export interface Holiday {
  /** `2027-01-01` */
  date: string
  name: string
}

const MOST_YEARS = 10

/** @param place `DE`, `DE-BY`, `US-CA` @param years `2027`, or `2027-2029` */
export async function importCalendar(place: string, years: string, { json }: CalendarImportOptions): Promise<void> {
  const holidays = await holidaysOf(place, yearsIn(years))
  if (json) return printJson({ place: place.toUpperCase(), holidays })
  const source = 'public holidays, from date-holidays (CC-BY-3.0)'
  print([
    `# ${place.toUpperCase()} ${years}: ${source}`,
    'holidays:',
    ...holidays.map(({ date, name }) => `  - ${date}  # ${name}`),
  ])
}

/** Public holidays only, by date, each day once. @throws InputError for a place that the package does not know */
export async function holidaysOf(place: string, years: readonly number[]): Promise<Holiday[]> {
  const Known = await load()
  const [country = '', state, region] = place.toUpperCase().split('-')
  const all = new Known().getCountries('en')
  if (all[country] === undefined) throw unknown(`There is no country "${country}"`, country, Object.keys(all))
  const states = new Known().getStates(country, 'en') ?? {}
  if (state !== undefined && states[state] === undefined) {
    throw unknown(`${country} has no state or region "${state}"`, state, Object.keys(states))
  }
  const calendar = new Known(country, state ?? '', region ?? '', { types: ['public'], languages: ['en'] })
  const byDay = new Map<string, string>()
  for (const { date, name } of years.flatMap((year) => calendar.getHolidays(year) ?? [])) {
    const day = date.slice(0, 10)
    byDay.set(day, byDay.has(day) ? `${byDay.get(day)}; ${name}` : name)
  }
  return [...byDay].map(([date, name]) => ({ date, name })).toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

function yearsIn(text: string): number[] {
  const [, from = '', to = from] = /^(\d{4})(?:-(\d{4}))?$/.exec(text) ?? []
  const [first, last] = [Number(from), Number(to)]
  if (from === '' || last < first || last - first >= MOST_YEARS) {
    throw new InputError(`"${text}" are no years: write 2027, or 2027-2029, up to ${MOST_YEARS} of them.`, {
      code: 'calendar.years',
    })
  }
  return Array.from({ length: last - first + 1 }, (_, n) => first + n)
}

function unknown(what: string, given: string, known: readonly string[]): InputError {
  const hint = didYouMean(given, known)
  const list = known.length === 0 ? 'it has none' : known.toSorted((a, b) => (a < b ? -1 : 1)).join(', ')
  return new InputError(`${what}${hint}. Known: ${list}.`, { code: 'calendar.place' })
}

/** 12 MB that a server does not need: it is there with the sources, and not in the image. */
async function load(): Promise<typeof Holidays> {
  try {
    return (await import('date-holidays')).default
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new InputError(
      'The package date-holidays is not installed here: run this where the sources are (npm ci), or write the holidays by hand.',
      { code: 'calendar.package', cause: error },
    )
  }
}
