// How many people a company employs, as forms and CRMs say it: "11-50", "1.000+", "50k", "weniger als 10". Its one rule: a text that is no count gives none.

export interface EmployeeRange {
  min: number
  /** null: open upwards, as in "10,001+". */
  max: number | null
}

/** A number with separators of thousands of any country, and k or M behind it. */
const number = String.raw`(\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2}(?=\s*(?:k|mio|m)))?)\s*(k|tsd|tausend|thousand|mil|mille|mio|m|million)?`
const people = String.raw`(?:\s*(?:full[- ]time\s*)?(?:employees?|emps?|staff|people|persons?|fte|ma|mitarbeiter(?:[:*_/]?-?innen|n)?|mitarbeitenden?|beschäftigten?|angestellten?|leute|employés?|employes?|salariés?|salaries?|collaborateurs?|personnes?|empleados|trabajadores|personas|dipendenti|addetti|persone|medewerkers|werknemers|personen|funcionários|funcionarios|colaboradores|trabalhadores|pessoas))?`
const start = String.raw`^(?:ca\.?|circa|approx\.?|about|around|etwa|rund|environ|env\.?|unos|ungefähr|cerca de|~|≈)?\s*`

const between = new RegExp(
  String.raw`${start}(?:from|von|zwischen|between|de|entre|da|tra|van|tussen)?\s*${number}${people}\s*(?:-|–|—|‒|‐|to|bis|until|à|a|et|und|and|y|e|en|tot|t\/m|até|hasta|\.{2,3})\s*${number}${people}$`,
  'iu',
)
const upwards = new RegExp(
  String.raw`${start}(?:(?:more than|over|above|greater than|at least|from|mehr als|über|ueber|ab|mindestens|plus de|au moins|más de|mas de|al menos|più di|piu di|oltre|almeno|meer dan|minstens|mais de|acima de|pelo menos|>=?|≥)\s*${number}${people}|${number}\s*(?:\+|plus|and more|or more|and above|und mehr|oder mehr|et plus|ou plus|y más|o más|e oltre|en meer|of meer|ou mais|e mais)${people}|${number}${people}\s*(?:\+|or more|and more|und mehr|oder mehr|et plus|ou plus|y más|o más|e oltre|of meer|en meer|ou mais))$`,
  'iu',
)
const below = new RegExp(
  String.raw`${start}(?:less than|fewer than|under|below|up to|max\.?|maximum|weniger als|unter|bis(?: zu)?|höchstens|moins de|jusqu['’]à|au plus|menos de|hasta|meno di|fino a|minder dan|tot|maximaal|até|<=?|≤)\s*${number}${people}$`,
  'iu',
)
const single = new RegExp(String.raw`${start}${number}${people}$`, 'iu')
/** Not under 10, but up to and with it. */
const inclusive = /up to|max|bis|höchstens|jusqu|au plus|hasta|fino|tot|maximaal|até|<=|≤/iu
const exclusive =
  /more than|over|above|greater|mehr als|über|ueber|plus de|más de|mas de|più di|piu di|oltre|meer dan|mais de|acima|>(?!=)/iu

/** What spreadsheets make of 1-10 and 11-50 when they take them for dates. */
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const spreadsheetDate = /^(?:(\d{1,2})-([a-z]{3})|([a-z]{3})-(\d{2}))$/iu

const alone = new Set(['just me', 'only me', 'myself', 'self-employed', 'self employed', 'solo', 'one'])

export function employeeRange(text: string): EmployeeRange | undefined {
  const typed = text.normalize('NFKC').trim().replace(/\s+/gu, ' ')
  if (typed.length > 80) return undefined
  if (alone.has(typed.toLowerCase())) return { min: 1, max: 1 }
  return fromDate(typed) ?? fromWords(typed)
}

/** One number for a range: its middle; of an open one its start, of "less than 10" the middle of 1 to 9. */
export function employeeCount(text: string): number | undefined {
  const range = employeeRange(text)
  if (range === undefined) return undefined
  return range.max === null ? range.min : Math.floor((range.min + range.max) / 2)
}

function fromWords(typed: string): EmployeeRange | undefined {
  const two = between.exec(typed)
  if (two) {
    // "1-5k": the k is said once and meant twice, unless that would turn the range round.
    const max = valueOf(two[3], two[4])
    const min = valueOf(two[1], two[2] ?? (valueOf(two[1], two[4]) < max ? two[4] : undefined))
    return min <= max ? rangeOf(min, max) : undefined
  }
  const up = upwards.exec(typed)
  if (up) {
    const at = [1, 3, 5].find((group) => up[group] !== undefined) ?? 1
    const value = valueOf(up[at], up[at + 1])
    return rangeOf(exclusive.test(typed) ? value + 1 : value, null)
  }
  const down = below.exec(typed)
  if (down) {
    const value = valueOf(down[1], down[2])
    return rangeOf(1, Math.max(inclusive.test(typed) ? value : value - 1, 1))
  }
  const one = single.exec(typed)
  if (!one) return undefined
  const value = valueOf(one[1], one[2])
  return rangeOf(value, value)
}

function fromDate(typed: string): EmployeeRange | undefined {
  const [, day, month, monthFirst, year] = spreadsheetDate.exec(typed) ?? []
  const at = months.indexOf((month ?? monthFirst ?? '').toLowerCase()) + 1
  const other = Number(day ?? year)
  if (at === 0) return undefined
  // 10-Jan was 1-10, Nov-50 was 11-50.
  return at < other ? rangeOf(at, other) : undefined
}

function rangeOf(min: number, max: number | null): EmployeeRange | undefined {
  return Number.isSafeInteger(min) && (max === null || Number.isSafeInteger(max)) ? { min, max } : undefined
}

function valueOf(digits = '', unit?: string): number {
  const factor = unit === undefined ? 1 : /^(?:mio|m|million)$/iu.test(unit) ? 1_000_000 : 1_000
  const plain = /^\d{1,3}(?:[.,'’\s]\d{3})+$/u.test(digits) ? digits.replace(/\D/gu, '') : digits.replace(',', '.')
  return Math.round(Number(plain) * factor)
}
