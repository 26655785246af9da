// Countries: names and codes in seven languages, and what people write instead.
import countries from 'i18n-iso-countries/index.js'
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { countryAliases } from '../../src/cleanse/country-names.ts'
import { cleanCountry, countryCode } from '../../src/cleanse/country.ts'

const written: Record<string, string[]> = {
  US: [
    'us',
    'USA',
    'U.S.A.',
    'United States',
    'united states of america',
    'The United States',
    'États-Unis',
    'America',
    '840',
  ],
  GB: [
    'UK',
    'U.K.',
    'gb',
    'GBR',
    'Great Britain',
    'United Kingdom',
    'England',
    'Vereinigtes Königreich',
    'Reino Unido',
  ],
  DE: ['Germany', 'Deutschland', 'Allemagne', 'Alemania', 'Germania', 'Duitsland', 'Alemanha', 'DEU', ' germany '],
  NL: ['Holland', 'The Netherlands', 'Nederland', 'Pays-Bas'],
  CH: ['Switzerland', 'Schweiz', 'Suisse', 'Svizzera'],
  CI: ["Côte d'Ivoire", 'Cote d’Ivoire', 'Ivory Coast'],
  KR: ['South Korea', 'Korea, Republic of', 'Korea'],
  CZ: ['Czechia', 'Czech Republic', 'Česko'],
  TR: ['Türkiye', 'Turkey'],
}

test.each(Object.entries(written).flatMap(([code, names]) => names.map((name) => [name, code] as const)))(
  '%j is %s',
  (name, code) => {
    expect(cleanCountry(name).value).toBe(code)
  },
)

test.each(['Atlantis', 'ZZ', '999', 'EMEA', '?'])('keeps %j and doubts it', (name) => {
  expect(cleanCountry(name)).toEqual({ value: name, did: [], suspicious: 'country not understood' })
})

test('each alias leads to a country that exists, and each code to itself', () => {
  const aliases = Object.entries(countryAliases).flatMap(([code, all]) =>
    all.split(',').map((name) => ({ name: name.trim(), code })),
  )
  const codes = Object.keys(countries.getAlpha2Codes()).map((code) => ({ name: code, code }))
  expect(Object.keys(countryAliases).filter((code) => code !== 'XK' && !countries.isValid(code))).toEqual([])
  expect([...aliases, ...codes].filter(({ name, code }) => countryCode(name) !== code)).toEqual([])
})

test('each English name leads to its own country, whatever other languages call by that name', () => {
  const names = Object.entries(en.countries as Record<string, string | string[]>).flatMap(([code, all]) =>
    [all].flat().map((name) => ({ name, code })),
  )
  expect(names.filter(({ name, code }) => name !== 'Congo' && countryCode(name) !== code)).toEqual([])
})

test('doubts a name that two countries share', () => {
  expect(cleanCountry('Congo')).toMatchObject({ value: 'Congo', suspicious: 'country not understood' })
  expect(countryCode('DR Congo')).toBe('CD')
})
