// A lead and its row: the row carries the searched fields beside the JSON.
import type { Lead } from '../lead/lead.ts'
import type { LeadRow } from '../store/rows.ts'
import type { Update } from '../store/store.ts'

export function leadRow(lead: Lead): LeadRow {
  return {
    ...lead,
    email: lead.fields.email ?? null,
    domain: lead.fields.domain ?? null,
    company: lead.fields.company ?? null,
  }
}

export function leadFromRow({ email: _email, domain: _domain, company: _company, ...lead }: LeadRow): Lead {
  return lead
}

/** Guarded by the version that was read. */
export function leadUpdate(before: Lead, after: Lead): Update {
  const { id, ...set } = leadRow(after)
  return { table: 'leads', id, expect: { version: before.version }, set }
}
