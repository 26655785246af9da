// Salesforce as a CRM: leads, owners, tasks; start at write.ts. And as a source of leads: source.ts. What to click in the org is in README.md.
import { defineConnector } from '../../src/connector.ts'
import { readAccounts } from './accounts.ts'
import { changesSince } from './changes.ts'
import { createClient } from './client.ts'
import { readContacts } from './contacts.ts'
import { createFields, describeLead } from './describe.ts'
import { readOwners } from './owners.ts'
import { source } from './source.ts'
import { settings, type SalesforceSettings } from './settings.ts'
import { LEADS_PER_ROUND, writeBatch } from './write.ts'

/** Changes tell of deleted records for as long as they lie in the recycle bin, and never of what our user lost sight of. */
const READ_ALL_EVERY_MS = 7 * 86_400_000

export default defineConnector<SalesforceSettings>({
  name: 'salesforce',
  title: 'Salesforce',
  settings,
  source,
  crm: {
    connect(chosen, outbound, { clock }) {
      const client = createClient(chosen, outbound, clock)
      const fields = createFields(client, clock)
      return {
        batchSize: LEADS_PER_ROUND,
        readOwners: () => readOwners(client),
        readAccounts: (page, since) => readAccounts(client, chosen, fields, page, since),
        readContacts: (page, since) => readContacts(client, fields, page, since),
        readAllEveryMs: READ_ALL_EVERY_MS,
        describePeople: () => describeLead(client),
        write: (batch) => writeBatch(client, chosen, batch),
        changesSince: (cursor, now) => changesSince(client, chosen, cursor, now),
      }
    },
  },
})
