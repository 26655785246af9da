// A lead and its decision → the fields of a CRM record. Pure. Its one rule: what is not known is not written, so it erases nothing.
import { fieldMissing, evaluateField, isBlank, type FieldValue } from './field.ts'
import { crmInputData, type CrmInput } from './crm-input.ts'
import type { CrmMapping, FieldTrace, Scalar } from './types.ts'

/** @throws MappingError when a required field has no value, or a value cannot become what its rule says */
export function mapToCrm(mapping: CrmMapping, input: CrmInput): Record<string, Scalar> {
  return mapCrmData(mapping, crmInputData(input))
}

/** The same over plain data, as examples give it. Keys in the order of the file, no prototype. */
export function mapCrmData(mapping: CrmMapping, data: unknown): Record<string, Scalar> {
  return traceCrmData(mapping, data).fields
}

/** With what each field came from. @throws MappingError as mapToCrm */
export function traceCrmData(
  mapping: CrmMapping,
  data: unknown,
): { fields: Record<string, Scalar>; steps: FieldTrace[] } {
  const fields = Object.create(null) as Record<string, Scalar>
  const steps: FieldTrace[] = []
  for (const rule of mapping.fields) {
    const { value, from, raw, changes } = evaluateField(rule, data)
    if (value !== undefined && !isBlank(value)) fields[rule.target] = written(value, mapping.asText)
    else if (mapping.require.includes(rule.target))
      throw fieldMissing(rule, 'It is required, but the lead has nothing for it.')
    const did = changes.map((change) => change.did)
    steps.push({ field: rule.target, from, raw: raw ?? null, value: fields[rule.target] ?? null, did, changes })
  }
  return { fields, steps }
}

/** Lists go with semicolons: what Salesforce and HubSpot take for a field of several choices. */
function written(value: FieldValue, asText: boolean): Scalar {
  const scalar = Array.isArray(value) ? value.join(';') : value
  return asText ? String(scalar) : scalar
}
