// Typeform's webhooks as a source of leads. Start at source.ts; README.md says what to click there.
import { defineConnector } from '../../src/connector.ts'
import { settings, type TypeformSettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<TypeformSettings>({ name: 'typeform', title: 'Typeform', settings, source })
