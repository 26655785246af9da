// Company names and domains: the name as typed, the domain only when it belongs to one company.
import { expect, test } from 'vitest'
import { cleanCompany, isPlaceholder } from '../../src/cleanse/company.ts'
import { businessDomain, cleanDomain, registrableDomain, websiteDomain } from '../../src/cleanse/domain.ts'

test.each([
  ['  Example   Ltd. ', 'Example Ltd.'],
  ['Müller GmbH & Co. KG', 'Müller GmbH & Co. KG'],
  ['3M', '3M'],
  ['AAA', 'AAA'],
  ['Test Equity LLC', 'Test Equity LLC'],
  ['株式会社例', '株式会社例'],
])('keeps the name %j, legal form and all', (raw, value) => {
  expect(cleanCompany(raw).value).toBe(value)
})

test.each(['n/a', 'N.A.', '-', '...', 'test', 'TEST company', 'none', 'Self-employed', 'asdf', 'privat', '123'])(
  'removes the placeholder %j and says so',
  (raw) => {
    expect(isPlaceholder(raw)).toBe(true)
    expect(cleanCompany(raw)).toEqual({ value: undefined, did: ['placeholder removed'] })
  },
)

test.each([
  ['https://www.shop.example.co.uk/x?y=1', 'example.co.uk'],
  ['Example.COM', 'example.com'],
  ['acme.github.io', 'acme.github.io'],
  ['bücher.de', 'xn--bcher-kva.de'],
  ['acme.example', 'acme.example'],
  ['http://1.2.3.4/', undefined],
  ['localhost', undefined],
  ['github.io', undefined],
  ['not a domain', undefined],
  ['none.none', undefined],
])('the registrable domain of %j is %s', (text, domain) => {
  expect(registrableDomain(text)).toBe(domain)
})

test.each(['gmail.com', 'https://www.linkedin.com/company/example', 'facebook.com/example', 'nothing'])(
  'takes no domain from %j, which many share or which is none',
  (raw) => {
    expect(cleanDomain(raw).value).toBeUndefined()
    expect(websiteDomain(raw)).toBeUndefined()
  },
)

test('takes the domain of a business address, never of free mail', () => {
  expect(businessDomain('Ada@mail.example.com')).toBe('example.com')
  expect(businessDomain('ada@linkedin.com')).toBe('linkedin.com')
  expect(businessDomain('ada@gmail.com')).toBeUndefined()
  expect(businessDomain('ada')).toBeUndefined()
})
