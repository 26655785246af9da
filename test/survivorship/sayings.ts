// Events that speak of one lead, for properties: few times and few values, so that ties and repeats come often. Its one rule: a lead is told of
// as the pipeline tells it.
import * as fc from 'fast-check'
import { beginHistory, historyOf, said } from '../../src/lead/history.ts'
import { leadFields, type Lead, type LeadDraft, type LeadField, type LeadFields } from '../../src/lead/lead.ts'
import { stages, type Stage } from '../../src/lead/stage.ts'
import { mergeDraft } from '../../src/pipeline/merge-draft.ts'
import {
  defaultStrategies,
  strategiesFor,
  type FieldStrategy,
  type Strategies,
  type Strategy,
} from '../../src/survivorship/strategy.ts'

export const START = Date.parse('2026-11-24T09:00:00Z')

export interface Event {
  at: number
  connection: string
  key: number
  stage: Stage
  fields: LeadFields
  accountId: string | null
}

const values: { [F in LeadField]?: readonly (string | number)[] } = {
  email: ['ada@acme.example', 'ada@initech.example', 'info@acme.example', 'ada@gmail.com', 'x@mailinator.com', 'none'],
  phone: ['+4930901820', '+41446681800', '030 12', 'call me'],
  firstName: ['A.', 'ada', 'ADA', 'Ada', 'Ada Maria', 'n/a'],
  company: ['n/a', 'self', 'Acme', 'ACME', 'Acme Ltd', 'Initech GmbH'],
  domain: ['acme.example', 'initech.example'],
  employees: [0, 5, 120, 5000],
  source: ['Web form', 'Trade show', 'Partner'],
  message: ['hello', 'call me', '-'],
  consent: ['granted', 'withdrawn'],
}

const fields = fc.record(
  Object.fromEntries(Object.entries(values).map(([name, list]) => [name, fc.constantFrom(...list)])),
  { requiredKeys: [] },
) as fc.Arbitrary<LeadFields>

const event = fc.record({
  at: fc.integer({ min: 0, max: 6 }),
  connection: fc.constantFrom('salesforce', 'hubspot', 'web-form'),
  stage: fc.constantFrom(...stages),
  fields,
  accountId: fc.constantFrom('acme', 'initech', null),
})

export function events(count: { minLength: number; maxLength: number }): fc.Arbitrary<Event[]> {
  return fc.array(event, count).map((all) => all.map((one, key) => ({ ...one, key })))
}

/** The same events, and an order of them. */
export function shuffled(count: { minLength: number; maxLength: number }): fc.Arbitrary<[Event[], Event[]]> {
  return events(count).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
}

/** The strategy wherever it may be chosen, else the default. */
export function everywhere(strategy: Strategy): Strategies {
  const rule: FieldStrategy =
    strategy === 'most_trusted_source' ? { strategy, sources: ['salesforce', 'hubspot'] } : { strategy }
  const names = Object.keys(leadFields.shape) as LeadField[]
  return Object.fromEntries(
    names.map((field) => [field, strategiesFor(field).includes(strategy) ? rule : defaultStrategies[field]]),
  ) as Strategies
}

export function told(all: readonly Event[], strategies: Strategies, start?: Lead): Lead {
  const [first, ...rest] = all
  if (start === undefined && first === undefined) throw new Error('Tell of at least one event.')
  const begun = start ?? newLead(first as Event)
  return (start === undefined ? rest : all).reduce(
    (lead, one) => mergeDraft(lead, draftOf(one), one.accountId, new Date(START), keyOf(one), strategies).lead,
    begun,
  )
}

/** What must be equal whatever the order. */
export function outcome(lead: Lead): unknown {
  const { fields: settled, stage, accountId, occurredAt } = lead
  return { fields: settled, stage, accountId, occurredAt, history: historyOf(lead) }
}

function draftOf({ at, stage, fields: given }: Event): LeadDraft {
  return { fields: given, stage, changes: [], suspicious: [], occurredAt: new Date(START + at * 1_000) }
}

function keyOf({ connection, key }: Event): string {
  return `${connection} ${key}`
}

function newLead(one: Event): Lead {
  const draft = draftOf(one)
  return {
    id: 'l1',
    version: 1,
    stage: draft.stage,
    fields: draft.fields,
    suspicious: [],
    accountId: one.accountId,
    ownerId: null,
    crm: 'salesforce',
    connection: one.connection,
    pinned: false,
    breaches: 0,
    history: beginHistory(draft.fields, draft.stage, said(draft.occurredAt, keyOf(one))),
    occurredAt: draft.occurredAt,
    receivedAt: new Date(START),
    createdAt: new Date(START),
    updatedAt: new Date(START),
  }
}
