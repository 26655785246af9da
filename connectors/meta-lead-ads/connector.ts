// Lead ads of Facebook and Instagram as a source of leads. Start at source.ts; README.md says what to click there.
import { defineConnector } from '../../src/connector.ts'
import { settings, type MetaSettings } from './settings.ts'
import { source } from './source.ts'

export default defineConnector<MetaSettings>({
  name: 'meta-lead-ads',
  title: 'Meta lead ads',
  settings,
  source,
})
