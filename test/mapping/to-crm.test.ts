// Lead → CRM fields: only what is known, in the form the CRM takes.
import { expect, test } from 'vitest'
import { MappingError } from '../../src/errors.ts'
import type { Account } from '../../src/lead/account.ts'
import type { Lead } from '../../src/lead/lead.ts'
import { mapToCrm } from '../../src/mapping/apply.ts'
import { parseMapping, type CrmMapping } from '../../src/mapping/mapping.ts'

const at = new Date('2026-01-01T10:00:00Z')
const lead: Lead = {
  id: 'l1',
  version: 1,
  stage: 'MQL',
  fields: { email: 'ada@example.com', lastName: 'Lovelace', employees: 30, message: 'x'.repeat(50) },
  suspicious: ['role mailbox', 'test lead'],
  accountId: 'salesforce:001',
  ownerId: null,
  crm: 'salesforce',
  connection: 'web-form',
  pinned: false,
  breaches: 0,
  history: null,
  occurredAt: at,
  receivedAt: at,
  createdAt: at,
  updatedAt: at,
}
const account: Account = {
  id: 'salesforce:001',
  connection: 'salesforce',
  crmId: '001',
  name: 'Example Ltd',
  domain: 'example.com',
  ownerId: '005',
  relationship: 'customer',
  tier: null,
  updatedAt: at,
}
const decision = {
  cause: 'new',
  rule: 'EMEA',
  outcome: { kind: 'assign', pool: 'emea', fastTrack: true, ownerName: 'Grace' },
}

function mappingOf(body: string): CrmMapping {
  const mapping = parseMapping({ path: 'mappings/x.yaml', text: `connection: salesforce\nto: crm\n${body}` })
  if (mapping.direction !== 'to-crm') throw new Error('The test wrote a mapping to a lead.')
  return mapping
}

test('writes what is known and leaves out the rest', () => {
  const mapping = mappingOf(
    'fields: { LastName: lead.lastName, FirstName: lead.firstName, Owner: lead.ownerId, NumberOfEmployees: lead.employees }',
  )
  const fields = mapToCrm(mapping, { lead })
  expect(fields).toEqual({ LastName: 'Lovelace', NumberOfEmployees: 30 })
  expect(Object.getPrototypeOf(fields)).toBeNull()
})

test('fills in a default, and cuts to the length of the CRM field', () => {
  const mapping = mappingOf(
    'fields: { FirstName: { from: lead.firstName, default: Unknown }, Description: { from: lead.message, with: truncate(10) } }',
  )
  expect(mapToCrm(mapping, { lead })).toEqual({ FirstName: 'Unknown', Description: 'xxxxxxxxxx' })
})

test('reads the decision, the account and what else is given', () => {
  const mapping = mappingOf(
    'fields: { Rule: decision.rule, Pool: decision.pool, Fast: decision.fastTrack, Company: [lead.company, account.name], Tier: account.tier, More: extra.why }',
  )
  expect(mapToCrm(mapping, { lead, decision, account, extra: { why: 'score' } })).toEqual({
    Rule: 'EMEA',
    Pool: 'emea',
    Fast: true,
    Company: 'Example Ltd',
    More: 'score',
  })
  expect(mapToCrm(mapping, { lead })).toEqual({})
})

test('writes everything as text where the CRM wants text', () => {
  const mapping = mappingOf(
    'as: text\nfields: { size: lead.employees, fast: decision.fastTrack, doubts: lead.suspicious, at: lead.receivedAt }',
  )
  expect(mapToCrm(mapping, { lead, decision })).toEqual({
    size: '30',
    fast: 'true',
    doubts: 'role mailbox;test lead',
    at: '2026-01-01T10:00:00.000Z',
  })
})

test('refuses to write a record without a required field', () => {
  const mapping = mappingOf('fields: { FirstName: lead.firstName }\nrequire: [FirstName]')
  expect(() => mapToCrm(mapping, { lead })).toThrow(MappingError)
  expect(() => mapToCrm(mapping, { lead })).toThrow(
    /x\.yaml:3:11 FirstName: It is required, but the lead has nothing for it/,
  )
})
