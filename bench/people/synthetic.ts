// Invented people with the errors that people make, and their truth. Its one rule: one seed gives one set.
import type { RawPerson } from '../../src/matching/people/raw-person.ts'
import type { LabelledSet } from './sets.ts'

export interface Recipe {
  name: string
  seed: number
  people: number
  /** Records of one person: from one to so many. */
  most: number
  /** Share of values with a typing error. */
  typos: number
  /** Share of values left out. */
  missing: number
  /** Share of values that are plainly another one: moved, married, misread. */
  other: number
  /** Share who live with the one before: same surname, street and phone. */
  families: number
  fields: readonly (
    | 'first'
    | 'last'
    | 'birthDate'
    | 'birthPlace'
    | 'city'
    | 'postalCode'
    | 'street'
    | 'email'
    | 'phone'
    | 'company'
    | 'title'
  )[]
}

const givens =
  'Olivia Noah Emma Liam Amelia Oliver Sophia James Isabella Lucas Mia Henry Charlotte Leo Freya Arthur Ava Jack Lily Theodore Grace Alfie Ella Charlie Ivy Harry William Elizabeth Robert Margaret Katherine Michael Thomas John Mary Anna Peter Paul Andrew Daniel Matthew Christopher Alexander Benjamin Samuel Joseph Edward George Frederick Albert Victoria Alice Florence Edith Dorothy Ruth Eleanor Beatrice Clara Harriet Martha Rose Ethel Mabel Walter Ernest Herbert Percy Stanley Harold Cyril Hugh Ralph Cecil Dennis Raymond Stephen Kenneth Brian Keith Alan Colin Gordon Malcolm Nigel Graham Trevor Ingrid Svetlana Giulia Mateo Javier Carmen Lucia Pablo Hans Jurgen Friederike Anneliese Pierre Genevieve Thierry Yusuf Fatima Omar Aisha Hiroshi Yuki Mei Jing Rajesh Priya Anil Deepika'.split(
    ' ',
  )
const nicknames: Record<string, string> = {
  William: 'Bill', Elizabeth: 'Liz', Robert: 'Bob', Margaret: 'Peggy', Katherine: 'Kate', Michael: 'Mike', Thomas: 'Tom', Andrew: 'Andy',
  Daniel: 'Dan', Matthew: 'Matt', Christopher: 'Chris', Alexander: 'Alex', Benjamin: 'Ben', Samuel: 'Sam', Joseph: 'Joe', Edward: 'Ted', Frederick: 'Fred',
} // prettier-ignore
const starts =
  'Ash Brad Carl Dun East Fair Gran Hal Ing John Kirk Lan Mar Nor Old Pen Quin Rich Stan Thorn Under Win Wood York Har Bec Ever Lock Mill Stock'.split(
    ' ',
  )
const ends = 'ton ley field well son by worth ham ford man wood brook er shaw dale cott more stead ridge smith'.split(
  ' ',
)
const common =
  'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White Green Hall Clarke Jackson Thompson Wood Turner Hill Cooper Ward Morris Moore Baker Garcia Müller Nguyen Khan Singh'.split(
    ' ',
  )
const cities =
  'London Birmingham Leeds Glasgow Sheffield Bradford Liverpool Edinburgh Manchester Bristol Cardiff Leicester Coventry Belfast Nottingham Newcastle Plymouth Derby Southampton Portsmouth York Bath Oxford Cambridge Exeter Norwich Lincoln Durham Chester Ripon'.split(
    ' ',
  )
const titles =
  'writer politician painter cricketer engineer lawyer actor physician merchant clergyman footballer journalist architect botanist composer printer soldier banker'.split(
    ' ',
  )
const hosts = 'gmail.com yahoo.com hotmail.co.uk outlook.com aol.com icloud.com'.split(' ')

type Chance = () => number

/** mulberry32 */
function chanceOf(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const pick = <Item>(chance: Chance, items: readonly Item[]): Item => items[Math.floor(chance() * items.length)] as Item
/** Some much more often than others. */
const skewed = <Item>(chance: Chance, items: readonly Item[]): Item =>
  items[Math.floor(chance() ** 2 * items.length)] as Item
const surname = (chance: Chance): string =>
  chance() < 0.3 ? skewed(chance, common) : pick(chance, starts) + pick(chance, ends)
const digits = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => Math.floor(chance() * 10)).join('')

interface Home {
  last: string
  street: string
  city: string
  postalCode: string
  phone: string
}

function home(chance: Chance): Home {
  const city = skewed(chance, cities)
  return {
    last: surname(chance),
    street: `${1 + Math.floor(chance() * 150)} ${pick(chance, starts)}${pick(chance, ends)} ${pick(chance, ['Street', 'Road', 'Lane', 'Avenue'])}`,
    city,
    postalCode: `${city.slice(0, 2).toUpperCase()}${1 + Math.floor(chance() * 20)} ${Math.floor(chance() * 10)}${pick(chance, ['AA', 'BD', 'JL', 'NP', 'QX'])}`,
    phone: `020 7${digits(chance, 3)} ${digits(chance, 4)}`,
  }
}

type Values = Omit<RawPerson, 'id' | 'email' | 'phone'> & { first: string; last: string; email: string; phone: string }

function person(chance: Chance, { last, ...place }: Home): Values {
  const first = skewed(chance, givens)
  const company = `${pick(chance, starts)}${pick(chance, ends)} ${pick(chance, ['Ltd', 'Group', 'Foods', 'Consulting'])}`
  const mailbox =
    chance() < 0.5
      ? `${first}.${last}${digits(chance, 2)}@${pick(chance, hosts)}`
      : `${first[0]}${last}@${company.split(' ')[0]}.co.uk`
  return {
    first,
    last,
    ...place,
    company,
    email: mailbox.toLowerCase().replaceAll('ü', 'u'),
    title: skewed(chance, titles),
    birthDate: `${1930 + Math.floor(chance() * 70)}-${String(1 + Math.floor(chance() * 12)).padStart(2, '0')}-${String(1 + Math.floor(chance() * 28)).padStart(2, '0')}`,
    birthPlace: chance() < 0.5 ? place.city : skewed(chance, cities),
  }
}

function typo(chance: Chance, text: string): string {
  const at = Math.floor(chance() * text.length)
  const other = /\d/.test(text[at] as string) ? digits(chance, 1) : pick(chance, 'abcdefghijklmnopqrstuvwxyz'.split(''))
  const kind = chance()
  if (kind < 0.3) return text.slice(0, at) + other + text.slice(at + 1)
  if (kind < 0.55) return text.slice(0, at) + text.slice(at + 1)
  if (kind < 0.75) return text.slice(0, at) + other + text.slice(at)
  return text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2)
}

function record(chance: Chance, id: string, values: Values, recipe: Recipe): RawPerson {
  const other = person(chance, home(chance))
  const made: Record<string, string> = {}
  for (const field of recipe.fields) {
    if (chance() < recipe.missing) continue
    let value = (chance() < recipe.other ? other : values)[field] as string
    if (field === 'first' && chance() < 0.12) value = nicknames[value] ?? value
    if (field === 'first' && chance() < 0.03) value = `${value[0]}.`
    if (field === 'birthDate' && chance() < recipe.typos / 3) value = `${value.slice(0, 4)}-01-01`
    while (chance() < recipe.typos) value = typo(chance, value)
    made[field] = value
  }
  if (chance() < recipe.typos / 5 && made['first'] !== undefined && made['last'] !== undefined) {
    ;[made['first'], made['last']] = [made['last'], made['first']]
  }
  return { id, ...made }
}

export function synthetic(recipe: Recipe): LabelledSet {
  const chance = chanceOf(recipe.seed)
  const records: RawPerson[] = []
  const truth = new Map<string, string>()
  let household = home(chance)
  let others = new Set<string>()
  for (let who = 0; who < recipe.people; who += 1) {
    if (chance() >= recipe.families) {
      household = home(chance)
      others = new Set()
    }
    let values = person(chance, household)
    // Nobody could tell two people of one name in one house apart.
    while (others.has(values.first)) values = person(chance, household)
    others.add(values.first)
    // Some leave the mailbox of the office.
    if (recipe.fields.includes('company') && chance() < 0.05) values.email = 'frontoffice.team@bigco.com'
    const count = 1 + Math.floor(chance() * recipe.most)
    for (let copy = 0; copy < count; copy += 1) {
      const id = `p${String(Math.floor(chance() * 1e9)).padStart(9, '0')}-${who}-${copy}`
      records.push(record(chance, id, values, recipe))
      truth.set(id, String(who))
    }
  }
  return { name: recipe.name, records, truth }
}
