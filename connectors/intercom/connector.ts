// Intercom's webhooks as a source of leads. Start at source.ts; README.md says what to click there.
import { defineConnector } from '../../src/connector.ts'
import { settings, type IntercomSettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<IntercomSettings>({ name: 'intercom', title: 'Intercom', settings, source })
