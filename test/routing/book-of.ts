// Rules and pools as short texts, and questions with only what a test is about.
import { parseCalendars } from '../../src/calendar/calendar.ts'
import type { Owner } from '../../src/lead/account.ts'
import { parseRoutingBook, type RoutingBook } from '../../src/routing/book.ts'
import type { OwnerIndex, Question } from '../../src/routing/question.ts'
import type { TextFile } from '../../src/yaml-file.ts'

export const policies = new Set(['standard', 'five-minutes'])

export const somePools = `
pools:
  emea:
    sla: standard
    members: [mia@acme.example, jonas@acme.example]
  spare:
    members: [zoe@acme.example]
`

/** 9 to 5 in Berlin, Monday to Friday. */
export const calendars = parseCalendars({
  path: 'rulebook/calendars.yaml',
  text: 'calendars: { office: { zone: Europe/Berlin, hours: { weekdays: 09:00-17:00 } } }',
})

export function bookOf(rules: string, pools: string = somePools, territories?: string): RoutingBook {
  const file = (name: string, text: string): TextFile => ({ path: `rulebook/${name}.yaml`, text })
  const files = { rules: file('rules', rules), pools: file('pools', pools) }
  const those = territories === undefined ? files : { ...files, territories: file('territories', territories) }
  return parseRoutingBook(those, { policies, calendars })
}

export function owner(email: string, change: Partial<Owner> = {}): Owner {
  const name = email.split('@')[0] ?? ''
  return {
    id: `crm:${name}`,
    connection: 'crm',
    crmId: `id-${name}`,
    kind: 'user',
    name,
    email,
    active: true,
    updatedAt: new Date(0),
    ...change,
  }
}

export function ownersOf(...owners: Owner[]): OwnerIndex {
  return {
    byEmail: (email) => owners.find((item) => item.email === email.toLowerCase()),
    byId: (id) => owners.find((item) => item.crmId === id),
    queue: (name) => owners.find((item) => item.kind === 'queue' && [item.name, item.crmId].includes(name)),
  }
}

export const everyone = ownersOf(...['mia', 'jonas', 'zoe'].map((name) => owner(`${name}@acme.example`)))

export function question(
  change: Partial<Omit<Question, 'lead'>> & { lead?: Partial<Question['lead']> } = {},
): Question {
  return {
    previous: null,
    match: 'new',
    account: null,
    before: null,
    event: { connection: 'web-form', kind: 'person', at: null },
    cause: 'new',
    owners: everyone,
    turns: new Map(),
    recent: new Map(),
    open: new Map(),
    absences: new Map(),
    excluded: new Map(),
    now: new Date('2026-11-24T09:00:00Z'),
    seed: 'event-1',
    ...change,
    lead: { id: 'lead-1', fields: {}, stage: 'MQL', suspicious: [], ownerId: null, breaches: 0, ...change.lead },
  }
}

export function accountOf(change: Partial<NonNullable<Question['account']>> = {}): NonNullable<Question['account']> {
  return {
    id: 'crm:a1',
    connection: 'crm',
    crmId: 'a1',
    name: 'Northwind',
    domain: 'northwind.example',
    ownerId: null,
    relationship: 'prospect',
    tier: null,
    updatedAt: new Date(0),
    ...change,
  }
}
