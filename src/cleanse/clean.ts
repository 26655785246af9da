// All fields of a lead in one form. Its one rule: every change is listed with why, and cleaning twice changes nothing more.
import { leadFields, type FieldChange, type LeadField, type LeadFields } from '../lead/lead.ts'
import { cleanCompany } from './company.ts'
import { cleanConsent } from './consent.ts'
import { cleanCountry, countryCode } from './country.ts'
import { businessDomain, cleanDomain, websiteDomain } from './domain.ts'
import { cleanEmail } from './email.ts'
import { cleanExtension, cleanPhone } from './phone.ts'
import { cut, tidyText, type Cleaned } from './text.ts'

type TextField = Exclude<LeadField, 'employees' | 'score'>
type Cleaner = (raw: string, country: string | undefined) => Cleaned

const line =
  (max: number): Cleaner =>
  (raw) =>
    tidyText(raw, { max })

/** Caps are those of the CRM fields where they are known, else generous. */
const cleaners: Record<TextField, Cleaner> = {
  // First: the phone number is read with its help.
  country: (raw) => cleanCountry(raw),
  email: (raw) => cleanEmail(raw),
  firstName: line(100),
  lastName: line(100),
  phone: (raw, country) => cleanPhone(raw, country),
  phoneExtension: cleanExtension,
  title: line(255),
  department: line(100),
  seniority: line(100),
  company: (raw) => cleanCompany(raw),
  website: cleanWebsite,
  domain: (raw) => cleanDomain(raw),
  state: line(100),
  postalCode: cleanPostalCode,
  city: line(100),
  industry: line(255),
  source: line(255),
  channel: line(255),
  campaign: line(255),
  message: (raw) => tidyText(raw, { max: 32_000, lines: true }),
  consent: cleanConsent,
}

export interface CleanFields {
  /** Without prototype. Fields of which nothing was left are absent. */
  fields: LeadFields
  changes: FieldChange[]
  suspicious: string[]
}

export function cleanFields(raw: LeadFields): CleanFields {
  const fields = Object.create(null) as LeadFields
  const changes: FieldChange[] = []
  const suspicious: string[] = []
  for (const field of Object.keys(cleaners) as TextField[]) {
    const before = raw[field]
    if (before === undefined) continue
    const country = fields.country === undefined ? undefined : countryCode(fields.country)
    const { value, did, suspicious: doubt } = cleaners[field](before, country)
    if (value !== undefined) fields[field] = value
    if (value !== before) changes.push({ field, from: before, to: value ?? null, why: did.join(', ') })
    if (doubt !== undefined) suspicious.push(doubt)
  }
  fillExtension(raw, fields, changes)
  cleanNumbers(raw, fields, changes)
  fillDomain(fields, changes)
  return { fields, changes, suspicious }
}

function cleanNumbers(raw: LeadFields, fields: LeadFields, changes: FieldChange[]): void {
  for (const field of ['employees', 'score'] as const) {
    const before = raw[field]
    if (before === undefined) continue
    if (leadFields.shape[field].safeParse(before).success) fields[field] = before
    else changes.push({ field, from: before, to: null, why: 'out of range, removed' })
  }
}

function fillExtension(raw: LeadFields, fields: LeadFields, changes: FieldChange[]): void {
  if (raw.phone === undefined || fields.phone === undefined || fields.phoneExtension !== undefined) return
  const { extension } = cleanPhone(raw.phone, fields.country)
  if (extension === undefined) return
  fields.phoneExtension = extension
  changes.push({ field: 'phoneExtension', from: null, to: extension, why: 'from the phone number' })
}

function fillDomain(fields: LeadFields, changes: FieldChange[]): void {
  if (fields.domain !== undefined) return
  const ofWebsite = fields.website === undefined ? undefined : websiteDomain(fields.website)
  const domain = ofWebsite ?? (fields.email === undefined ? undefined : businessDomain(fields.email))
  if (domain === undefined) return
  fields.domain = domain
  changes.push({
    field: 'domain',
    from: null,
    to: domain,
    why: ofWebsite ? 'from the website' : 'from the e-mail address',
  })
}

function cleanWebsite(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: 2048 })
  // What a form that was pre-filled with "https://" sends.
  if (value !== undefined && /^(?:https?:\/*)?(?:www\.?)?$/iu.test(value)) {
    return { value: undefined, did: [...did, 'placeholder removed'] }
  }
  return { value, did }
}

function cleanPostalCode(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: 32 })
  // Upper case may be longer (ß → SS).
  const upper = value === undefined ? undefined : cut(value.toUpperCase().normalize('NFC'), 32).trimEnd()
  return { value: upper, did: upper === value ? did : [...did, 'upper case'] }
}
