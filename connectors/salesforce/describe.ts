// Which fields a Lead has, by the org's own describe: as the user we act as sees them.
import { RemoteError, type CrmField } from '../../src/connector.ts'
import type { Client } from './client.ts'

interface Described {
  name: string
  label: string
  type: string
  length?: number
  createable?: boolean
  updateable?: boolean
  nillable?: boolean
  defaultedOnCreate?: boolean
  restrictedPicklist?: boolean
  picklistValues?: { value: string; active?: boolean }[]
}

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm (2026-11) */
const kinds: Readonly<Record<string, CrmField['kind']>> = {
  string: 'text',
  textarea: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  combobox: 'text',
  encryptedstring: 'text',
  picklist: 'choice',
  multipicklist: 'choices',
  boolean: 'boolean',
  int: 'integer',
  long: 'integer',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'day',
  datetime: 'instant',
  reference: 'reference',
}

/** One call. @throws RemoteError */
export async function describeLead(client: Client): Promise<CrmField[]> {
  const answer = (await client.read('salesforce.describe', '/sobjects/Lead/describe')) as { fields?: Described[] }
  if (!Array.isArray(answer.fields)) {
    throw new RemoteError('Salesforce described Lead without fields. It is tried again.', {
      code: 'salesforce.unreadable',
      kind: 'temporary',
    })
  }
  return answer.fields.map((field) => {
    const kind = kinds[field.type] ?? 'other'
    return {
      name: field.name,
      label: field.label,
      kind,
      maxLength: kind === 'text' && field.length !== undefined && field.length > 0 ? field.length : null,
      createable: field.createable === true,
      updateable: field.updateable === true,
      required:
        field.createable === true && field.nillable === false && field.defaultedOnCreate !== true && kind !== 'boolean',
      choices: (field.picklistValues ?? []).filter(({ active }) => active !== false).map(({ value }) => value),
      restricted: field.restrictedPicklist === true,
    }
  })
}
