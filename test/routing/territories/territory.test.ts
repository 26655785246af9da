// territories.yaml: named sets of leads, made of places, sizes, industries, accounts and each other.
import { describe, expect, it } from 'vitest'
import { ConfigError, faultLine } from '../../../src/errors.ts'
import { decide } from '../../../src/routing/decide.ts'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import type { Question } from '../../../src/routing/question.ts'
import { accountOf, bookOf, question, somePools } from '../book-of.ts'

const territories = `territories:
  dach: { countries: [DE, at, CH] }
  bavaria: { states: [DE-BY] }
  munich: { postal: { DE: ["80", 81000-81999] } }
  london: { postal: { GB: [EC1-EC4, WC1] } }
  large: { employees: [1000, null] }
  mid: { employees: [50, 999], countries: [DE] }
  software: { industries: [Software] }
  named: { accounts: [northwind.example, Contoso Ltd] }
  emea: { include: [dach, london], countries: [FR], exclude: [munich] }
  emea-large: { include: [emea], employees: [1000, null], exclude: [named] }
`
const rules = (when: string): string =>
  `rules: [{ name: one, when: ${when}, ignore: { reason: it is } }]\notherwise: { pool: spare }`
const holds = (when: string, asked: Question): boolean =>
  decide(asked, bookOf(rules(when), somePools, territories)).rule === 'one'
const lead = (fields: Question['lead']['fields']): Question => question({ lead: { fields } })

describe('a territory', () => {
  it.each<[string, Question['lead']['fields'], boolean]>([
    ['dach', { country: 'AT' }, true],
    ['dach', { country: 'FR' }, false],
    ['dach', {}, false],
    ['bavaria', { country: 'DE', state: 'BY' }, true],
    ['bavaria', { country: 'AT', state: 'BY' }, false],
    ['munich', { country: 'DE', postalCode: '80331' }, true],
    ['munich', { country: 'DE', postalCode: '81999' }, true],
    ['munich', { country: 'DE', postalCode: '82000' }, false],
    ['munich', { country: 'FR', postalCode: '80331' }, false],
    ['london', { country: 'GB', postalCode: 'ec2a 4ne' }, true],
    ['london', { country: 'GB', postalCode: 'EC5 1AA' }, false],
    ['large', { employees: 1000 }, true],
    ['large', {}, false],
    ['mid', { country: 'DE', employees: 999 }, true],
    ['mid', { country: 'DE', employees: 1000 }, false],
    ['mid', { country: 'FR', employees: 60 }, false],
    ['software', { industry: 'software' }, true],
    ['named', { domain: 'northwind.example' }, true],
    ['named', { company: 'CONTOSO Limited' }, true],
    ['named', { company: 'Contoso Pharma' }, false],
    ['emea', { country: 'FR' }, true],
    ['emea', { country: 'DE', postalCode: '10115' }, true],
    ['emea', { country: 'DE', postalCode: '80331' }, false],
    ['emea-large', { country: 'FR', employees: 5000 }, true],
    ['emea-large', { country: 'US', employees: 5000 }, false],
    ['emea-large', { country: 'FR', employees: 5000, domain: 'northwind.example' }, false],
  ])('%s: %j → %s', (name, fields, expected) => {
    expect(holds(`{ territory: ${name} }`, lead(fields))).toBe(expected)
  })

  it('is asked for alone, as one of several, or as none of several', () => {
    expect(holds('{ territory: [large, dach] }', lead({ country: 'DE' }))).toBe(true)
    expect(holds('{ territory: { not: [large, dach] } }', lead({ country: 'FR' }))).toBe(true)
    expect(holds('{ territory: { in: emea, not: dach } }', lead({ country: 'DE' }))).toBe(false)
  })

  it('knows an account by what the CRM has of it', () => {
    const account = accountOf({ name: 'Other', domain: null, details: { aliases: ['Contoso'] } })
    expect(holds('{ territory: named }', question({ account }))).toBe(true)
  })

  it('is told with where the lead is', () => {
    const book = bookOf(rules('{ territory: munich }'), somePools, territories)
    const asked = lead({ country: 'DE', state: 'BE', postalCode: '10115', industry: 'Software', employees: 12 })
    expect(explainDecision(decide(asked, book))[0]).toBe(
      'Rule "one" (rulebook/rules.yaml:1) does not hold: territory is munich (it is DE-BE 10115, Software, 12 employees).',
    )
  })
})

it('tells every fault of the file at once', () => {
  const faulty = `territories:
  a: { include: [b], countries: [UK] }
`
  const twice = `territories:
  dach: { countries: [DE] }
  a: { include: [b, dahc] }
  b: { countries: [FR], exclude: [a] }
  c: { accounts: ["-"] }
`
  const faultsOf = (text: string): string[] => {
    try {
      bookOf(rules('{ territory: a }'), somePools, text)
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map(faultLine)
    }
    return []
  }
  expect(faultsOf(faulty)).toEqual([
    'rulebook/territories.yaml:2:34 territories.a.countries[0]: "UK" is the code of no country: write two letters, such as DE or GB.',
  ])
  expect(faultsOf(twice)).toEqual([
    'rulebook/territories.yaml:3:18 territories.a.include[0]: "a" is made of "b", and "b" of "a": leave one of them out.',
    'rulebook/territories.yaml:3:21 territories.a.include[1]: No territory "dahc" (did you mean "dach"?).',
    'rulebook/territories.yaml:4:35 territories.b.exclude[0]: "b" is made of "a", and "a" of "b": leave one of them out.',
    'rulebook/territories.yaml:5:19 territories.c.accounts[0]: "-" names no company: write its domain or its name.',
  ])
  expect(faultsOf('territories: { a: { states: [US-ZZ] } }')[0]).toContain('"US-ZZ" is no state of US')
  expect(faultsOf('territories: { a: { exclude: [a] } }')[0]).toContain('Say what belongs to it')
})
