// Any sender with a common scheme, described in YAML: no code. Start at source.ts; README.md holds settings for well-known senders.
import { defineConnector } from '../../src/connector.ts'
import { settings, type GenericSettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<GenericSettings>({ name: 'generic', title: 'Any sender', settings, source })
