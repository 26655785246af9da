// Numbers that registers give to companies: D-U-N-S, LEI, VAT. Its one rule: what has not the shape of such a number is removed, so that two that
// are equal are one company.
import { tidyText, type Cleaned } from './text.ts'

export const companyIdKinds = ['duns', 'lei', 'vat'] as const
export type CompanyIdKind = (typeof companyIdKinds)[number]

const MAX_LENGTH = 64

/** Nine digits; since 2006 without a check digit. https://www.dnb.com/en-us/smb/duns.html (2026-11) */
export function cleanDuns(raw: string): Cleaned {
  return cleaned(raw, 'D-U-N-S number', (text) => {
    const digits = text.replace(/^DUNS(?:NUMBER|NO|NR)?/u, '')
    return /^\d{9}$/.test(digits) && !/^(\d)\1+$/.test(digits) ? digits : undefined
  })
}

/** Eighteen signs and two check digits. ISO 17442, ISO 7064 mod 97-10: https://www.gleif.org/en/about-lei/iso-17442-the-lei-code-structure (2026-11) */
export function cleanLei(raw: string): Cleaned {
  return cleaned(raw, 'LEI', (text) => {
    const lei = text.length > 20 ? text.replace(/^LEI(?:CODE)?/u, '') : text
    return /^[A-Z0-9]{18}\d{2}$/.test(lei) && mod97(lei) === 1 ? lei : undefined
  })
}

function mod97(text: string): number {
  let rest = 0
  for (const sign of text) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97
  }
  return rest
}

/**
 * Country and number, as the EU's register writes it: `DE123456789`, for Greece `EL`. Without country it is read as one of the lead's.
 * @param country ISO 3166-1 alpha-2
 */
export function cleanVat(raw: string, country?: string): Cleaned {
  return cleaned(raw, 'VAT number', (text) => {
    const bare = text.replace(/^(?:VAT|UST|TVA|BTW|IVA|MWST|NIF)(?:IDNR|ID|NUMBER|NR|NO)?(?=[A-Z0-9])/u, '')
    const written = vatOf(bare.slice(0, 2), bare.slice(2))
    return written ?? (country === undefined ? undefined : vatOf(country, bare))
  })
}

/** What follows the country. https://ec.europa.eu/taxation_customs/vies/#/faq (2026-11); Switzerland, Norway and the United Kingdom by their own registers. */
const vatShapes: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CH: /^E?\d{9}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^(?:[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^(?:\d{9}|\d{12}|(?:GD|HA)\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(?:\d{7}[A-Z]{1,2}|\d[A-Z]\d{5}[A-Z])$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  NO: /^\d{9}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{10}01$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12}|(?:GD|HA)\d{3})$/,
}

function vatOf(country: string, number: string): string | undefined {
  const prefix = country === 'GR' ? 'EL' : country
  const bare = prefix === 'CH' || prefix === 'NO' ? number.replace(/(?:MWST|TVA|IVA|MVA)$/u, '') : number
  if (!vatShapes[prefix]?.test(bare) || /^(\d)\1+$/.test(bare)) return undefined
  return prefix === 'CH' ? `CHE${bare.replace('E', '')}` : `${prefix}${bare}`
}

function cleaned(raw: string, what: string, read: (text: string) => string | undefined): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value === undefined) return { value, did }
  const number = read(
    value
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  )
  if (number === value) return { value, did }
  return { value: number, did: [...did, number === undefined ? `no ${what}, removed` : `${what} in one form`] }
}

const cleaners: Record<CompanyIdKind, (raw: string, country?: string) => Cleaned> = {
  duns: cleanDuns,
  lei: cleanLei,
  vat: cleanVat,
}

/** Kind → number, those that have its shape. Of kinds that are not known here, letters and digits. */
export function cleanCompanyIds(raw: Readonly<Record<string, string>>, country?: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([kind, id]): [string, string][] => {
      const known = (companyIdKinds as readonly string[]).includes(kind)
      const value = known
        ? cleaners[kind as CompanyIdKind](id, country).value
        : id.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase()
      return value === undefined || value === '' ? [] : [[kind, value]]
    }),
  )
}
