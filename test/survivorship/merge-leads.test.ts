// Two leads become one: a plan that says who won and why, and the way back.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginHistory, said } from '../../src/lead/history.ts'
import type { Lead, LeadFields } from '../../src/lead/lead.ts'
import { mergeLeads, type MergeLine } from '../../src/survivorship/merge-leads.ts'
import { defaultStrategies, strategyNames, type Strategies } from '../../src/survivorship/strategy.ts'
import { undoMerge } from '../../src/survivorship/undo-merge.ts'
import { events, everywhere, outcome, START, told, type Event } from './sayings.ts'

const day = (number: number): Date => new Date(START + number * 86_400_000)

function lead(id: string, on: number, fields: LeadFields, more: Partial<Lead> = {}): Lead {
  const at = day(on)
  return {
    id,
    version: 3,
    stage: 'MQL',
    fields,
    suspicious: [],
    accountId: null,
    ownerId: null,
    crm: 'salesforce',
    connection: 'web-form',
    pinned: false,
    breaches: 0,
    history: beginHistory(fields, 'MQL', said(at, `web-form ${id}`)),
    occurredAt: at,
    receivedAt: at,
    createdAt: at,
    updatedAt: at,
    ...more,
  }
}

const survivor = lead('s', 1, {
  email: 'ada@gmail.com',
  firstName: 'Ada',
  company: 'Acme',
  source: 'Fair',
  city: 'Bonn',
})
const other = lead('o', 2, {
  email: 'ada@acme.example',
  firstName: 'A.',
  company: 'n/a',
  source: 'Web form',
  city: 'Bonn',
  phone: '+4930901820',
})

describe('the plan', () => {
  const { lead: merged, plan, before } = mergeLeads(survivor, other, defaultStrategies)
  const line = (field: MergeLine['field']): MergeLine | undefined => plan.find((one) => one.field === field)

  it('says of each field who won, what was there, and why', () => {
    expect(plan.map(({ field, won, why }) => [field, won, why])).toEqual([
      ['email', 'other', 'an address of kind corporate goes before kind free'],
      ['firstName', 'survivor', 'more complete: full words 1, not 0'],
      ['phone', 'other', 'only one of them says it'],
      ['company', 'survivor', 'the other is a placeholder'],
      ['city', 'same', 'both say the same'],
      ['source', 'survivor', 'said first, at 2026-11-25T09:00:00.000Z'],
      ['stage', 'same', 'both say the same'],
    ])
    expect(line('company')).toEqual({
      field: 'company',
      won: 'survivor',
      value: 'Acme',
      before: { survivor: 'Acme', other: 'n/a' },
      strategy: 'most_recent',
      why: 'the other is a placeholder',
    })
  })

  it('is what the merged lead holds', () => {
    expect(merged.fields).toEqual({
      email: 'ada@acme.example',
      firstName: 'Ada',
      company: 'Acme',
      source: 'Fair',
      city: 'Bonn',
      phone: '+4930901820',
    })
    expect([merged.id, merged.version]).toEqual(['s', 3])
  })

  it('holds both as they were, and changes neither', () => {
    expect(before).toEqual({ survivor, other })
    expect(survivor.fields.email).toBe('ada@gmail.com')
  })
})

describe('of two leads', () => {
  const merge = (one: Lead, two: Lead, strategies = defaultStrategies) => mergeLeads(one, two, strategies)

  it('who said no on either side is not written to', () => {
    const [no, yes] = [lead('s', 1, { consent: 'withdrawn' }), lead('o', 2, { consent: 'granted' })]
    for (const { lead: merged } of [merge(no, yes), merge(yes, no)]) expect(merged.fields.consent).toBe('withdrawn')
  })

  it("the survivor's owner stays; the other's is taken where it has none, of the same CRM only", () => {
    const owned = lead('o', 2, {}, { ownerId: '005B', pinned: true })
    expect(merge(lead('s', 1, {}, { ownerId: '005A' }), owned).lead).toMatchObject({ ownerId: '005A', pinned: false })
    expect(merge(lead('s', 1, {}), owned).lead).toMatchObject({ ownerId: '005B', pinned: true })
    expect(merge(lead('s', 1, {}), { ...owned, crm: 'hubspot' }).lead).toMatchObject({ ownerId: null, pinned: false })
  })

  it('the account of the domain that stays is taken, of the same CRM only', () => {
    const [acme, initech] = [
      lead('s', 1, { domain: 'acme.example' }, { accountId: 'acme' }),
      lead('o', 2, { domain: 'initech.example' }, { accountId: 'initech' }),
    ]
    expect(merge(acme, initech).lead.accountId).toBe('initech')
    expect(merge(initech, acme).lead.accountId).toBe('initech')
    expect(merge(acme, { ...initech, crm: 'hubspot' }).lead.accountId).toBe('acme')
  })

  it('the older one says where it first came from, and doubts add up', () => {
    const old = lead('o', 0, {}, { connection: 'hubspot', suspicious: ['test lead'], breaches: 1 })
    expect(merge(lead('s', 1, {}, { suspicious: ['role mailbox'] }), old).lead).toMatchObject({
      connection: 'hubspot',
      suspicious: ['role mailbox', 'test lead'],
      receivedAt: day(0),
      createdAt: day(0),
      occurredAt: day(1),
      breaches: 1,
    })
  })

  it('never_overwrite is what the survivor has, though the other said it first; a placeholder is no value', () => {
    const strategies = everywhere('never_overwrite')
    const [late, early] = [
      lead('s', 2, { title: 'CTO', company: 'n/a' }),
      lead('o', 1, { title: 'CEO', company: 'Acme' }),
    ]
    const { lead: merged, plan } = merge(late, early, strategies)
    expect(merged.fields).toEqual({ title: 'CTO', company: 'Acme' })
    expect(plan.find(({ field }) => field === 'title')?.why).toBe("the survivor's is never overwritten")
  })

  it('what both heard is counted together', () => {
    const strategies = everywhere('most_frequent')
    const hears = (id: string, from: number, cities: string[]): Lead =>
      told(
        cities.map((city, at) => ({
          at: from + at,
          connection: id,
          key: at,
          stage: 'MQL' as const,
          fields: { city },
          accountId: null,
        })),
        strategies,
      )
    const { lead: merged, plan } = merge(
      hears('web-form', 0, ['Bonn', 'Bonn', 'Köln', 'Köln', 'Köln']),
      hears('hubspot', 9, ['Bonn', 'Bonn', 'Ulm', 'Ulm', 'Ulm']),
      strategies,
    )
    expect(merged.fields.city).toBe('Bonn')
    expect(plan.find(({ field }) => field === 'city')).toMatchObject({
      won: 'other',
      why: 'said 4 of the last 10 times',
    })
  })

  it('kept before there was a history, the times of the leads decide', () => {
    const [old, young] = [
      lead('s', 1, { city: 'Bonn' }, { history: null }),
      lead('o', 2, { city: 'Köln' }, { history: null }),
    ]
    expect([merge(old, young).lead.fields.city, merge(young, old).lead.fields.city]).toEqual(['Köln', 'Köln'])
  })
})

describe.each<[string, Strategies]>([
  ['the defaults', defaultStrategies],
  ...strategyNames.map((name): [string, Strategies] => [name, everywhere(name)]),
])('a merge by %s', (_name, strategies) => {
  const two = fc.tuple(events({ minLength: 1, maxLength: 12 }), events({ minLength: 1, maxLength: 12 }))
  const leadsOf = ([left, right]: [Event[], Event[]]): [Lead, Lead] => [told(left, strategies), told(right, strategies)]

  it('has a line for every value, whose winner holds it', () => {
    const lines = fc.property(two, (both) => {
      const [left, right] = leadsOf(both)
      const { lead: merged, plan } = mergeLeads(left, right, strategies)
      const values = plan.filter(({ strategy }) => strategy !== null)
      expect(Object.fromEntries(values.map(({ field, value }) => [field, value]))).toEqual(merged.fields)
    })
    fc.assert(lines, { numRuns: 50 })
  })

  it('is taken back to the two that were', () => {
    const back = fc.property(two, (both) => {
      const [left, right] = leadsOf(both)
      const merge = mergeLeads(left, right, strategies)
      const { survivor: again, other: also } = undoMerge({ ...merge.lead, version: 9 }, merge, strategies)
      expect(outcome(again)).toEqual(outcome(left))
      expect([again.version, also]).toEqual([9, right])
    })
    fc.assert(back, { numRuns: 50 })
  })
})

it('a merge that is taken back leaves what was said since', () => {
  const merge = mergeLeads(survivor, other, defaultStrategies)
  const since = { at: 9 * 86_400, connection: 'hubspot', key: 9, stage: 'SQL' as const, accountId: null }
  const now = told([{ ...since, fields: { title: 'CTO', city: 'Köln' } }], defaultStrategies, merge.lead)
  const back = undoMerge({ ...now, ownerId: '005A' }, merge, defaultStrategies)
  expect(back.survivor.fields).toEqual({ ...survivor.fields, title: 'CTO', city: 'Köln' })
  expect([back.survivor.stage, back.survivor.ownerId]).toEqual(['SQL', '005A'])
  expect(back.other).toEqual(other)
})
