// Groups, several domains, contacts, lists, reviews: which of the accounts that could be meant.
import { describe, expect, it } from 'vitest'
import type { LeadFields } from '../../../src/lead/lead.ts'
import { bothWays, match, shown, type Given, type Scenario } from './book.ts'

/** Runs one: `it.each(list)('%s', gets)`. */
function gets(...[, lead, accounts, expected, settings]: Scenario): void {
  expect(bothWays(lead, accounts, settings)).toEqual([expected, expected])
}

const group: Given[] = [
  { name: 'Siemens AG', id: 'top', domain: 'siemens.com', country: 'DE', relationship: 'customer' },
  { name: 'Siemens Healthineers', id: 'health', domain: 'siemens-healthineers.com', parentId: 'top', country: 'DE' },
  { name: 'Siemens Inc.', id: 'us', domain: 'siemens.com', parentId: 'top', country: 'US' },
  { name: 'Siemens Ltd', id: 'in', parentId: 'top', country: 'IN' },
]
const at: LeadFields = { email: 'ada@acme.com' }

describe('parents and children', () => {
  const list: Scenario[] = [
    ['a subsidiary with a domain of its own', { email: 'a@siemens-healthineers.com' }, group, 'health'],
    [
      'a domain that two of the group have: the country decides',
      { email: 'a@siemens.com', country: 'US' },
      group,
      'us',
    ],
    ['a domain that two have, in the country of the parent', { email: 'a@siemens.com', country: 'DE' }, group, 'top'],
    ['a domain that two have, from elsewhere: the customer', { email: 'a@siemens.com', country: 'FR' }, group, 'top'],
    ['a child without domain, in the country of the lead', { email: 'a@siemens.com', country: 'IN' }, group, 'in'],
    [
      'the name that was typed says which',
      { email: 'a@siemens.com', company: 'Siemens Healthineers' },
      group,
      'health',
    ],
    [
      'up to the top where the file says so',
      { email: 'a@siemens-healthineers.com' },
      group,
      'top',
      { routeTo: 'ultimate-parent' },
    ],
    [
      'up to the nearest customer',
      { email: 'a@siemens-healthineers.com' },
      group,
      'top',
      { routeTo: 'nearest-customer' },
    ],
    [
      'no customer above: where it is',
      { email: 'a@x.com' },
      [
        { name: 'X', domain: 'x.com', id: 'x', parentId: 'y' },
        { name: 'Y', id: 'y' },
      ],
      'x',
      { routeTo: 'nearest-customer' },
    ],
    [
      'a parent that nobody knows',
      { email: 'a@x.com' },
      [{ name: 'X', domain: 'x.com', id: 'x', parentId: 'gone' }],
      'x',
      { routeTo: 'ultimate-parent' },
    ],
    [
      'a ring of parents',
      { email: 'a@x.com' },
      [
        { name: 'X', domain: 'x.com', id: 'x', parentId: 'y' },
        { name: 'Y', id: 'y', parentId: 'x' },
      ],
      'y',
      { routeTo: 'ultimate-parent' },
    ],
    [
      'its own parent',
      { email: 'a@x.com' },
      [{ name: 'X', domain: 'x.com', id: 'x', parentId: 'x' }],
      'x',
      { routeTo: 'ultimate-parent' },
    ],
  ]
  it.each(list)('%s', gets)
})

describe('holdings and what they hold', () => {
  const holding = (more: Partial<Given> = {}): Given => ({
    name: 'Acme Holding',
    id: 'top',
    domain: 'acme.com',
    ...more,
  })
  const works = (more: Partial<Given> = {}): Given => ({
    name: 'Acme Works',
    id: 'works',
    domain: 'acme.com',
    parentId: 'top',
    ...more,
  })
  const bought: Given = { name: 'Zephyr', id: 'zephyr', domain: 'zephyr.io', parentId: 'works' }
  const list: Scenario[] = [
    ['neither is a customer: the upper one speaks for the group', at, [holding(), works()], 'top'],
    ['the lower one is a customer', at, [holding(), works({ relationship: 'customer' })], 'works'],
    ['the lower one has pipeline', at, [holding(), works({ openPipeline: 1 })], 'works'],
    ['the lower one was named', { ...at, company: 'Acme Works GmbH' }, [holding(), works()], 'works'],
    [
      'the lower one was named, and the upper one is the customer',
      { ...at, company: 'Acme Works' },
      [holding({ relationship: 'customer' }), works()],
      'works',
    ],
    [
      'the holding was named under a domain of the lower one',
      { email: 'a@works.com', company: 'Acme Holding' },
      [holding(), works({ domain: 'works.com' })],
      'top',
    ],
    ['one that was bought keeps its leads', { email: 'a@zephyr.io' }, [holding(), works(), bought], 'zephyr'],
    [
      'one that was bought, three levels up',
      { email: 'a@zephyr.io' },
      [holding(), works(), bought],
      'top',
      { routeTo: 'ultimate-parent' },
    ],
    [
      'the nearest of two customers above',
      { email: 'a@zephyr.io' },
      [holding({ relationship: 'customer' }), works({ relationship: 'customer' }), bought],
      'works',
      { routeTo: 'nearest-customer' },
    ],
    [
      'a customer keeps its own leads',
      { email: 'a@zephyr.io' },
      [holding({ relationship: 'customer' }), works(), { ...bought, relationship: 'customer' }],
      'zephyr',
      { routeTo: 'nearest-customer' },
    ],
    [
      'the one in the country, two levels below',
      { ...at, country: 'IT' },
      [holding({ country: 'DE' }), works({ country: 'DE' }), { ...bought, domain: null, country: 'IT' }],
      'zephyr',
    ],
    [
      'nobody of the group is in the country',
      { ...at, country: 'JP' },
      [holding({ country: 'DE' }), works({ country: 'AT' })],
      'top',
    ],
    [
      'one in the country that is of no group',
      { ...at, country: 'IT' },
      [holding({ country: 'DE' }), { name: 'Acme Italia', id: 'italia', country: 'IT' }],
      'top',
    ],
  ]
  it.each(list)('%s', gets)
})

describe('the domain says one, the name another', () => {
  const two: Given[] = [
    { name: 'Deloitte', id: 'deloitte', domain: 'deloitte.com' },
    { name: 'Initech', id: 'initech', domain: 'initech.com' },
  ]
  const consultant: LeadFields = { email: 'ada@deloitte.com', company: 'Initech' }
  const list: Scenario[] = [
    ['a consultant who types the client: a person decides', consultant, two, '? deloitte, initech'],
    ['a consultant, where the domain counts', consultant, two, 'deloitte', { domainAgainstName: 'auto' }],
    ['the name names nobody else: the domain counts', { ...consultant, company: 'Brand X' }, two, 'deloitte'],
    ['the name is a part of the other', { email: 'a@deloitte.com', company: 'Deloitte Digital' }, two, 'deloitte'],
  ]
  it.each(list)('%s', gets)
})

describe('what contacts say', () => {
  const accounts: Given[] = [
    { name: 'Initech', id: 'initech', domain: 'initech.com' },
    { name: 'Hooli', id: 'hooli', domain: 'hooli.com' },
  ]
  it('the account of the contact with the address, also with free mail', () => {
    const found = match({ email: 'ada@gmail.com' }, accounts, {}, { contactAccountId: 'hooli' })
    expect(shown(found)).toBe('hooli')
    expect(found.why).toContain('a contact has this address')
  })

  it('the account of the contact before the account with the domain', () => {
    expect(shown(match({ email: 'ada@initech.com' }, accounts, {}, { contactAccountId: 'hooli' }))).toBe('hooli')
  })

  it('a domain that nearly all contacts of an account have', () => {
    const contactDomains = new Map([['piedpiper.com', 'hooli']])
    expect(shown(match({ email: 'ada@piedpiper.com' }, accounts, {}, { contactDomains }))).toBe('hooli')
  })
})

describe('accounts of a list beside those of the CRM', () => {
  const crm: Given = { name: 'Acme', id: 'crm', domain: 'acme.com' }
  const listed: Given = {
    name: 'Acme',
    id: 'a-listed',
    connection: 'list.accounts',
    domain: 'acme.com',
    relationship: 'customer',
  }
  const from = (lead: LeadFields, accounts: Given[]) => shown(match(lead, accounts, {}, { home: 'crm' }))

  it('of equal evidence the account of the CRM goes first', () => {
    expect(from(at, [listed, crm])).toBe('crm')
  })

  it('an account of a list that says more goes before it', () => {
    expect(from({ ...at, company: 'Acme Works' }, [{ ...listed, name: 'Acme Works' }, crm])).toBe('a-listed')
  })

  it('an account of a list is matched where the CRM has none', () => {
    expect(from(at, [listed])).toBe('a-listed')
  })
})

describe('what reviews said', () => {
  const accounts: Given[] = [
    { name: 'Zephyr', id: 'z' },
    { name: 'Hooli', id: 'h' },
  ]
  it('the account that a person chose, whatever the evidence says', () => {
    expect(shown(match({ company: 'Zephir' }, accounts, {}, { said: [{ accountId: 'h', isIt: true }] }))).toBe('h')
  })

  it('never again the account that a person refused', () => {
    expect(shown(match({ company: 'Zephyr' }, accounts))).toBe('z')
    expect(shown(match({ company: 'Zephyr' }, accounts, {}, { said: [{ accountId: 'z', isIt: false }] }))).toBe('-')
  })
})
