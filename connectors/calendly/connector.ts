// Calendly's webhooks as a source of leads. Start at source.ts; README.md says what to click there.
import { defineConnector } from '../../src/connector.ts'
import { settings, type CalendlySettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<CalendlySettings>({ name: 'calendly', title: 'Calendly', settings, source })
