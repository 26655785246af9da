// The strategies that say which value of a field stays, and those that count unless somebody says otherwise. Its one rule: consent has but one.
import { leadFields, type LeadField } from '../lead/lead.ts'

export const strategies = {
  most_recent: 'what was said last',
  first: 'what was said first',
  longest: 'the text with the most characters',
  most_complete: 'the text with the most full words, then the one that is not all capitals or all small',
  most_frequent: 'what was said most often, of the last 20 times',
  min: 'the smallest number',
  max: 'the largest number',
  never_overwrite: "what was said first; when two leads become one, the survivor's",
  prefer_verified:
    'e-mail: of a company before a mailbox several people read, before free mail, before throw-away; phone: understood before not understood',
  most_trusted_source: 'what the connection said that comes first in `sources`',
  most_restrictive: 'no, once it was said',
} as const
export type Strategy = keyof typeof strategies
export const strategyNames = Object.keys(strategies) as Strategy[]

export type FieldStrategy =
  | { strategy: Exclude<Strategy, 'most_trusted_source'> }
  /** Connections, the most trusted first; those that are not named come after them. */
  | { strategy: 'most_trusted_source'; sources: readonly string[] }

/** Every field has one. */
export type Strategies = Readonly<Record<LeadField, FieldStrategy>>

const forAll: readonly Strategy[] = ['most_recent', 'first', 'most_frequent', 'never_overwrite', 'most_trusted_source']
const forTexts: readonly Strategy[] = ['most_recent', 'first', 'longest', 'most_complete', ...forAll.slice(2)]
const forNumbers: readonly Strategy[] = ['most_recent', 'first', 'min', 'max', ...forAll.slice(2)]

/** What may be chosen for a field. A message is never the same twice, and too long to be kept twenty times. */
export function strategiesFor(field: LeadField): readonly Strategy[] {
  if (field === 'consent') return ['most_restrictive']
  if (field === 'employees' || field === 'score') return forNumbers
  if (field === 'message') return forTexts.filter((strategy) => strategy !== 'most_frequent')
  return field === 'email' || field === 'phone' ? ['prefer_verified', ...forTexts] : forTexts
}

const notTheNewest: Partial<Record<LeadField, Exclude<Strategy, 'most_trusted_source'>>> = {
  email: 'prefer_verified',
  phone: 'prefer_verified',
  firstName: 'most_complete',
  lastName: 'most_complete',
  source: 'first',
  channel: 'first',
  campaign: 'first',
  consent: 'most_restrictive',
}

export const fieldNames = Object.keys(leadFields.shape) as LeadField[]

export const defaultStrategies = Object.fromEntries(
  fieldNames.map((field) => [field, { strategy: notTheNewest[field] ?? 'most_recent' }]),
) as Strategies
