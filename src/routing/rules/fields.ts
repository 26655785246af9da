// What a condition may ask about: one table from name to type and to the value in a question. Its one rule: a condition can
// ask only what stands here, so that the files can be checked before any lead comes.
import { relationships } from '../../lead/account.ts'
import { eventKinds } from '../../lead/event.ts'
import { leadFields, type LeadField } from '../../lead/lead.ts'
import { stages } from '../../lead/stage.ts'
import type { Question } from '../question.ts'

export type FieldType = 'text' | 'country' | 'number' | 'list' | readonly string[]

export interface Field {
  type: FieldType
  /** Undefined and null both mean: not known. */
  read(question: Question): unknown
}

const numbers: readonly LeadField[] = ['employees', 'score']

function typeOf(name: LeadField): FieldType {
  if (name === 'consent') return ['granted', 'withdrawn']
  if (name === 'country') return 'country'
  return numbers.includes(name) ? 'number' : 'text'
}

function leadField(name: LeadField): [string, Field] {
  const type = typeOf(name)
  return [`lead.${name}`, { type, read: ({ lead }) => lead.fields[name] }]
}

/** Name as rules write it → its type and how it is read. */
export const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ...(Object.keys(leadFields.shape) as LeadField[]).map(leadField),
  ['lead.stage', { type: stages, read: ({ lead }) => lead.stage }],
  ['lead.suspicious', { type: 'list', read: ({ lead }) => (lead.suspicious.length > 0 ? lead.suspicious : undefined) }],
  ['lead.breaches', { type: 'number', read: ({ lead }) => lead.breaches }],
  ['lead.owner', { type: 'text', read: ({ lead }) => lead.ownerId }],
  ['account.name', { type: 'text', read: ({ account }) => account?.name }],
  ['account.domain', { type: 'text', read: ({ account }) => account?.domain }],
  ['account.relationship', { type: relationships, read: ({ account }) => account?.relationship }],
  ['account.tier', { type: 'text', read: ({ account }) => account?.tier }],
  ['account.owner', { type: 'text', read: ({ account }) => account?.ownerId }],
  ['event.connection', { type: 'text', read: ({ event }) => event.connection }],
  ['event.kind', { type: eventKinds, read: ({ event }) => event.kind }],
  ['match', { type: ['new', 'same', 'unsure'], read: ({ match }) => match }],
])
