// What is kept of an account has the form that leads are cleansed to, or is left out.
import { describe, expect, it } from 'vitest'
import { cleanFields } from '../../src/cleanse/clean.ts'
import type { AccountRead } from '../../src/connector.ts'
import type { AccountDetails } from '../../src/lead/account.ts'
import { accountRow } from '../../src/pipeline/account-row.ts'

const at = new Date('2026-11-24T09:00:00Z')
const read = (more: Partial<AccountRead>): AccountRead => ({
  crmId: '501',
  name: 'Example Ltd',
  domain: null,
  ownerId: null,
  relationship: 'unknown',
  tier: null,
  updatedAt: at,
  ...more,
})
const rowOf = (more: Partial<AccountRead>, active: Record<string, boolean> = {}) =>
  accountRow('hubspot', read(more), (ownerId) => active[ownerId], 7)
const detailsOf = (details: AccountDetails) => rowOf({ details }).details

describe('the row of an account', () => {
  it('is ours by connection and id, and of this reading', () => {
    expect(rowOf({})).toEqual({
      ...read({}),
      id: 'hubspot:501',
      connection: 'hubspot',
      parentId: null,
      details: null,
      run: 7,
    })
  })

  it.each([
    ['shop.example.co.uk', 'example.co.uk'],
    ['facebook.com', null],
    ['gmail.com', null],
    ['acme.github.io', 'acme.github.io'],
    ['nonsense', null],
  ])('has of the host %s the domain %s', (domain, expected) => expect(rowOf({ domain }).domain).toBe(expected))

  it('says whether its owner is active, where the owner is known', () => {
    expect(rowOf({ ownerId: '7' }, { 7: true }).details).toEqual({ ownerActive: true })
    expect(rowOf({ ownerId: '8' }, { 8: false }).details).toEqual({ ownerActive: false })
    expect(rowOf({ ownerId: '9' }, { 8: false }).details).toBeNull()
  })
})

describe('details', () => {
  it('have the form of a lead that says the same', () => {
    const said = { country: 'Deutschland', state: 'Freistaat Bayern', city: ' München ', postalCode: 'd-80331' }
    const { fields } = cleanFields({ ...said, phone: '089 1234567' })
    expect(detailsOf({ ...said, phone: '089 1234567' })).toEqual({ ...fields })
    expect(detailsOf(said)).toMatchObject({ country: 'DE', state: 'BY', city: 'München' })
  })

  it.each<[string, AccountDetails]>([
    ['a country that nobody understands', { country: 'Freedonia' }],
    ['two letters that are no country', { country: 'ZZ' }],
    ['a phone number without a country', { phone: '12 34' }],
    ['a phone number that cannot be', { phone: '+1 2' }],
    ['an id without a sign', { externalIds: { duns: ' - ' } }],
    ['domains that name no company', { domains: ['linkedin.com', 'gmail.com', 'x'] }],
    ['nothing', {}],
  ])('leave out %s', (_what, details) => expect(detailsOf(details)).toBeNull())

  it('hold each other domain once, and not the first one again', () => {
    const domains = ['www.acme.example', 'acme-group.example', 'shop.acme-group.example']
    expect(rowOf({ domain: 'acme.example', details: { domains } }).details).toEqual({ domains: ['acme-group.example'] })
  })

  it('hold ids and numbers as they are compared', () => {
    const rest = { contacts: 0, openPipeline: 12.5, lastActivityAt: at.toISOString(), createdAt: at.toISOString() }
    expect(detailsOf({ externalIds: { duns: '00-123-4567' }, aliases: ['Acme'], ...rest })).toEqual({
      externalIds: { duns: '001234567' },
      aliases: ['Acme'],
      ...rest,
    })
  })
})
