// How companies are written: marks, scripts, abbreviations, branches, schools and offices.
import { describe, expect, it } from 'vitest'
import { bothWays, type Given, type Scenario } from './book.ts'

/** Runs one: `it.each(list)('%s', gets)`. */
function gets(...[, lead, accounts, expected, settings]: Scenario): void {
  expect(bothWays(lead, accounts, settings)).toEqual([expected, expected])
}

const named = (name: string, more: Partial<Given> = {}): Given[] => [
  { name, id: 'it', ...more },
  { name: 'Zephyr Ltd', id: 'zephyr', domain: 'zephyr.io' },
]

describe('marks and letters', () => {
  const list: Scenario[] = [
    ['an umlaut as oe, and the words joined', { company: 'Koelnmesse' }, named('Köln Messe GmbH'), 'it'],
    ['ß as ss, and "&" as "und"', { company: 'Gross und Soehne' }, named('Groß & Söhne KG'), 'it'],
    ['Danish letters left out', { company: 'Aeroe Faerge' }, named('Ærø Færge A/S'), 'it'],
    ['Swedish rings left out', { company: 'Orebro Hus' }, named('Örebro Hus AB'), 'it'],
    ['Polish marks left out', { company: 'Zabka Polska' }, named('Żabka Polska sp. z o.o.'), 'it'],
    ['a Turkish dot', { company: 'Is Bankasi' }, named('İş Bankası A.Ş.'), 'it'],
    ['a Czech hook and its form', { company: 'Skoda Auto' }, named('Škoda Auto a.s.'), 'it'],
    ['a French apostrophe of another kind', { company: "L'Oreal" }, named('L’Oréal S.A.'), 'it'],
    ['a Spanish ñ and "y"', { company: 'Penas e Hijos' }, named('Peñas y Hijos S.L.'), 'it'],
    ['a possessive', { company: 'Sainsburys' }, named("Sainsbury's plc"), 'it'],
    ['a hyphen for a blank', { company: '7 Eleven' }, named('7-Eleven, Inc.'), 'it'],
    ['"und" between digits', { company: '1 und 1' }, named('1&1 AG'), 'it'],
    ['capitals of another alphabet that look alike', { company: 'ΑΒΒ' }, named('ABB'), '-'],
    ['full-width letters', { company: 'ＡＣＭＥ' }, named('Acme'), 'it'],
    ['a place whose name could be an umlaut', { company: 'Tailspin Prague' }, named('Tailspin'), 'it'],
    ['a popular name that could be an umlaut: a person decides', { company: 'Phoenix' }, named('Phoenix'), '? it'],
    ['a trade mark sign', { company: 'Acme®' }, named('Acme'), 'it'],
    ['an addition in brackets', { company: 'Acme (Vienna office)' }, named('Acme'), 'it'],
    ['quotes around it', { company: '"Acme"' }, named('Acme'), 'it'],
  ]
  it.each(list)('%s', gets)
})

describe('other scripts', () => {
  const list: Scenario[] = [
    ['a Chinese group', { company: '阿里巴巴集团' }, named('阿里巴巴'), 'it'],
    ['a Chinese company of another city', { company: '上海华联' }, named('北京华联'), '-'],
    ['a Chinese name inside a longer one', { company: '华联' }, named('北京华联超市'), '-'],
    ['a Japanese form at the other end', { company: '(株)ソニー' }, named('ソニー株式会社'), 'it'],
    ['half-width kana', { company: 'ﾄﾖﾀ' }, named('株式会社トヨタ'), 'it'],
    ['a Korean form at the other end', { company: '삼성전자(주)' }, named('주식회사 삼성전자'), 'it'],
    ['a Russian form and quotes', { company: 'ПАО «Газпром»' }, named('Gazprom'), 'it'],
    ['a Ukrainian form', { company: 'ТОВ "Рошен"' }, named('Roshen'), 'it'],
    ['a Bulgarian name', { company: 'Лукойл ЕООД' }, named('Lukoil'), 'it'],
    ['a Serbian name in its two alphabets', { company: 'Ђердап' }, named('Đerdap d.o.o.'), 'it'],
    ['a Greek name', { company: 'Μυτιληναίος Α.Ε.' }, named('Mytilinaios'), 'it'],
    ['an Arabic name as it is', { company: 'أرامكو السعودية' }, named('أرامكو السعودية'), 'it'],
    [
      'a Chinese name beside the domain of its Latin one',
      { email: 'li@zephyr.io', company: '西风' },
      named('Acme'),
      'zephyr',
    ],
  ]
  it.each(list)('%s', gets)
})

describe('abbreviations', () => {
  const list: Scenario[] = [
    [
      '"Mfg" in the same city',
      { company: 'Tailspin Mfg', city: 'Graz' },
      named('Tailspin Manufacturing', { city: 'Graz' }),
      'it',
    ],
    [
      '"Intl" beside words that no other account has',
      { company: 'Intl Business Machines' },
      named('International Business Machines'),
      'it',
    ],
    ['letters joined by "&"', { company: 'AT & T' }, named('AT&T Inc.'), 'it'],
    ['two letters and a place: a person decides', { company: '3M Deutschland' }, named('3M'), '? it'],
    [
      'two letters, a place, and its country',
      { company: '3M Deutschland', country: 'DE' },
      named('3M', { country: 'DE' }),
      'it',
    ],
    ['letters that are an alias', { company: 'P&G' }, named('Procter & Gamble', { aliases: ['P&G'] }), 'it'],
    [
      'letters that an account has as its name, and that others could mean',
      { company: 'ABC' },
      [
        { name: 'ABC', id: 'abc', domain: 'abc.com' },
        { name: 'American Broadcasting Company', id: 'long' },
      ],
      '? abc',
    ],
    ['a number in letters: a person decides', { company: 'Four Seasons' }, named('4 Seasons'), '? it'],
    [
      '"Univ." for "University", and the country',
      { company: 'Univ. of Oxford', country: 'GB' },
      named('University of Oxford', { country: 'GB' }),
      'it',
    ],
  ]
  it.each(list)('%s', gets)
})

describe('branches and franchises', () => {
  const burgers: Given[] = [
    { name: 'Burger Palace Graz', id: 'graz', domain: 'burgerpalace.com', city: 'Graz', country: 'AT' },
    { name: 'Burger Palace Wien', id: 'wien', domain: 'burgerpalace.com', city: 'Wien', country: 'AT' },
  ]
  const list: Scenario[] = [
    [
      'the branch in the city of the lead',
      { email: 'a@burgerpalace.com', city: 'Wien', country: 'AT' },
      burgers,
      'wien',
    ],
    ['the branch that was named', { email: 'a@burgerpalace.com', company: 'Burger Palace Graz' }, burgers, 'graz'],
    ['no branch is named: a person decides', { email: 'a@burgerpalace.com' }, burgers, '? graz, wien'],
    [
      'the chain was named, and no branch: a person decides',
      { email: 'a@burgerpalace.com', company: 'Burger Palace' },
      burgers,
      '? graz, wien',
    ],
    [
      'a chain with one owner for all branches: the first',
      { email: 'a@burgerpalace.com' },
      burgers.map((each) => ({ ...each, ownerId: 'o' })),
      'graz',
    ],
    [
      'a branch of a chain that has no account there',
      { company: 'Hilton Hotel Munich' },
      [
        { name: 'Hilton Hotel Berlin', id: 'b' },
        { name: 'Hilton Hotel Hamburg', id: 'h' },
      ],
      '? b, h',
    ],
    [
      'a shop under the page of a host',
      { website: 'https://acme.myshopify.com' },
      [{ name: 'Zephyr', id: 'z', domain: 'zephyr.myshopify.com' }],
      '-',
    ],
  ]
  it.each(list)('%s', gets)
})

describe('schools and offices', () => {
  const cologne: Given = { name: 'Universität zu Köln', id: 'koeln', domain: 'uni-koeln.de', country: 'DE' }
  const list: Scenario[] = [
    ['a university by its domain', { email: 'a@uni-koeln.de' }, [cologne], 'koeln'],
    ['a department of it', { email: 'a@cs.uni-koeln.de' }, [cologne], 'koeln'],
    ['a student with an address there', { email: 'a@uni-koeln.de', company: 'Student' }, [cologne], 'koeln'],
    [
      'a university where schools are reviewed',
      { email: 'a@uni-koeln.de' },
      [cologne],
      '? koeln',
      { education: 'review' },
    ],
    [
      'a university that is named, where schools are reviewed',
      { email: 'a@uni-koeln.de', company: 'Universitaet zu Koeln' },
      [cologne],
      '? koeln',
      { education: 'review' },
    ],
    [
      'a company, where schools are reviewed',
      { email: 'a@zephyr.io' },
      named('Acme'),
      'zephyr',
      { education: 'review' },
    ],
    ['the university of another city', { company: 'University of Cambridge' }, named('University of Oxford'), '-'],
    [
      'a city by its domain',
      { email: 'a@austintexas.gov' },
      [{ name: 'City of Austin', id: 'austin', domain: 'austintexas.gov' }],
      'austin',
    ],
    ['an office of another city', { company: 'City of Boston' }, named('City of Austin'), '-'],
    [
      'two ministries under one domain: a person decides',
      { email: 'a@bmf.bund.de' },
      [
        { name: 'Bundesministerium der Finanzen', id: 'bmf', domain: 'bmf.bund.de' },
        { name: 'Bundesministerium des Innern', id: 'bmi', domain: 'bmi.bund.de' },
      ],
      '? bmf, bmi',
    ],
    [
      'the ministry that was named',
      { email: 'a@bmi.bund.de', company: 'Bundesministerium des Innern' },
      [
        { name: 'Bundesministerium der Finanzen', id: 'bmf', domain: 'bmf.bund.de' },
        { name: 'Bundesministerium des Innern', id: 'bmi', domain: 'bmi.bund.de' },
      ],
      'bmi',
    ],
  ]
  it.each(list)('%s', gets)
})
