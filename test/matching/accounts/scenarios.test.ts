// Written scenarios of lead to account: who gets the lead when companies are what companies are.
import { describe, expect, it } from 'vitest'
import { bothWays, type Given, type Scenario } from './book.ts'

/** Runs one: `it.each(list)('%s', gets)`. */
function gets(...[, lead, accounts, expected, settings]: Scenario): void {
  expect(bothWays(lead, accounts, settings)).toEqual([expected, expected])
}

const acme: Given = { name: 'Acme Corp', id: 'acme', domain: 'acme.com' }
const other: Given = { name: 'Zephyr Ltd', id: 'zephyr', domain: 'zephyr.io' }

describe('domains', () => {
  const list: Scenario[] = [
    ['the domain of the e-mail address', { email: 'ada@acme.com' }, [acme, other], 'acme'],
    ['a host below it', { email: 'ada@mail.eu.acme.com' }, [acme, other], 'acme'],
    ['the website that was typed', { website: 'https://www.acme.com/de' }, [acme, other], 'acme'],
    ['the domain field', { domain: 'acme.com' }, [acme, other], 'acme'],
    ['a name that is written as a domain', { company: 'acme.com' }, [acme, other], 'acme'],
    ['a name that is written as an address', { company: 'https://www.acme.com/' }, [acme, other], 'acme'],
    [
      'an account whose website is a host',
      { email: 'ada@acme.com' },
      [{ ...acme, domain: 'www.shop.acme.com' }],
      'acme',
    ],
    [
      'a second domain of the account',
      { email: 'ada@acme.de' },
      [{ ...acme, domains: ['acme.de', 'acme.fr'] }],
      'acme',
    ],
    ['nobody has the domain', { email: 'ada@nobody.com' }, [acme, other], '-'],
    ['two suffixes of one country', { email: 'ada@acme.co.uk' }, [{ ...acme, domain: 'acme.co.uk' }], 'acme'],
    ['another company under the same suffix', { email: 'ada@other.co.uk' }, [{ ...acme, domain: 'acme.co.uk' }], '-'],
    [
      'pages on one host are many companies',
      { email: 'ada@acme.github.io' },
      [{ ...acme, domain: 'zephyr.github.io' }],
      '-',
    ],
    [
      'a domain in another script',
      { email: 'ada@xn--bcher-kva.example' },
      [{ ...acme, domain: 'bücher.example' }],
      'acme',
    ],
    [
      'e-mail beside another website: the website says more',
      { email: 'a@zephyr.io', domain: 'acme.com' },
      [acme, other],
      '? acme, zephyr',
    ],
  ]
  it.each(list)('%s', gets)
})

describe('what names no company', () => {
  const list: Scenario[] = [
    ['free mail', { email: 'ada@gmail.com' }, [{ ...acme, domain: 'gmail.com' }], '-'],
    ['free mail of a country', { email: 'ada@yahoo.co.jp' }, [{ ...acme, domain: 'yahoo.co.jp' }], '-'],
    ['mail of the line at home', { email: 'ada@comcast.net' }, [{ ...acme, domain: 'comcast.net' }], '-'],
    ['a throw-away address', { email: 'ada@mailinator.com' }, [{ ...acme, domain: 'mailinator.com' }], '-'],
    ['a hidden address', { email: 'x@privaterelay.appleid.com' }, [{ ...acme, domain: 'appleid.com' }], '-'],
    [
      'a profile as website',
      { website: 'https://linkedin.com/company/acme' },
      [{ ...acme, domain: 'linkedin.com' }],
      '-',
    ],
    [
      'a denied domain',
      { email: 'ada@agency.com' },
      [{ ...acme, domain: 'agency.com' }],
      '-',
      { deniedDomains: ['agency.com'] },
    ],
    ['our own domain', { email: 'ada@ours.com' }, [{ ...acme, domain: 'ours.com' }], '-', { ours: ['ours.com'] }],
    [
      'a school, where schools are off',
      { email: 'a@mit.edu' },
      [{ ...acme, domain: 'mit.edu' }],
      '-',
      { education: 'off' },
    ],
    ['a school', { email: 'a@mit.edu' }, [{ ...acme, domain: 'mit.edu' }], 'acme'],
    ['a placeholder', { company: 'n/a' }, [{ name: 'N/A', id: 'na' }], '-'],
    ['"self employed"', { company: 'Self-employed' }, [{ name: 'Self Employed', id: 'self' }], '-'],
    ['"student"', { company: 'Student' }, [{ name: 'Student', id: 'student' }], '-'],
    ['"test"', { company: 'test' }, [{ name: 'Test', id: 'test' }], '-'],
    ['digits of a keyboard row', { company: '123' }, [{ name: '123', id: '123' }], '-'],
    ['nothing at all', {}, [acme], '-'],
    ['free mail beside a real name', { email: 'ada@gmail.com', company: 'Acme' }, [acme, other], 'acme'],
    ['free mail beside a placeholder', { email: 'ada@gmail.com', company: 'freelance' }, [acme, other], '-'],
  ]
  it.each(list)('%s', gets)
})

describe('names', () => {
  const list: Scenario[] = [
    ['without legal form', { company: 'Acme' }, [acme, other], 'acme'],
    ['with another spelling of the form', { company: 'ACME CORPORATION' }, [acme, other], 'acme'],
    ['forms before and after', { company: 'The Acme Company, Inc.' }, [{ name: 'Acme', id: 'acme' }], 'acme'],
    ['umlauts written out', { company: 'Mueller Maschinenbau' }, [{ name: 'Müller Maschinenbau GmbH', id: 'm' }], 'm'],
    ['accents left out', { company: 'Societe Generale' }, [{ name: 'Société Générale SA', id: 'sg' }], 'sg'],
    ['"&" and "and"', { company: 'Smith and Wesson' }, [{ name: 'Smith & Wesson', id: 'sw' }], 'sw'],
    ['dots in initials', { company: 'I.B.M.' }, [{ name: 'IBM', id: 'ibm' }], 'ibm'],
    ['words joined', { company: 'Face Book' }, [{ name: 'Facebook, Inc.', id: 'fb' }], 'fb'],
    ['a Chinese name', { company: '华为技术有限公司' }, [{ name: '华为技术', id: 'hw' }], 'hw'],
    ['a Chinese name known as alias', { company: '谷歌' }, [{ name: 'Google', id: 'g', aliases: ['谷歌'] }], 'g'],
    ['a Japanese form before the name', { company: '株式会社日立製作所' }, [{ name: '日立製作所', id: 'h' }], 'h'],
    ['a Russian name in its script', { company: 'ООО Ромашка' }, [{ name: 'Romashka', id: 'r' }], 'r'],
    [
      'a common name that two have',
      { company: 'Summit' },
      [
        { name: 'Summit Inc', id: 's1' },
        { name: 'Summit LLC', id: 's2' },
      ],
      '? s1, s2',
    ],
    [
      'the same name, another legal form of another country',
      { company: 'Alcan Inc.' },
      [{ name: 'Alcan S.A.', id: 'alcan' }],
      '? alcan',
    ],
    [
      'the same name in another country',
      { company: 'Delta', country: 'US' },
      [{ name: 'Delta', id: 'd', country: 'FR' }],
      '? d',
    ],
    [
      'the same name in the same country',
      { company: 'Alcan Inc.', country: 'FR' },
      [{ name: 'Alcan S.A.', id: 'a', country: 'FR' }],
      'a',
    ],
    ['a slip of the finger alone', { company: 'Zephir' }, [{ name: 'Zephyr', id: 'z' }], '? z'],
    [
      'a slip of the finger, and the same city',
      { company: 'Zephyr Robotcs', city: 'Graz' },
      [{ name: 'Zephyr Robotics', id: 'z', city: 'Graz' }],
      'z',
    ],
    [
      'a similar name in another country',
      { company: 'Zephyr Robotcs', country: 'AT' },
      [{ name: 'Zephyr Robotics', id: 'z', country: 'US' }],
      '? z',
    ],
    ['other numbers are other companies', { company: 'Studio 54' }, [{ name: 'Studio 55', id: 's' }], '-'],
    ['3i is not 3M', { company: '3i' }, [{ name: '3M', id: 'm' }], '-'],
    ['short names differ by one letter', { company: 'SAP' }, [{ name: 'SAS', id: 's' }], '-'],
    ['only weak words are the same', { company: 'Global Solutions' }, [{ name: 'Global Services', id: 's' }], '-'],
    ['a weak word differs on both sides', { company: 'Delta Systems' }, [{ name: 'Delta Solutions', id: 's' }], '-'],
    ['a place is added to a rare name', { company: 'Acme Germany' }, [{ name: 'Acme', id: 'a' }], 'a'],
    ['a place is added to a popular name', { company: 'Summit Germany' }, [{ name: 'Summit', id: 's' }], '? s'],
    [
      'a branch and another business of a rare name',
      { company: 'Zephyr Software Italia' },
      [{ name: 'Zephyr Devices', id: 'z' }],
      'z',
    ],
    ['a rare name and a word that tells more', { company: 'Zephyr Goldman' }, [{ name: 'Zephyr', id: 'z' }], '? z'],
    [
      'a place is added, and the city is the same',
      { company: 'Acme Germany', city: 'Bonn' },
      [{ name: 'Acme', id: 'a', city: 'Bonn' }],
      'a',
    ],
    ['an acronym alone', { company: 'IBM' }, [{ name: 'International Business Machines', id: 'ibm' }], '? ibm'],
    [
      'an acronym and the country',
      { company: 'IBM', country: 'US' },
      [{ name: 'International Business Machines', id: 'ibm', country: 'US' }],
      '? ibm',
    ],
    [
      'an acronym that is an alias',
      { company: 'IBM' },
      [{ name: 'International Business Machines', id: 'ibm', aliases: ['IBM'] }],
      'ibm',
    ],
    [
      'the former name as alias',
      { company: 'Facebook' },
      [{ name: 'Meta Platforms', id: 'meta', aliases: ['Facebook'] }],
      'meta',
    ],
    [
      'an alias of the file',
      { company: 'Google' },
      [{ name: 'Alphabet', id: 'a' }, other],
      'a',
      { aliases: { Alphabet: ['Google', 'google.com'] } },
    ],
    [
      'a domain that is an alias of the file',
      { email: 'a@google.com' },
      [{ name: 'Alphabet', id: 'a' }, other],
      'a',
      { aliases: { Alphabet: ['google.com'] } },
    ],
    [
      'the same phone beside a similar name',
      { company: 'Zephyr Robots', phone: '+43316123456' },
      [{ name: 'Zephyr Robotics', id: 'z', phone: '+43316123456' }],
      'z',
    ],
    ['a word more that tells companies apart', { company: 'Acme Bearings' }, [{ name: 'Acme Dynamite', id: 'a' }], '-'],
    ['only the first part of the domain', { email: 'a@acme.io' }, [{ name: 'Acme', id: 'a', domain: 'acme.com' }], '-'],
    [
      'the same name and the first part of the domain',
      { email: 'a@acme.de', company: 'Acme GmbH' },
      [{ name: 'Acme', id: 'a', domain: 'acme.com' }],
      'a',
    ],
    ['the same name, other domains', { email: 'a@roadworks.com', company: 'Zephyr' }, [other], '? zephyr'],
  ]
  it.each(list)('%s', gets)
})

describe('settings for names', () => {
  const list: Scenario[] = [
    [
      'a rare name is reviewed where the file says so',
      { company: 'Acme' },
      [{ name: 'Acme', id: 'a' }],
      '? a',
      { rareName: 'review' },
    ],
    ['a rare name is not looked at', { company: 'Acme' }, [{ name: 'Acme', id: 'a' }], '-', { rareName: 'off' }],
    [
      'a common name is not looked at',
      { company: 'Summit' },
      [
        { name: 'Summit', id: 's1' },
        { name: 'Summit', id: 's2' },
      ],
      '-',
      { commonName: 'off' },
    ],
    ['similar names are off', { company: 'Zephir' }, [{ name: 'Zephyr', id: 'z' }], '-', { similarName: 'off' }],
    ['the domain alone is reviewed', { email: 'a@acme.com' }, [acme], '? acme', { domainOnly: 'review' }],
    ['the domain alone is off', { email: 'a@acme.com' }, [acme], '-', { domainOnly: 'off' }],
    [
      'the domain and the name agree, whatever the domain alone does',
      { email: 'a@acme.com', company: 'Acme' },
      [acme],
      'acme',
      { domainOnly: 'off' },
    ],
    [
      'excluded relationships',
      { email: 'a@acme.com' },
      [{ ...acme, relationship: 'competitor' }],
      '-',
      { exclude: { relationships: ['competitor'] } },
    ],
    [
      'excluded names',
      { email: 'a@acme.com' },
      [{ ...acme, name: 'TEST Acme' }],
      '-',
      { exclude: { names: ['^test'] } },
    ],
  ]
  it.each(list)('%s', gets)
})
