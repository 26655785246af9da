import { expect, it } from 'vitest'
import type { Lead, LeadDraft, LeadFields } from '../../src/lead/lead.ts'
import type { Stage } from '../../src/lead/stage.ts'
import { mergeDraft } from '../../src/pipeline/merge-draft.ts'

const at = (text: string): Date => new Date(text)

const lead: Lead = {
  id: 'l1',
  version: 1,
  stage: 'MQL',
  fields: { email: 'ada@example.com', company: 'Example', source: 'Web form' },
  suspicious: [],
  accountId: null,
  ownerId: null,
  crm: 'salesforce',
  connection: 'web-form',
  pinned: false,
  breaches: 0,
  history: null,
  occurredAt: at('2026-11-24T10:00:00Z'),
  receivedAt: at('2026-11-24T10:00:00Z'),
  createdAt: at('2026-11-24T10:00:00Z'),
  updatedAt: at('2026-11-24T10:00:00Z'),
}

const draft = (fields: LeadFields, occurredAt: string, stage: Stage = 'MQL'): LeadDraft => ({
  fields,
  stage,
  changes: [],
  suspicious: [],
  occurredAt: at(occurredAt),
})

const merged = (one: LeadDraft) => mergeDraft(lead, one, null, at('2026-11-24T12:00:00Z'), 'event')

it('takes newer values', () => {
  expect(merged(draft({ company: 'Example Ltd' }, '2026-11-24T11:00:00Z')).lead.fields.company).toBe('Example Ltd')
})

it('lets an older event fill gaps, but overwrite nothing', () => {
  const { fields } = merged(draft({ company: 'Old Ltd', phone: '+49301' }, '2026-11-24T09:00:00Z')).lead
  expect(fields).toMatchObject({ company: 'Example', phone: '+49301' })
})

it('keeps source, channel and campaign from the first touch on', () => {
  expect(merged(draft({ source: 'Trade show', campaign: 'Fair' }, '2026-11-24T11:00:00Z')).lead.fields).toMatchObject({
    source: 'Web form',
    campaign: 'Fair',
  })
})

it('never moves the stage against the table', () => {
  expect(merged(draft({}, '2026-11-24T11:00:00Z', 'inquiry')).lead.stage).toBe('MQL')
  expect(merged(draft({}, '2026-11-24T11:00:00Z', 'customer')).lead.stage).toBe('customer')
})

it('says when an event told nothing new', () => {
  expect(merged(draft({ company: 'Example' }, '2026-11-24T11:00:00Z')).changed).toBe(false)
  expect(merged(draft({ phone: '+49301' }, '2026-11-24T11:00:00Z')).changed).toBe(true)
})

it('ends at the same values in whatever order events come in', () => {
  const events = [
    draft({ company: 'A' }, '2026-11-24T10:10:00Z'),
    draft({ company: 'B', phone: '+1' }, '2026-11-24T10:20:00Z'),
    draft({ company: 'C', phone: '+2' }, '2026-11-24T10:30:00Z'),
  ]
  const orders = [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
    [2, 0, 1],
  ]
  const results = orders.map((order) =>
    order.reduce(
      (sum, index) => mergeDraft(sum, events[index] as LeadDraft, null, lead.updatedAt, `${index}`).lead,
      lead,
    ),
  )
  for (const result of results) expect(result.fields).toMatchObject({ company: 'C', phone: '+2' })
})
