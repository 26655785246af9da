// All fields of a lead in one form. Its one rule: every change is listed with why, and cleaning twice changes nothing more.
import { leadFields, type FieldChange, type LeadField, type LeadFields } from '../lead/lead.ts'
import { cleanCompany } from './company.ts'
import { cleanDuns, cleanLei, cleanVat } from './company-ids.ts'
import { cleanConsent } from './consent.ts'
import { countryCode } from './country.ts'
import { derivedFields } from './derived.ts'
import { cleanDomain } from './domain.ts'
import { cleanEmail } from './email.ts'
import { cleanIndustry } from './industry.ts'
import { junkReasons, type JunkSettings } from './junk.ts'
import { cleanExtension, cleanPhone } from './phone.ts'
import { cleanNameFields } from './person-name.ts'
import { cleanPlace } from './place.ts'
import { cut, isFiller, tidyText, type Cleaned } from './text.ts'
import { cleanDepartment, cleanSeniority } from './title-fields.ts'

type TextField = Exclude<LeadField, 'employees' | 'score'>
type Cleaner = (raw: string, country: string | undefined) => Cleaned

const line =
  (max: number): Cleaner =>
  (raw) =>
    tidyText(raw, { max })

/** A text of which only the filler goes. */
const fact =
  (max: number): Cleaner =>
  (raw) => {
    const { value, did } = tidyText(raw, { max })
    return value !== undefined && isFiller(value)
      ? { value: undefined, did: [...did, 'placeholder removed'] }
      : { value, did }
  }

/** Caps are those of the CRM fields where they are known, else generous. Names, country and state come before: each is read with the help of the other. */
const cleaners: Record<Exclude<TextField, 'country' | 'state' | 'email' | 'firstName' | 'lastName'>, Cleaner> = {
  phone: (raw, country) => cleanPhone(raw, country),
  phoneExtension: cleanExtension,
  title: fact(255),
  department: cleanDepartment,
  seniority: cleanSeniority,
  company: (raw) => cleanCompany(raw),
  website: cleanWebsite,
  domain: (raw) => cleanDomain(raw),
  duns: cleanDuns,
  lei: cleanLei,
  vat: cleanVat,
  postalCode: cleanPostalCode,
  city: fact(100),
  industry: cleanIndustry,
  source: line(255),
  channel: line(255),
  campaign: line(255),
  message: (raw) => tidyText(raw, { max: 32_000, lines: true }),
  consent: cleanConsent,
}
const cleanerList = Object.entries(cleaners) as [keyof typeof cleaners, Cleaner][]

export interface CleanFields {
  /** Without prototype. Fields of which nothing was left are absent. */
  fields: LeadFields
  changes: FieldChange[]
  suspicious: string[]
}

export function cleanFields(raw: LeadFields, settings: JunkSettings = {}): CleanFields {
  const fields = Object.create(null) as LeadFields
  const changes: FieldChange[] = []
  const suspicious: string[] = []
  const take = (field: TextField, { value, did, suspicious: doubt }: Cleaned): void => {
    const before = raw[field]
    if (value !== undefined) fields[field] = value
    if (value !== before) changes.push({ field, from: before ?? null, to: value ?? null, why: did.join(', ') })
    if (doubt !== undefined) suspicious.push(doubt)
  }
  const place = cleanPlace(raw)
  if (place.country) take('country', place.country)
  if (place.state) take('state', place.state)
  const country = fields.country === undefined ? undefined : countryCode(fields.country)
  if (raw.email !== undefined) take('email', cleanEmail(raw.email))
  const { firstName, lastName } = cleanNameFields(raw)
  if (firstName) take('firstName', firstName)
  if (lastName) take('lastName', lastName)
  for (const [field, clean] of cleanerList) {
    const before = raw[field]
    if (before !== undefined) take(field, clean(before, country))
  }
  cleanNumbers(raw, fields, changes)
  for (const { field, value, why } of derivedFields(raw, fields, country)) {
    fields[field] = value
    changes.push({ field, from: null, to: value, why })
  }
  suspicious.push(...junkReasons(fields, settings))
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
