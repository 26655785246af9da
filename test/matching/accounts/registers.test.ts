// Numbers that registers give: they say which company it is, whatever else is said.
import { describe, expect, it } from 'vitest'
import { cleanCompanyIds, cleanDuns, cleanLei, cleanVat } from '../../../src/cleanse/company-ids.ts'
import { bothWays, match, type Given, type Scenario } from './book.ts'

/** Runs one: `it.each(list)('%s', gets)`. */
function gets(...[, lead, accounts, expected, settings]: Scenario): void {
  expect(bothWays(lead, accounts, settings)).toEqual([expected, expected])
}

const LEI = 'HWUPKR0MPOU8FGXBT394'
const OTHER_LEI = '7LTWFZYICNSX8D621K86'
const acme: Given = {
  name: 'Acme Corp',
  id: 'acme',
  domain: 'acme.com',
  externalIds: { duns: '150483782', lei: LEI, vat: 'DE811569869' },
}
const zephyr: Given = { name: 'Zephyr Ltd', id: 'zephyr', domain: 'zephyr.io' }

describe('an account with a number of a register', () => {
  const list: Scenario[] = [
    ['the same D-U-N-S number beside free mail', { email: 'ada@gmail.com', duns: '150483782' }, [acme, zephyr], 'acme'],
    ['the same LEI and nothing else', { lei: LEI }, [acme, zephyr], 'acme'],
    ['the same VAT number beside a placeholder', { vat: 'DE811569869', company: 'n/a' }, [acme, zephyr], 'acme'],
    ['the same number outweighs a domain', { email: 'a@zephyr.io', lei: LEI }, [acme, zephyr], 'acme'],
    ['the same number outweighs a name', { company: 'Zephyr', lei: LEI }, [acme, zephyr], 'acme'],
    ['one number is the same, another is not', { lei: LEI, duns: '987654321' }, [acme], 'acme'],
    [
      'another number under the same domain: a person decides',
      { email: 'a@acme.com', lei: OTHER_LEI },
      [acme],
      '? acme',
    ],
    ['another number under the same name: a person decides', { company: 'Acme', vat: 'DE136695976' }, [acme], '? acme'],
    [
      'another number beside a similar name',
      { company: 'Zephir', duns: '987654321' },
      [{ ...zephyr, externalIds: { duns: '123456789' } }],
      '-',
    ],
    ['a number that the account does not say', { email: 'a@zephyr.io', lei: LEI }, [zephyr], 'zephyr'],
    ['a number that nobody has', { duns: '987654321' }, [acme, zephyr], '-'],
    [
      'of two under one domain the one with the number',
      { email: 'a@acme.com', lei: OTHER_LEI },
      [acme, { name: 'Acme Leasing', id: 'leasing', domain: 'acme.com', externalIds: { lei: OTHER_LEI } }],
      'leasing',
    ],
    [
      'a VAT number that a whole group uses: the name decides',
      { vat: 'DE811569869', company: 'Acme Leasing' },
      [acme, { name: 'Acme Leasing', id: 'leasing', externalIds: { vat: 'DE811569869' } }],
      'leasing',
    ],
    [
      'a number says the child, and the country another one: the number counts',
      { lei: OTHER_LEI, email: 'a@acme.com', country: 'FR' },
      [
        { ...acme, country: 'DE' },
        {
          name: 'Acme Suisse',
          id: 'ch',
          domain: 'acme.com',
          country: 'CH',
          parentId: 'acme',
          externalIds: { lei: OTHER_LEI },
        },
        { name: 'Acme France', id: 'fr', country: 'FR', parentId: 'acme' },
      ],
      'ch',
    ],
  ]
  it.each(list)('%s', gets)

  it('is told in words', () => {
    expect(match({ lei: LEI }, [acme]).why).toBe('Acme Corp (A): the same LEI')
  })
})

describe('the form of a number', () => {
  it.each([
    ['15-048-3782', '150483782'],
    ['DUNS: 150483782', '150483782'],
    ['15048378', undefined],
    ['1504837821', undefined],
    ['000000000', undefined],
  ])('D-U-N-S %s', (typed, clean) => expect(cleanDuns(typed).value).toBe(clean))

  it.each([
    [LEI.toLowerCase(), LEI],
    ['HWUP KR0M POU8 FGXB T394', LEI],
    ['HWUPKR0MPOU8FGXBT395', undefined],
    ['HWUPKR0MPOU8FGXBT3', undefined],
  ])('LEI %s', (typed, clean) => expect(cleanLei(typed).value).toBe(clean))

  it.each([
    ['DE 811 569 869', undefined, 'DE811569869'],
    ['USt-IdNr. DE811569869', undefined, 'DE811569869'],
    ['811569869', 'DE', 'DE811569869'],
    ['811569869', undefined, undefined],
    ['ATU12345675', undefined, 'ATU12345675'],
    ['GR123456783', undefined, 'EL123456783'],
    ['123456783', 'GR', 'EL123456783'],
    ['NL123456789B01', undefined, 'NL123456789B01'],
    ['CHE-123.456.788 MWST', undefined, 'CHE123456788'],
    ['NO 123 456 785 MVA', undefined, 'NO123456785'],
    ['GB 980 7806 84', undefined, 'GB980780684'],
    ['FR 40 303 265 045', undefined, 'FR40303265045'],
    ['ESB58378431', undefined, 'ESB58378431'],
    ['DE81156986', undefined, undefined],
    ['DE000000000', undefined, undefined],
    ['US123456789', undefined, undefined],
  ])('VAT %s in %s', (typed, country, clean) => expect(cleanVat(typed, country).value).toBe(clean))

  it('of a kind that nobody knows here is letters and digits', () => {
    expect(cleanCompanyIds({ siren: '303 265 045', lei: 'nonsense', duns: '-' })).toEqual({ siren: '303265045' })
  })
})
