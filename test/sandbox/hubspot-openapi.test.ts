// HubSpot's own files refuse what HubSpot would: else that every request fits them would say nothing.
import { describe, expect, it } from 'vitest'
import { loadHubSpotApis, openApiFolder, whySkipped } from './hubspot-openapi.ts'

describe.skipIf(!openApiFolder)(`what HubSpot's own files refuse${whySkipped}`, () => {
  it('is a number as a value, a made-up operator and an unknown path', async () => {
    const apis = await loadHubSpotApis(openApiFolder ?? '')
    const faults = (path: string, body: unknown) => apis.faultsOf({ method: 'POST', path, body }).length
    const filters = [{ propertyName: 'email', operator: 'LIKE', value: 'a' }]
    expect(faults('/crm/v3/objects/contacts/batch/update', { inputs: [{ id: '1', properties: { a: 1 } }] })).toBe(1)
    expect(faults('/crm/v3/objects/contacts/search', { filterGroups: [{ filters }] })).toBe(1)
    expect(faults('/crm/v3/nowhere', {})).toBe(1)
  })
})
