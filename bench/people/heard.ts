// Invented people as they are heard on the phone, read from a scan, or typed by somebody else: other errors than those of synthetic.ts. Its one rule:
// weights and keys were chosen on the other sets. It was run beside them while they were, so it shows more than they do, and less than a set
// that nobody has seen.
import type { RawPerson } from '../../src/matching/people/raw-person.ts'
import { seeded, type Random } from '../matching/account-names.ts'
import type { LabelledSet } from './sets.ts'

const list = (text: string): string[] => text.split(' ')
const pick = <Item>(random: Random, from: readonly Item[]): Item => from[Math.floor(random() * from.length)] as Item
/** The first of a list more often than the last, as names are given. */
const oftenFirst = <Item>(random: Random, from: readonly Item[]): Item =>
  from[Math.floor(from.length * random() ** 1.4)] as Item

const givens = list(
  'Maria Thomas Anna Michael Peter Laura Stefan Sophie Jan Katarzyna Piotr Agnieszka Luca Chiara Marco Francesca Nicolas Camille Antoine Élodie Björn Astrid Søren Mette Diego ' +
    'Sofía Álvaro Beatriz João Inês Rui Tomáš Lenka Zoltán Ágnes Dimitri Olga Aylin Mehmet Layla Karim Amara Kwame Chinedu Thandiwe Sanjay Deepa Arjun Lakshmi Wei Xiaoming Kenji ' +
    'Haruka Minh Linh Jae Soo Patrick Siobhan Eoin Niamh Rhys Carys Bruce Sheila Wendy Glenn Philippa Geoffrey Stephanie Katharina Christoph Frederik Johanna Matthias Ulrike',
)
const stems = list(
  'Miller Schmidt Novak Rossi Martin García Silva Kowalski Jansen Andersson Nielsen Bernard Ferrari Fernández Santos Nowak Visser Lindqvist Christensen Moreau Bianchi Álvarez ' +
    'Pereira Wiśniewski Bakker Bergström Sørensen Lefèvre Ricci Gutiérrez Carvalho Dvořák Horváth Papadopoulos Yılmaz Haddad Okafor Mensah Dlamini Chaudhary Iyer Banerjee Zhao ' +
    'Huang Tanaka Watanabe Phạm Hoàng Kim O’Brien McCarthy Llewellyn Fitzgerald Thorne Whitlock Pemberton Ashcroft Beaumont Cavendish Delacroix Eberhardt Fairfax Grünewald',
)
/** Some of them told apart by an ending alone, as names are. */
const families = stems.flatMap((stem) => [
  stem,
  ...['s', 'er', 'sen', 'ova', 'ini', 'man', 'berg', 'ez'].map((end) => stem + end),
])
const towns = list(
  'Hamburg Lyon Porto Kraków Utrecht Malmö Aarhus Bologna Valencia Brno Graz Bern Ghent Cork Leeds Bergen Tampere Tartu Vilnius Zagreb Split Turin Nantes Bilbao Dresden',
)
const roads = list(
  'Linden Station Mill Church Market School Park River Castle Garden Bridge Forest Abbey Harbour Meadow',
)
const trades = list('Logistics Foods Optics Textiles Instruments Ceramics Marine Robotics Insurance Printing')
const neighbours: Record<string, string> = {
  a: 'sq', b: 'vn', c: 'xv', d: 'sf', e: 'wr', f: 'dg', g: 'fh', h: 'gj', i: 'uo', j: 'hk', k: 'jl', l: 'kö', m: 'n', n: 'bm', o: 'ip', p: 'o', q: 'wa', r: 'et', s: 'ad', t: 'ry',
  u: 'yi', v: 'cb', w: 'qe', x: 'zc', y: 'tu', z: 'xa', 0: '9', 1: '2', 2: '13', 3: '24', 4: '35', 5: '46', 6: '57', 7: '68', 8: '79', 9: '80',
} // prettier-ignore
const heard: readonly (readonly [string, string])[] = [
  ['ph', 'f'], ['f', 'ph'], ['ck', 'k'], ['c', 'k'], ['k', 'c'], ['z', 's'], ['y', 'i'], ['ie', 'y'], ['sch', 'sh'], ['th', 't'], ['w', 'v'], ['ei', 'ai'], ['ll', 'l'], ['nn', 'n'], ['ss', 's'], ['ou', 'u'], ['mm', 'm'],
] // prettier-ignore
const scanned: readonly (readonly [string, string])[] = [
  ['m', 'rn'], ['rn', 'm'], ['l', '1'], ['o', '0'], ['i', 'l'], ['cl', 'd'], ['vv', 'w'], ['h', 'b'], ['e', 'c'], ['5', 'S'], ['8', 'B'], ['1', 'l'], ['0', 'O'],
] // prettier-ignore

const bare = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ø', 'o').replaceAll('ı', 'i')

function misheard(random: Random, text: string, table: readonly (readonly [string, string])[]): string {
  const lower = text.toLowerCase()
  const possible = table.filter(([from]) => lower.includes(from))
  if (possible.length === 0) return text
  const [from, to] = pick(random, possible)
  const at = lower.lastIndexOf(from)
  return text.slice(0, at) + to + text.slice(at + from.length)
}

function slipped(random: Random, text: string): string {
  const at = Math.floor(random() * text.length)
  const near = neighbours[text[at]?.toLowerCase() ?? '']
  if (random() < 0.3) return text.slice(0, at) + text.slice(at + 1)
  if (random() < 0.3) return text.slice(0, at) + (text[at] ?? '') + text.slice(at)
  return near === undefined ? text : text.slice(0, at) + pick(random, near.split('')) + text.slice(at + 1)
}

const blurred = (random: Random, text: string): string => {
  const kind = random()
  if (kind < 0.35) return misheard(random, text, heard)
  if (kind < 0.55) return misheard(random, text, scanned)
  if (kind < 0.85) return slipped(random, text)
  return text.slice(0, 7)
}

interface Somebody {
  first: string
  middle: string
  last: string
  maiden: string
  street: string
  city: string
  postalCode: string
  phone: string
  mobile: string
  company: string
  email: string
  privateEmail: string
  born: [year: number, month: number, day: number]
}

function somebody(random: Random, home?: Somebody): Somebody {
  const [first, last] = [oftenFirst(random, givens), home?.last ?? oftenFirst(random, families)]
  const digits = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
  const company = `${pick(random, families)} ${pick(random, trades)}`
  const [one, two] = [first, last].map((name) => bare(name).toLowerCase().replace(/\W/g, ''))
  return {
    first,
    middle: pick(random, givens),
    last,
    maiden: oftenFirst(random, families),
    street:
      home?.street ??
      `${pick(random, roads)} ${pick(random, ['Street', 'Road', 'Way'])} ${1 + Math.floor(random() * 90)}`,
    city: home?.city ?? oftenFirst(random, towns),
    postalCode: home?.postalCode ?? digits(5),
    phone: home?.phone ?? `+44 1632 ${digits(6)}`,
    mobile: `+44 7700 9${digits(5)}`,
    company,
    email: `${one}.${two}@${bare(company).toLowerCase().replace(/\W/g, '')}.com`,
    privateEmail: `${one?.[0]}${two}${digits(2)}@${pick(random, ['gmail.com', 'gmx.de', 'outlook.com'])}`,
    born: [1940 + Math.floor(random() * 62), 1 + Math.floor(random() * 12), 1 + Math.floor(random() * 28)],
  }
}

/** As one clerk, on one day, puts it down. */
function record(random: Random, id: string, who: Somebody, errors: number): RawPerson {
  const often = (share: number): boolean => random() < share
  const told = (text: string, blank: number): string | undefined => {
    if (often(blank)) return undefined
    const plain = often(0.4) ? bare(text) : text
    const typed = often(errors) ? blurred(random, plain) : plain
    return often(0.15) ? typed.toUpperCase() : typed
  }
  const last = often(0.03) ? who.maiden : often(0.02) ? `${who.last}-${who.maiden}` : who.last
  const first = often(0.06) ? `${who.first[0]}.` : often(0.08) ? `${who.first} ${who.middle[0]}.` : who.first
  const [year, month, day] = who.born
  const two = (number: number): string => String(number).padStart(2, '0')
  const birthDate = often(0.04)
    ? `${year}-${two(day)}-${two(month)}`
    : often(0.04)
      ? `${year + (often(0.5) ? 1 : -1)}-${two(month)}-${two(day)}`
      : `${two(day)}.${two(month)}.${year}`
  const name = often(0.08)
    ? { full: `${told(last, 0)}, ${told(first, 0)}` }
    : { first: told(first, 0.03), last: told(last, 0.02) }
  const moved = often(0.06) ? somebody(random) : who
  return {
    id,
    ...name,
    street: told(moved.street, 0.25),
    city: told(moved.city, 0.15),
    postalCode: told(moved.postalCode, 0.25),
    phone: told(often(0.5) ? moved.phone : who.mobile, 0.4),
    email: told(often(0.6) ? moved.email : who.privateEmail, 0.35),
    company: told(moved.company, 0.4),
    birthDate: often(0.6) ? undefined : birthDate,
  }
}

export function heardPeople(people: number, errors: number): LabelledSet {
  const random = seeded(77)
  const records: RawPerson[] = []
  const truth = new Map<string, string>()
  let before: Somebody | undefined
  for (let who = 0; who < people; who += 1) {
    const home: Somebody | undefined = before !== undefined && random() < 0.15 ? before : undefined
    let person = somebody(random, home)
    while (home !== undefined && person.first === home.first) person = somebody(random, home)
    before = person
    do {
      const id = `h${Math.floor(random() * 1e9)}-${records.length}`
      records.push(record(random, id, person, errors))
      truth.set(id, String(who))
    } while (random() < 0.55)
  }
  return { name: `heard and scanned, ${errors}`, records, truth }
}
