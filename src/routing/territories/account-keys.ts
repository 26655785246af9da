// What a named account is known by: a domain, or the words of its name. Its one rule: "Acme Corp." and "ACME Corporation, Inc." are one name; a
// name written as a domain is a domain.
import { companyKey } from '../../cleanse/company-key.ts'
import { registrableDomain } from '../../cleanse/domain.ts'
import type { Question } from '../question.ts'
import type { Field } from '../rules/fields.ts'

/** `https://www.acme.example/` → `acme.example`; `Acme Ltd` → `=acme`; undefined when it names nobody. */
export function accountKey(text: string): string | undefined {
  const trimmed = text.trim()
  if (!/\s/.test(trimmed) && trimmed.includes('.')) {
    const domain = registrableDomain(trimmed)
    if (typeof domain === 'string') return domain
  }
  const { core } = companyKey(trimmed)
  return core === '' ? undefined : `=${core}`
}

/** What places a lead. */
export interface Placed {
  lead: Pick<Question['lead'], 'fields'>
  account: Question['account']
}

/** Of the lead's company and of its account. */
export function accountKeysOf({ lead, account }: Placed): string[] {
  const domains = [lead.fields.domain, account?.domain, ...(account?.details?.domains ?? [])]
  const names = [lead.fields.company, account?.name, ...(account?.details?.aliases ?? [])]
  const keys = [
    ...domains.flatMap((domain) => domain?.toLowerCase() ?? []),
    ...names.flatMap((name) => (name ? (accountKey(name) ?? []) : [])),
  ]
  return [...new Set(keys)]
}

export const accountKeys: Field = {
  type: 'list',
  read: (question) => {
    const keys = accountKeysOf(question)
    return keys.length > 0 ? keys : undefined
  },
}
