// HubSpot as a CRM: contacts, owners, tasks, notes. Start at crm-write.ts.
import type { CrmRole } from '../../src/connector.ts'
import { BATCH } from './crm-batches.ts'
import { changesSince, createSearchPace } from './crm-changes.ts'
import { createApi } from './crm-client.ts'
import { readCompanies } from './crm-companies.ts'
import { readOwners } from './crm-owners.ts'
import { readPeople } from './crm-people.ts'
import { readProperties } from './crm-properties.ts'
import { writeBatch } from './crm-write.ts'
import type { HubspotSettings } from './settings.ts'

/** Deleted records are told by nothing but that they are there no more. */
const READ_ALL_EVERY_MS = 86_400_000

export const crm: CrmRole<HubspotSettings> = {
  connect(settings, outbound, { clock }) {
    const api = createApi(settings, outbound)
    const pace = createSearchPace(settings.searchPerSecond, clock)
    return {
      batchSize: BATCH,
      readOwners: () => readOwners(api),
      readAccounts: (page, since) => readCompanies(api, pace, settings, page, since),
      readContacts: (page, since) => readPeople(api, pace, page, since),
      readAllEveryMs: READ_ALL_EVERY_MS,
      describePeople: () => readProperties(api),
      write: (batch) => writeBatch(api, settings, batch, clock.now()),
      changesSince: (cursor, now) => changesSince(api, settings, pace, cursor, now),
    }
  },
}
