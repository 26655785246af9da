// What a condition may ask about: one table from name to type and to the value in a question. Its one rule: a condition can
// ask only what stands here, so that the files can be checked before any lead comes.
import { dayOf } from '../../calendar/day.ts'
import { wallClock } from '../../calendar/wall-time.ts'
import { weekdays } from '../../calendar/weekday.ts'
import { relationships } from '../../lead/account.ts'
import { eventKinds } from '../../lead/event.ts'
import { leadFields, type LeadField } from '../../lead/lead.ts'
import { stages } from '../../lead/stage.ts'
import { DAY_MS, MINUTE_MS } from '../../time.ts'
import type { Before } from '../before.ts'
import type { Question } from '../question.ts'
import type { Condition } from './condition.ts'

/** `postal` is a text with ranges of its own, `date` one as 2026-11-24, compared by its day. */
export type FieldType = 'text' | 'postal' | 'country' | 'number' | 'date' | 'list' | readonly string[]

export interface Field {
  type: FieldType
  /** Undefined and null both mean: not known. */
  read(question: Question): unknown
  /** Its key in what the event changed; absent: no event changes it. */
  before?: keyof Before
  /** What must hold before it has a value, where a value is the answer of other conditions. */
  needs?: Condition
}

/** A value as numbers compare it: of a date its day. */
export function numberOf({ type }: Field, value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return type === 'date' && typeof value === 'string' ? dayOf(value) : undefined
}

const numbers: readonly LeadField[] = ['employees', 'score']

function typeOf(name: LeadField): FieldType {
  if (name === 'consent') return ['granted', 'withdrawn']
  if (name === 'country') return 'country'
  if (name === 'postalCode') return 'postal'
  return numbers.includes(name) ? 'number' : 'text'
}

function leadField(name: LeadField): [string, Field] {
  const type = typeOf(name)
  return [`lead.${name}`, { type, before: name, read: ({ lead }) => lead.fields[name] }]
}

/** What the clock on the wall of a zone says while it is decided. */
function timeFields(zone: string): [string, Field][] {
  return [
    ['time.date', { type: 'date', read: ({ now }) => wallClock(zone, now).date }],
    ['time.weekday', { type: weekdays, read: ({ now }) => wallClock(zone, now).weekday }],
    ['time.hour', { type: 'number', read: ({ now }) => wallClock(zone, now).hour }],
  ]
}

/** Whole units between an earlier time and now; negative while it lies ahead. */
function since(now: Date, then: Date | string | null | undefined, unitMs: number): number | undefined {
  const ms = then === null || then === undefined ? NaN : new Date(then).getTime()
  return Number.isNaN(ms) ? undefined : Math.floor((now.getTime() - ms) / unitMs)
}

export const UTC = 'Etc/UTC'

/** Name as rules write it → its type and how it is read. */
export const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ...(Object.keys(leadFields.shape) as LeadField[]).map(leadField),
  ['lead.stage', { type: stages, before: 'stage', read: ({ lead }) => lead.stage }],
  ['lead.suspicious', { type: 'list', read: ({ lead }) => (lead.suspicious.length > 0 ? lead.suspicious : undefined) }],
  ['lead.breaches', { type: 'number', read: ({ lead }) => lead.breaches }],
  ['lead.owner', { type: 'text', read: ({ lead }) => lead.ownerId }],
  ['lead.previousOwner', { type: 'text', read: ({ previous }) => previous?.ownerId }],
  ['account.name', { type: 'text', read: ({ account }) => account?.name }],
  ['account.domain', { type: 'text', read: ({ account }) => account?.domain }],
  ['account.relationship', { type: relationships, read: ({ account }) => account?.relationship }],
  ['account.tier', { type: 'text', read: ({ account }) => account?.tier }],
  ['account.owner', { type: 'text', read: ({ account }) => account?.ownerId }],
  ['account.successManager', { type: 'text', read: ({ account }) => account?.details?.successManagerId }],
  ['account.parent', { type: 'text', read: ({ account }) => account?.parentId }],
  ['account.country', { type: 'country', read: ({ account }) => account?.details?.country }],
  ['account.state', { type: 'text', read: ({ account }) => account?.details?.state }],
  ['account.postalCode', { type: 'postal', read: ({ account }) => account?.details?.postalCode }],
  ['account.city', { type: 'text', read: ({ account }) => account?.details?.city }],
  ['account.openPipeline', { type: 'number', read: ({ account }) => account?.details?.openPipeline }],
  ['account.contacts', { type: 'number', read: ({ account }) => account?.details?.contacts }],
  [
    'account.idleDays',
    { type: 'number', read: ({ account, now }) => since(now, account?.details?.lastActivityAt, DAY_MS) },
  ],
  ['event.connection', { type: 'text', read: ({ event }) => event.connection }],
  ['event.kind', { type: eventKinds, read: ({ event }) => event.kind }],
  ['event.ageMinutes', { type: 'number', read: ({ event, now }) => since(now, event.at, MINUTE_MS) }],
  ['match', { type: ['new', 'same', 'unsure'], read: ({ match }) => match }],
  ...timeFields(UTC),
])

const inZones = new Map<string, ReadonlyMap<string, Field>>()

/** The same, with the clock of this zone. One table for each zone, so that a field is one thing for all rules. */
export function fieldsIn(zone: string): ReadonlyMap<string, Field> {
  const known = zone === UTC ? fields : inZones.get(zone)
  if (known) return known
  const made = new Map([...fields, ...timeFields(zone)])
  inZones.set(zone, made)
  return made
}
