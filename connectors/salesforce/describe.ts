// Which fields an object has, by the org's own describe: as the user we act as sees them.
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
  return (await describe(client, 'Lead')).map((field) => {
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

async function describe(client: Client, object: string): Promise<Described[]> {
  const answer = (await client.read('salesforce.describe', `/sobjects/${object}/describe`)) as { fields?: Described[] }
  if (Array.isArray(answer.fields)) return answer.fields
  throw new RemoteError(`Salesforce described ${object} without fields. It is tried again.`, {
    code: 'salesforce.unreadable',
    kind: 'temporary',
  })
}

/** Which fields each object has. Its one rule: what the org does not show us is never asked for. */
export interface Fields {
  /** Names, as of today at the latest: one call a day. @throws RemoteError */
  of(object: string): Promise<ReadonlySet<string>>
  /** The org refused a field: what it has now is asked anew. */
  forget(): void
}

const KEPT_MS = 86_400_000

export function createFields(client: Client, clock: { now(): Date }): Fields {
  const known = new Map<string, { names: ReadonlySet<string>; at: number }>()
  return {
    async of(object) {
      const found = known.get(object)
      if (found && clock.now().getTime() - found.at < KEPT_MS) return found.names
      const names = new Set((await describe(client, object)).map(({ name }) => name))
      known.set(object, { names, at: clock.now().getTime() })
      return names
    },
    forget: () => known.clear(),
  }
}
