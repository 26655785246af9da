// One field of a CRM's record of a person, as the CRM itself describes it. What its types are called there is the connector's matter.

export const crmFieldKinds = [
  'text',
  'integer',
  'number',
  'boolean',
  'day',
  'instant',
  'choice',
  'choices',
  /** Points at another record, by its id. */
  'reference',
  /** Cannot be written by a mapping. */
  'other',
] as const
export type CrmFieldKind = (typeof crmFieldKinds)[number]

export interface CrmField {
  /** As the API names it. */
  name: string
  /** As people see it. */
  label: string
  kind: CrmFieldKind
  /** Characters; null: no limit that matters. */
  maxLength: number | null
  /** May be set when a record is made, and when one is changed. */
  createable: boolean
  updateable: boolean
  /** A record cannot be made without it. */
  required: boolean
  /** Values of a choice; empty for the rest. */
  choices: string[]
  /** Other values than its choices are refused. */
  restricted: boolean
}
