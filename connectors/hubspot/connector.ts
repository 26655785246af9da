// HubSpot as a source of leads (webhooks) and as a CRM. Start at source.ts and crm.ts; what to click is in README.md.
import { defineConnector } from '../../src/connector.ts'
import { crm } from './crm.ts'
import { settings, type HubspotSettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<HubspotSettings>({
  name: 'hubspot',
  title: 'HubSpot',
  settings,
  // HubSpot lets a private app make 100 calls in 10 s on its smallest plans; the rest is left for what else uses the token.
  pace: { count: 90, ms: 10_000 },
  source,
  crm,
})
