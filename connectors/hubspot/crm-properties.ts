// Which properties a contact has, by the portal's own list.
import type { CrmField } from '../../src/connector.ts'
import type { Api } from './crm-client.ts'
import { unreadable } from './crm-errors.ts'

const LABEL = 'hubspot.properties'
/** Of a text property: https://developers.hubspot.com/docs/guides/api/crm/properties (2026-11) */
const LONGEST_TEXT = 65_536

const kinds: Readonly<Record<string, CrmField['kind']>> = {
  string: 'text',
  phone_number: 'text',
  number: 'number',
  bool: 'boolean',
  date: 'day',
  datetime: 'instant',
  enumeration: 'choice',
}

/** One call. @throws RemoteError */
export async function readProperties(api: Api): Promise<CrmField[]> {
  const page = await api.call(LABEL, false, (client) => client.crm.properties.coreApi.getAll('contacts', false))
  if (!Array.isArray(page.results)) throw unreadable(LABEL, false)
  return page.results.map(({ name, label, type, fieldType, options, calculated, modificationMetadata }) => {
    const isMultiple = type === 'enumeration' && fieldType === 'checkbox'
    const kind = isMultiple ? 'choices' : (kinds[type] ?? 'other')
    const isWritable = calculated !== true && modificationMetadata?.readOnlyValue !== true
    // Owners are an enumeration without options: their list is another one.
    const isChoice = type === 'enumeration' && options.length > 0
    return {
      name,
      label,
      kind: type === 'enumeration' && !isChoice ? 'reference' : kind,
      maxLength: kind === 'text' ? LONGEST_TEXT : null,
      createable: isWritable,
      updateable: isWritable,
      required: false,
      choices: isChoice ? options.map(({ value }) => value) : [],
      restricted: isChoice,
    }
  })
}
