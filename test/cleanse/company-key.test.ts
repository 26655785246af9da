// What two company names are compared by, as people and registers write them.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companyKey } from '../../src/cleanse/company-key.ts'

const core = (name: string): string => companyKey(name).core

describe('one company', () => {
  it.each([
    ['Acme Corp.', 'ACME Corporation, Inc'],
    ['Müller GmbH & Co. KG', 'Mueller'],
    ['Muller', 'MÜLLER GMBH'],
    ['Ferrari S.p.A.', 'Ferrari'],
    ['A B Volvo', 'Volvo AB'],
    ['Газпром ПАО', 'ПАО Газпром'],
    ['Газпром', 'Gazprom'],
    ['华为技术有限公司', '华为技术'],
    ['株式会社トヨタ', 'トヨタ'],
    ['삼성전자 주식회사', '삼성전자'],
    ['Maersk A/S', 'Mærsk'],
    ['H&M Hennes & Mauritz AB', 'H & M Hennes and Mauritz'],
    ["Macy's Inc", 'Macys'],
    ['Kowalski Sp. z o.o.', 'Kowalski sp.z o.o'],
    ['PT Telkom Indonesia (Persero) Tbk', 'Telkom Indonesia'],
    ['I.B.M.', 'IBM'],
    ['acme.co.uk', 'Acme'],
    ['www.acme.com', 'ACME'],
    ['Grupo Bimbo S.A.B. de C.V.', 'Grupo Bimbo'],
    ['Acme Pty Ltd', 'Acme Pty. Limited'],
    ['The Boeing Company', 'Boeing'],
  ])('%s is %s', (a, b) => {
    expect(core(a)).toBe(core(b))
    expect(core(a)).not.toBe('')
  })
})

describe('two companies', () => {
  it.each([
    ['Acme Deutschland GmbH', 'Acme France SARL'],
    ['Delta Air Lines', 'Delta Dental'],
    ['Siemens AG', 'Siemens Energy AG'],
    ['3M', '3D'],
    ['The Limited', 'The Company'],
  ])('%s is not %s', (a, b) => {
    expect(core(a)).not.toBe(core(b))
  })
})

it.each(['Inc', 'Limited', 'The Limited', 'AB', 'SA', 'Co', 'GmbH'])('never takes the whole name: %s', (name) => {
  expect(core(name)).not.toBe('')
})

it.each(['n/a', 'none', '-', 'Self-employed', 'asdf', '123', ''])('gives no key to a placeholder: "%s"', (name) => {
  expect(companyKey(name)).toMatchObject({ core: '', isPlaceholder: true })
})

it.each([
  ['Acme Holding GmbH', 'holding gmbh', ['acme']],
  ['Nordic Energy Group ASA', 'asa', ['nordic', 'energy', 'group']],
  ['Acme Technologies Ltd', 'ltd', ['acme']],
])('tells the legal form and what tells it apart: %s', (name, legalForm, strong) => {
  expect(companyKey(name)).toMatchObject({ legalForm, strong })
})

it('reads a domain where one is written for a name', () => {
  expect(companyKey('https://shop.acme.co.uk/').domain).toBe('acme.co.uk')
  expect(companyKey('Acme').domain).toBeNull()
})

it('gives the first letters of longer names', () => {
  expect(companyKey('International Business Machines Corporation').acronym).toBe('ibm')
})

it('is made of letters and digits alone, whatever is typed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem({ maxCount: 4 })), (name) => {
      expect(core(name)).toMatch(/^[\p{L}\p{N}]*$/u)
    }),
  )
})
