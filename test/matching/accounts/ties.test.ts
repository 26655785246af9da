// Several accounts could be meant and all that says who it is says the same: what tells them apart, step by step.
import { describe, expect, it } from 'vitest'
import type { LeadFields } from '../../../src/lead/lead.ts'
import { bothWays, type Given, type Scenario } from './book.ts'

/** Runs one: `it.each(list)('%s', gets)`. */
function gets(...[, lead, accounts, expected, settings]: Scenario): void {
  expect(bothWays(lead, accounts, settings)).toEqual([expected, expected])
}

const twins = (one: Partial<Given>, two: Partial<Given>): Given[] => [
  { name: 'Acme', id: 'a', domain: 'acme.com', ...one },
  { name: 'Acme', id: 'b', domain: 'acme.com', ...two },
]
const at: LeadFields = { email: 'ada@acme.com' }

describe('accounts that share a domain', () => {
  const list: Scenario[] = [
    ['a customer before a prospect', at, twins({ relationship: 'prospect' }, { relationship: 'customer' }), 'b'],
    ['a customer before an open opportunity', at, twins({ openPipeline: 9_000 }, { relationship: 'customer' }), 'b'],
    ['an open opportunity before a partner', at, twins({ relationship: 'partner' }, { openPipeline: 1 }), 'b'],
    ['a partner before a prospect', at, twins({ relationship: 'prospect' }, { relationship: 'partner' }), 'b'],
    ['a prospect before a former customer', at, twins({ relationship: 'former' }, {}), 'b'],
    ['a former customer before a target', at, twins({ relationship: 'target' }, { relationship: 'former' }), 'b'],
    [
      'a target before one of which nothing is known',
      at,
      twins({ relationship: 'unknown' }, { relationship: 'target' }),
      'b',
    ],
    [
      'one of which nothing is known before a competitor',
      at,
      twins({ relationship: 'competitor' }, { relationship: 'unknown' }),
      'b',
    ],
    [
      'the same postal code before the same country',
      { ...at, postalCode: '8010', country: 'AT' },
      twins({ country: 'AT', postalCode: '1010' }, { country: 'AT', postalCode: '8010' }),
      'b',
    ],
    ['the same country before none', { ...at, country: 'AT' }, twins({}, { country: 'AT' }), 'b'],
    [
      'two owners who left, and more contacts',
      at,
      twins({ ownerActive: false }, { ownerActive: false, contacts: 3 }),
      'b',
    ],
    ['more pipeline before more contacts', at, twins({ openPipeline: 1, contacts: 90 }, { openPipeline: 2 }), 'b'],
    [
      'more contacts before a later activity',
      at,
      twins({ lastActivityAt: '2026-02-01T00:00:00Z' }, { contacts: 1 }),
      'b',
    ],
    [
      'a customer elsewhere before a prospect in the country',
      { ...at, country: 'AT' },
      twins({ country: 'AT' }, { country: 'US', relationship: 'customer' }),
      'b',
    ],
    [
      'a third one is the customer',
      at,
      [...twins({}, {}), { name: 'Acme', id: 'c', domain: 'acme.com', relationship: 'customer' }],
      'c',
    ],
    [
      'of three with one owner the lowest id',
      at,
      ['c', 'b', 'a'].map((id) => ({ name: 'Acme', id, domain: 'acme.com', ownerId: 'o' })),
      'a',
    ],
    [
      'the order of the file',
      at,
      twins({ relationship: 'customer' }, { relationship: 'partner' }),
      'b',
      { relationshipOrder: ['partner', 'customer'] },
    ],
    [
      'the same city before another',
      { ...at, city: 'Graz', country: 'AT' },
      twins({ country: 'AT', city: 'Wien' }, { country: 'AT', city: 'Graz' }),
      'b',
    ],
    ['no country before another country', { ...at, country: 'AT' }, twins({ country: 'US' }, {}), 'b'],
    ['an active owner before one who left', at, twins({ ownerActive: false }, { ownerActive: true }), 'b'],
    ['an owner before none', at, twins({ ownerId: null }, {}), 'b'],
    ['more pipeline', at, twins({ openPipeline: 10 }, { openPipeline: 20 }), 'b'],
    ['more contacts', at, twins({ contacts: 1 }, { contacts: 7 }), 'b'],
    [
      'the latest activity',
      at,
      twins({ lastActivityAt: '2026-01-01T00:00:00Z' }, { lastActivityAt: '2026-02-01T00:00:00Z' }),
      'b',
    ],
    ['nothing tells them apart, and they have two owners: a person decides', at, twins({}, {}), '? a, b'],
    [
      'nothing tells them apart, and they have one owner: the lowest id',
      at,
      twins({ ownerId: 'o' }, { ownerId: 'o' }),
      'a',
    ],
    [
      'only age tells them apart: a person decides',
      at,
      twins({ createdAt: '2026-01-01T00:00:00Z' }, { createdAt: '2020-01-01T00:00:00Z' }),
      '? b, a',
    ],
    [
      'the oldest where ties take the first',
      at,
      twins({ createdAt: '2026-01-01T00:00:00Z' }, { createdAt: '2020-01-01T00:00:00Z' }),
      'b',
      { onTie: 'first' },
    ],
    ['the lowest id where ties take the first', at, twins({}, {}), 'a', { onTie: 'first' }],
    [
      'the order of ties of the file',
      at,
      twins({ relationship: 'customer' }, { contacts: 7 }),
      'b',
      { tieBreak: ['contacts', 'relationship'] },
    ],
    ['the name that was typed', { ...at, company: 'Beta' }, twins({ relationship: 'customer' }, { name: 'Beta' }), 'b'],
  ]
  it.each(list)('%s', gets)
})
