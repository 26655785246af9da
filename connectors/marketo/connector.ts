// Marketo as a source of leads. Start at source.ts; the template to paste and what to click is in README.md.
import { defineConnector } from '../../src/connector.ts'
import { settings, type MarketoSettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<MarketoSettings>({ name: 'marketo', title: 'Marketo', settings, source })
