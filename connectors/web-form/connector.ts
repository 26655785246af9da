// Forms on your website: the smallest connector, read this one first. Start at source.ts; README.md holds a form to copy.
import { defineConnector } from '../../src/connector.ts'
import { settings, type WebFormSettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<WebFormSettings>({ name: 'web-form', title: 'Web form', settings, source })
