// Who is the same person, and which account a lead belongs to: exact address, registrable domain, never free mail.
import { expect, test } from 'vitest'
import type { Account } from '../../src/lead/account.ts'
import { accountDomains, matchAccount, matchPerson, personKeys } from '../../src/matching/match.ts'

const account = (id: string, more: Partial<Account> = {}): Account => ({
  id,
  connection: 'salesforce',
  crmId: id,
  name: id,
  domain: 'example.com',
  ownerId: null,
  relationship: 'prospect',
  tier: null,
  updatedAt: new Date('2026-01-01T00:00:00Z'),
  ...more,
})

test('one mailbox is one person, however it is typed', () => {
  const keys = [{ kind: 'email', key: 'ada@example.com' }]
  expect(personKeys({ email: ' Ada@EXAMPLE.com' })).toEqual(keys)
  expect(personKeys({ email: 'ada+fair@example.com' })).not.toEqual(keys)
})

test('what is no address is no key, so two wrong addresses are never one person', () => {
  expect(personKeys({ email: 'none' })).toEqual([])
  expect(personKeys({ lastName: 'Lovelace' })).toEqual([])
  expect(matchPerson({ email: 'none' }, new Map([['email:none', 'l1']]))).toEqual({ kind: 'new' })
})

test('finds the lead of the same address', () => {
  const found = new Map([['email:ada@example.com', 'l1']])
  expect(matchPerson({ email: 'ada@example.com' }, found)).toEqual({
    kind: 'same',
    leadId: 'l1',
    why: 'same e-mail address',
    bits: 9,
  })
  expect(matchPerson({ email: 'grace@example.com' }, found)).toEqual({ kind: 'new' })
})

test('a shared mailbox is weaker evidence, and says so', () => {
  const match = matchPerson({ email: 'info@example.com' }, new Map([['email:info@example.com', 'l1']]))
  expect(match).toMatchObject({ kind: 'same', leadId: 'l1', bits: 3, why: expect.stringContaining('several people') })
})

test.each([
  [{ domain: 'example.com', email: 'ada@example.com' }, ['example.com']],
  [{ domain: 'example.com', email: 'ada@mail.other.co.uk' }, ['example.com', 'other.co.uk']],
  [{ email: 'ada@eu.example.com' }, ['example.com']],
  [{ email: 'ada@gmail.com' }, []],
  [{ domain: 'gmail.com', email: 'ada@gmail.com' }, []],
  [{ email: 'none' }, []],
  [{}, []],
])('the domains of %j are %j', (fields, domains) => {
  expect(accountDomains(fields)).toEqual(domains)
})

test('takes the account that has the domain', () => {
  const accounts = [account('a', { domain: 'other.com' }), account('b'), account('c', { domain: null })]
  expect(matchAccount({ email: 'ada@example.com' }, accounts)).toEqual({
    kind: 'account',
    accountId: 'b',
    why: 'the domain example.com',
    bits: 5,
  })
})

test('free mail never matches an account, even one that lists it', () => {
  const match = matchAccount({ email: 'ada@gmail.com' }, [account('a', { domain: 'gmail.com' })])
  expect(match).toEqual({ kind: 'none', why: 'no domain of a company' })
})

test('says which domain nobody has', () => {
  expect(matchAccount({ email: 'ada@example.com' }, [])).toEqual({
    kind: 'none',
    why: 'no account with the domain example.com',
  })
})

test.each([
  ['a customer goes first', [account('a'), account('b', { relationship: 'customer' })], 'b'],
  ['an owned one goes before an unowned one', [account('a'), account('b', { ownerId: '005' })], 'b'],
  ['the lowest id decides at last', [account('c'), account('a'), account('b')], 'a'],
])('of several accounts with the domain %s, whatever their order', (_, accounts, accountId) => {
  for (const order of [accounts, accounts.toReversed()]) {
    expect(matchAccount({ domain: 'example.com' }, order)).toMatchObject({ kind: 'account', accountId, bits: 3 })
  }
})

test("the company's own domain goes before that of the address", () => {
  const accounts = [account('a', { domain: 'agency.com' }), account('b')]
  expect(matchAccount({ domain: 'example.com', email: 'ada@agency.com' }, accounts)).toMatchObject({ accountId: 'b' })
})

test('of accounts that share a domain takes the one whose name was typed, before status and owner', () => {
  const group = [
    { ...account('a', { relationship: 'customer' }), name: 'Acme Deutschland GmbH' },
    { ...account('b'), name: 'Acme France SARL' },
  ]
  const typed = (company: string) => matchAccount({ domain: 'example.com', company }, group)
  expect(typed('ACME France')).toMatchObject({
    accountId: 'b',
    bits: 7,
    why: expect.stringContaining('and the name Acme France SARL'),
  })
  expect(typed('Acme')).toMatchObject({ accountId: 'a', bits: 3 })
})
