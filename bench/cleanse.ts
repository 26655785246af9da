// How long the cleansing of one lead takes, beside the libraries in it on the same values. Prints two tables; run: node bench/cleanse.ts
// Its one rule: "new" values were never seen before, so no memory of earlier leads helps; "typical" repeats domains, countries and switchboards as lists do.
import { performance } from 'node:perf_hooks'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { parse } from 'tldts'
import { cleanFields } from '../src/cleanse/clean.ts'
import { countryCode } from '../src/cleanse/country.ts'
import { domainClass, emailClass } from '../src/cleanse/email-class.ts'
import { emailKey } from '../src/cleanse/email-key.ts'
import { cleanEmail } from '../src/cleanse/email.ts'
import { junkReasons } from '../src/cleanse/junk.ts'
import { nameKey } from '../src/cleanse/name-key.ts'
import { cleanNameFields } from '../src/cleanse/person-name.ts'
import { cleanPhone } from '../src/cleanse/phone.ts'
import { readTitle } from '../src/cleanse/title.ts'
import type { LeadFields } from '../src/lead/lead.ts'

const ROUNDS = 9
const LEADS = 4_000

const titles = [
  'Head of Sales',
  'Leiter Einkauf',
  'Chargé de communication',
  'VP Marketing',
  'Softwareentwickler',
  'Gerente de Ventas',
  'Senior Account Manager',
]
const countries = ['Germany', 'USA', 'Deutschland', 'France', 'UK', 'Schweiz', 'Italia', 'The Netherlands']

/** A name of its own for each number: 7 is Haaaa, for digits are in no name. */
function inLetters(number: number): string {
  const letters = Array.from({ length: 4 }, (_, at) => String.fromCodePoint(97 + (Math.floor(number / 26 ** at) % 26)))
  return letters.join('').replace(/^./, (letter) => `${letter.toUpperCase()}${letter === 'a' ? 'd' : 'a'}`)
}

/** @param fresh every value its own; else domains, phones and titles come again */
function lead(number: number, fresh: boolean): LeadFields {
  const few = fresh ? number : number % 400
  return {
    email: ` Person${number}@Company${few}.com `,
    firstName: number % 4 === 0 ? `DR. ${inLetters(few)}` : inLetters(few),
    lastName: number % 3 === 0 ? `van ${inLetters(few)}` : 'Lovelace ',
    phone: `030 ${9_000_000 + few}`,
    title: fresh ? `${titles[number % titles.length]} ${number}` : (titles[number % titles.length] ?? ''),
    company: `Company ${few} GmbH`,
    website: `https://www.company${few}.com/about`,
    country: fresh ? 'Germany' : (countries[number % countries.length] ?? ''),
    state: 'Berlin',
    postalCode: '10115',
    city: 'Berlin',
    industry: 'COMPUTER_SOFTWARE',
    message: 'Please call me about the offer.\r\nThank you',
    employees: 50,
  }
}

/** Median over the rounds, in microseconds for each. */
function measure(prepare: (round: number) => LeadFields[], run: (fields: LeadFields) => unknown): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const leads = prepare(round)
    const start = performance.now()
    for (const fields of leads) run(fields)
    return ((performance.now() - start) * 1000) / leads.length
  })
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

let next = 1
const batch = (fresh: boolean) => (): LeadFields[] =>
  Array.from({ length: LEADS }, (_, index) => lead(fresh ? (next += 1) : index, fresh))

const libraries: Record<string, (fields: LeadFields) => unknown> = {
  'libphonenumber-js/max, parse and isValid': ({ phone = '' }) =>
    parsePhoneNumberFromString(phone, { defaultCountry: 'DE', extract: false })?.isValid(),
  'tldts, website and e-mail domain': ({ website = '', email = '' }) => [
    parse(website, { allowPrivateDomains: true }),
    parse(email.trim().split('@')[1] ?? '', { allowPrivateDomains: true }),
  ],
}
const parts: Record<string, (fields: LeadFields) => unknown> = {
  'whole lead: cleanFields': (fields) => cleanFields(fields),
  'e-mail: cleanEmail': ({ email = '' }) => cleanEmail(email),
  'e-mail: emailKey': ({ email = '' }) => emailKey(email),
  'e-mail: emailClass': ({ email = '' }) => emailClass(email.trim().toLowerCase()),
  'domain: domainClass': ({ email = '' }) => domainClass(email.trim().toLowerCase().split('@')[1] ?? ''),
  'phone: cleanPhone': ({ phone = '' }) => cleanPhone(phone, 'DE'),
  'country: countryCode': ({ country = '' }) => countryCode(country),
  'name: cleanNameFields': (fields) => cleanNameFields(fields),
  'name: nameKey': ({ firstName = '', lastName = '' }) => nameKey({ first: firstName, last: lastName }),
  'title: readTitle': ({ title = '' }) => readTitle(title),
  'junk: junkReasons': (fields) => junkReasons(fields),
}

const row = (name: string, typical: number, fresh: number): void =>
  console.log(`${name.padEnd(44)}${typical.toFixed(1).padStart(9)}${fresh.toFixed(1).padStart(9)}`)

console.log(`microseconds for each, median of ${ROUNDS} rounds of ${LEADS} leads, Node ${process.version}`)
console.log(`${''.padEnd(44)}${'typical'.padStart(9)}${'new'.padStart(9)}`)
for (const [name, run] of Object.entries(parts)) row(name, measure(batch(false), run), measure(batch(true), run))
let sum = 0
for (const [name, run] of Object.entries(libraries)) {
  const fresh = measure(batch(true), run)
  sum += fresh
  row(`library: ${name}`, measure(batch(false), run), fresh)
}
console.log(`sum of the libraries, new values: ${sum.toFixed(1)}`)
