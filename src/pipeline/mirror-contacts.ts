// People under the accounts of a CRM → the rows that are kept. Its one rule: who was erased does not come back, whenever the reading began.
import { businessDomainOf } from '../cleanse/domain.ts'
import { cleanEmail, emailDomain } from '../cleanse/email.ts'
import { domainClass } from '../cleanse/domain-class.ts'
import { emailKey } from '../cleanse/email-key.ts'
import type { ContactRead, Crm } from '../connector.ts'
import type { ContactRow } from '../store/rows.ts'
import type { Context } from './context.ts'
import type { Kind, Reading } from './mirror-table.ts'

/** null: without account or address it says nothing. */
export function contactRow(connection: string, read: ContactRead, run: number): ContactRow | null {
  const { crmId, accountId, ownerId, updatedAt } = read
  const email = read.email === null ? undefined : emailKey(read.email)
  if (email === undefined || accountId === null) return null
  const isCompany = domainClass(emailDomain(email) ?? '') === 'corporate'
  const domain = (isCompany ? businessDomainOf(email) : undefined) ?? null
  return { id: `${connection}:${crmId}`, connection, crmId, accountId, ownerId, email, domain, updatedAt, run }
}

/** undefined: this CRM tells of no people. */
export function contactKind(reading: Reading, crm: Crm): Kind<'contacts', ContactRead> | undefined {
  const { context, connection, run } = reading
  if (!crm.readContacts) return undefined
  return {
    list: (query) => context.store.list('contacts', query),
    listRuns: (query) => context.store.list('contacts', query),
    upsert: (row) => ({ table: 'contacts', row }),
    async read(page, since) {
      const { contacts = [], gone = [], next = null } = (await crm.readContacts?.(page, since)) ?? {}
      return { records: contacts, gone, next }
    },
    rowOf: (read) => contactRow(connection, read, run),
    async drop(gone) {
      const ids = gone.map(({ crmId }) => `${connection}:${crmId}`)
      const kept = await context.store.list('contacts', { where: { id: { in: ids } } })
      await context.store.commit({ deletes: kept.map(({ id }) => ({ table: 'contacts', id })) })
      return kept.length
    },
    erased: (records) => erasedAmong(context, records),
  }
}

/** @returns ids of those whose address, as it is or as a key, was asked to be forgotten */
async function erasedAmong({ store, dataKey }: Context, records: readonly ContactRead[]): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set()
  const byHash = new Map<string, string[]>()
  for (const { crmId, email } of records) {
    for (const form of new Set([cleanEmail(email ?? '').value, emailKey(email ?? '')])) {
      if (form === undefined) continue
      const hash = dataKey.hash('email', form)
      byHash.set(hash, [...(byHash.get(hash) ?? []), crmId])
    }
  }
  const rows = await store.list('erasedKeys', { where: { kind: 'email', hash: { in: [...byHash.keys()] } } })
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []))
}
