// Events of your own systems, and of any sender that follows Standard Webhooks. Start at source.ts; README.md shows a sender.
import { defineConnector } from '../../src/connector.ts'
import { settings, type StandardWebhooksSettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<StandardWebhooksSettings>({
  name: 'standard-webhooks',
  title: 'Standard Webhooks',
  settings,
  source,
})
