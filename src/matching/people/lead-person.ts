// A lead as a person to compare. Its one rule: a company's name never stands in for a person's, so who gave no name has none.
import { knownAs, type Who } from '../../lead/history.ts'
import type { Lead } from '../../lead/lead.ts'
import { remember } from '../../cleanse/remember.ts'
import { readPerson, type Person } from './person.ts'

export function personOf(who: Who): Person {
  return read(JSON.stringify(who))
}

/** All that is known of a lead: each of its names, numbers and addresses. */
export function whosOf(lead: Pick<Lead, 'fields' | 'history' | 'occurredAt'>): Who[] {
  return knownAs(lead).map(({ who }) => who)
}

const read = remember((text): Person => {
  const { firstName, lastName, email, phone, company, domain, website, country, postalCode, city } = JSON.parse(
    text,
  ) as Who
  const isNamed = firstName !== undefined || lastName !== undefined
  return readPerson({
    id: '',
    first: firstName,
    last: lastName,
    email,
    phone,
    company: isNamed ? company : undefined,
    domain: domain ?? website,
    country,
    postalCode,
    city,
  })
}, 20_000)
