// Companies that merge, are renamed, leave or work for others, and leads that say little of theirs.
import { describe, expect, it } from 'vitest'
import { bothWays, match, shown, type Given, type Scenario } from './book.ts'

/** Runs one: `it.each(list)('%s', gets)`. */
function gets(...[, lead, accounts, expected, settings]: Scenario): void {
  expect(bothWays(lead, accounts, settings)).toEqual([expected, expected])
}

const deloitte: Given = { name: 'Deloitte', id: 'deloitte', domain: 'deloitte.com' }
const initech: Given = { name: 'Initech', id: 'initech', domain: 'initech.com' }

describe('merged and renamed', () => {
  const meta: Given = {
    name: 'Meta Platforms',
    id: 'meta',
    domain: 'meta.com',
    domains: ['fb.com'],
    aliases: ['Facebook'],
  }
  const list: Scenario[] = [
    ['an address of the time before', { email: 'a@fb.com' }, [meta], 'meta'],
    ['the former name', { company: 'Facebook, Inc.' }, [meta], 'meta'],
    ['the former name in brackets', { company: 'Meta (formerly Facebook)' }, [meta], 'meta'],
    ['the former name beside the new domain', { email: 'a@meta.com', company: 'Facebook' }, [meta], 'meta'],
    ['the former name, misspelt, beside the new domain', { email: 'a@meta.com', company: 'Facebok' }, [meta], 'meta'],
    [
      'a former name that another account has now',
      { company: 'Facebook' },
      [meta, { name: 'Facebook', id: 'other' }],
      '? meta, other',
    ],
    [
      'the domain of one that was merged into another',
      { email: 'a@old.com' },
      [{ name: 'New', id: 'new', domain: 'new.com', domains: ['old.com'] }],
      'new',
    ],
    [
      'a domain that one has first, and another as well: a person decides',
      { email: 'a@old.com' },
      [
        { name: 'Old', id: 'old', domain: 'old.com' },
        { name: 'New', id: 'new', domain: 'new.com', domains: ['old.com'] },
      ],
      '? new, old',
    ],
    [
      'both names of a merger',
      { company: 'Price Waterhouse Coopers' },
      [{ name: 'PricewaterhouseCoopers', id: 'pwc' }],
      'pwc',
    ],
    ['one of the names of a merger', { company: 'Daimler' }, [{ name: 'DaimlerChrysler', id: 'dc' }], '-'],
    [
      'an alias of the file whose account is excluded',
      { company: 'Google' },
      [{ name: 'Alphabet', id: 'a', relationship: 'competitor' }],
      '-',
      { aliases: { Alphabet: ['Google'] }, exclude: { relationships: ['competitor'] } },
    ],
  ]
  it.each(list)('%s', gets)
})

describe('several domains', () => {
  const acme: Given = { name: 'Acme', id: 'acme', domain: 'acme.com', domains: ['acme.fr', 'acme-shop.com'] }
  const list: Scenario[] = [
    ['the domain of a brand', { email: 'a@acme-shop.com' }, [acme], 'acme'],
    ['a host under a further domain', { email: 'a@mail.acme.fr' }, [acme], 'acme'],
    ['address and website of the same account', { email: 'a@acme.fr', website: 'https://acme.com' }, [acme], 'acme'],
    [
      'an address that nobody knows, and a website that one has',
      { email: 'a@acme-events.com', website: 'acme.com' },
      [acme],
      'acme',
    ],
    ['free mail, and a website', { email: 'a@gmail.com', website: 'acme.com' }, [acme], 'acme'],
    [
      'an address of the company, and a profile as website',
      { email: 'a@acme.com', website: 'https://linkedin.com/in/ada' },
      [acme],
      'acme',
    ],
    ['a domain with capitals and a dot at its end', { domain: 'ACME.COM.' }, [acme], 'acme'],
    ['a domain that ends otherwise', { email: 'a@acme.co' }, [acme], '-'],
    ['a domain that only begins like it', { email: 'a@acmeworld.com' }, [acme], '-'],
  ]
  it.each(list)('%s', gets)
})

describe('consultants and agencies', () => {
  const list: Scenario[] = [
    [
      'an agency whose domain is denied, for a client',
      { email: 'a@agency.com', company: 'Initech' },
      [{ name: 'Agency', id: 'agency', domain: 'agency.com' }, initech],
      'initech',
      { deniedDomains: ['agency.com'] },
    ],
    [
      'an agency that writes for itself',
      { email: 'a@deloitte.com', company: 'Deloitte Ltd' },
      [deloitte, initech],
      'deloitte',
    ],
    [
      'a client with its legal form',
      { email: 'a@deloitte.com', company: 'Initech GmbH' },
      [deloitte, initech],
      '? deloitte, initech',
    ],
    [
      'a client that only begins like an account',
      { email: 'a@deloitte.com', company: 'Initech Bearings' },
      [deloitte, initech],
      'deloitte',
    ],
    [
      'the website of the client: a person decides',
      { email: 'a@deloitte.com', website: 'initech.com' },
      [deloitte, initech],
      '? deloitte, initech',
    ],
    [
      'a consultant who says for whom, in brackets',
      { email: 'a@gmail.com', company: 'Initech (via Deloitte)' },
      [deloitte, initech],
      'initech',
    ],
    [
      'a client who is excluded',
      { email: 'a@deloitte.com', company: 'Initech' },
      [deloitte, { ...initech, relationship: 'competitor' }],
      'deloitte',
      { exclude: { relationships: ['competitor'] } },
    ],
    [
      'our own people who type a customer',
      { email: 'a@ours.com', company: 'Initech' },
      [deloitte, initech],
      'initech',
      { ours: ['ours.com'] },
    ],
  ]
  it.each(list)('%s', gets)

  it('a domain that contacts say, against the name that was typed: a person decides', () => {
    const contactDomains = new Map([['bigfour.com', 'deloitte']])
    const found = match({ email: 'a@bigfour.com', company: 'Initech' }, [deloitte, initech], {}, { contactDomains })
    expect(shown(found)).toBe('? deloitte, initech')
  })
})

describe('domain and name', () => {
  const digital: Given = { name: 'Deloitte Digital', id: 'digital', parentId: 'deloitte' }
  const list: Scenario[] = [
    ['a slip in the name', { email: 'a@deloitte.com', company: 'Deloite' }, [deloitte, initech], 'deloitte'],
    [
      'the name of a company within its group',
      { email: 'a@deloitte.com', company: 'Deloitte Digital' },
      [deloitte, digital, initech],
      'digital',
    ],
    ['a placeholder beside the domain', { email: 'a@deloitte.com', company: 'none' }, [deloitte, initech], 'deloitte'],
    ['a name that nobody has', { email: 'a@deloitte.com', company: 'Umbrella' }, [deloitte, initech], 'deloitte'],
    [
      'the same name, and the domain of nobody: a person decides',
      { email: 'a@umbrella.com', company: 'Initech' },
      [deloitte, initech],
      '? initech',
    ],
    [
      'the same name and city, and the domain of nobody: a person decides',
      { email: 'a@umbrella.com', company: 'Initech', city: 'Graz' },
      [{ ...initech, city: 'Graz' }],
      '? initech',
    ],
    [
      'the same name and phone, and the domain of nobody: a person decides',
      { email: 'a@umbrella.com', company: 'Initech', phone: '+43316123456' },
      [{ ...initech, phone: '+43316123456' }],
      '? initech',
    ],
    [
      'another legal form and nothing else: a person decides',
      { company: 'Acme Ltd' },
      [{ name: 'Acme GmbH', id: 'a' }],
      '? a',
    ],
    ['a phone alone', { email: 'a@gmail.com', phone: '+43316123456' }, [{ ...initech, phone: '+43316123456' }], '-'],
    [
      'a city alone',
      { email: 'a@gmail.com', city: 'Graz', country: 'AT' },
      [{ ...initech, city: 'Graz', country: 'AT' }],
      '-',
    ],
    [
      'a common name in one of two cities',
      { company: 'Summit', city: 'Graz' },
      [
        { name: 'Summit', id: 's1', city: 'Wien' },
        { name: 'Summit', id: 's2', city: 'Graz' },
      ],
      's2',
    ],
  ]
  it.each(list)('%s', gets)
})

describe('accounts that left', () => {
  const former: Given = { ...initech, relationship: 'former' }
  const list: Scenario[] = [
    ['the only account with the domain', { email: 'a@initech.com' }, [former], 'initech'],
    [
      'where former ones are excluded',
      { email: 'a@initech.com' },
      [former],
      '-',
      { exclude: { relationships: ['former'] } },
    ],
    [
      'its successor with the same domain',
      { email: 'a@initech.com' },
      [former, { name: 'Initech', id: 'next', domain: 'initech.com' }],
      'next',
    ],
    [
      'a customer below one that left',
      { email: 'a@initech.com' },
      [
        former,
        { name: 'Initech Labs', id: 'labs', domain: 'initech.com', parentId: 'initech', relationship: 'customer' },
      ],
      'labs',
    ],
    [
      'up to the nearest customer, past one that left',
      { email: 'a@labs.com' },
      [
        { name: 'Labs', id: 'labs', domain: 'labs.com', parentId: 'initech' },
        { ...former, parentId: 'top' },
        { name: 'Top', id: 'top', relationship: 'customer' },
      ],
      'top',
      { routeTo: 'nearest-customer' },
    ],
  ]
  it.each(list)('%s', gets)
})
