// Fields that are read out of others when the sender gave none: domain, extension, department, seniority. Its one rule: what the sender gave stands.
import type { LeadFields } from '../lead/lead.ts'
import { businessDomainOf, websiteDomain } from './domain.ts'
import { cleanPhone } from './phone.ts'
import { readTitle } from './title.ts'

export interface DerivedField {
  field: 'phoneExtension' | 'department' | 'seniority' | 'domain'
  value: string
  why: string
}

/** Below this nothing in the title spoke for it. */
const SURE_ENOUGH = 0.5

/** @param fields after cleansing */
export function derivedFields(raw: LeadFields, fields: LeadFields, country: string | undefined): DerivedField[] {
  const found: DerivedField[] = []
  if (raw.phone !== undefined && fields.phone !== undefined && fields.phoneExtension === undefined) {
    const { extension } = cleanPhone(raw.phone, country)
    if (extension !== undefined) found.push({ field: 'phoneExtension', value: extension, why: 'from the phone number' })
  }
  if (fields.title !== undefined && (fields.department === undefined || fields.seniority === undefined)) {
    found.push(...fromTitle(fields.title, fields))
  }
  if (fields.domain === undefined) {
    const ofWebsite = fields.website === undefined ? undefined : websiteDomain(fields.website)
    const domain = ofWebsite ?? (fields.email === undefined ? undefined : businessDomainOf(fields.email))
    const why = ofWebsite ? 'from the website' : 'from the e-mail address'
    if (domain !== undefined) found.push({ field: 'domain', value: domain, why })
  }
  return found
}

function fromTitle(title: string, fields: LeadFields): DerivedField[] {
  const { department, seniority, confidence, matched } = readTitle(title)
  const said = [...new Set(matched.map(({ words }) => words))].join(', ')
  const why = `from the title: ${said}`
  const found: DerivedField[] = []
  if (fields.department === undefined && confidence.department >= SURE_ENOUGH) {
    found.push({ field: 'department', value: department, why })
  }
  if (fields.seniority === undefined && confidence.seniority >= SURE_ENOUGH) {
    found.push({ field: 'seniority', value: seniority, why })
  }
  return found
}
