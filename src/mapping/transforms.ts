// The closed list of transforms that `with` may name, each documented by its row here. What they need stands in the files beside.
import { InputError } from '../errors.ts'
import { countryCode } from '../cleanse/country.ts'
import { cleanDomain } from '../cleanse/domain.ts'
import { compilePattern } from '../cleanse/pattern.ts'
import { cleanPhone } from '../cleanse/phone.ts'
import { cut } from '../cleanse/text.ts'
import { convert } from './convert.ts'
import { dateForm, isZone, readDay, readInstant } from './dates.ts'
import { htmlToText } from './html-to-text.ts'
import { countryName, isLanguage, languages } from './country-name.ts'
import { readAmount } from './numbers.ts'
import { afterFirstWord, firstWord, rangeMiddle, titleCase, webAddress } from './texts.ts'
import { each, texts, type Transform } from './transform.ts'

const split = (separator: string) => (value: Parameters<typeof texts>[0]) =>
  texts(value)
    .flatMap((text) => text.split(separator))
    .map((item) => item.trim())
    .filter((item) => item !== '')

/** One that takes nothing in brackets. */
const plain = (change: Parameters<typeof each>[0]) => () => each(change)

export const transforms: Readonly<Record<string, Transform>> = {
  trim: {
    says: 'Takes spaces off both ends.',
    example: { with: 'trim', from: '  Ada ', gives: 'Ada' },
    settles: true,
    compile: plain((text) => text.trim()),
  },
  lowercase: {
    says: 'Small letters.',
    example: { with: 'lowercase', from: 'ACME', gives: 'acme' },
    settles: true,
    compile: plain((text) => text.toLowerCase()),
  },
  uppercase: {
    says: 'Capital letters.',
    example: { with: 'uppercase', from: 'de', gives: 'DE' },
    settles: true,
    compile: plain((text) => text.toUpperCase()),
  },
  'title-case': {
    says: 'A capital letter at the start of each word, small letters after it.',
    example: { with: 'title-case', from: 'NEW YORK', gives: 'New York' },
    settles: true,
    compile: plain(titleCase),
  },
  'collapse-spaces': {
    says: 'Makes one space of many, and takes them off both ends.',
    example: { with: 'collapse-spaces', from: ' Ada   King ', gives: 'Ada King' },
    settles: true,
    compile: plain((text) => text.replace(/\s+/gu, ' ').trim()),
  },
  'html-to-text': {
    says: 'Drops tags, scripts and styles, and reads `&amp;` and the like.',
    example: { with: 'html-to-text', from: '<p>Please <b>call</b> me</p>', gives: 'Please call me' },
    compile: plain(htmlToText),
  },
  digits: {
    says: 'Keeps only the digits 0 to 9.',
    example: { with: 'digits', from: 'No. 12-34', gives: '1234' },
    settles: true,
    compile: plain((text) => text.replace(/[^0-9]/gu, '')),
  },
  'first-word': {
    says: 'The text up to the first space: a first name out of a full name.',
    example: { with: 'first-word', from: 'Ada King Lovelace', gives: 'Ada' },
    settles: true,
    compile: plain(firstWord),
  },
  'after-first-word': {
    says: 'The text after the first space: a last name out of a full name. Nothing when there is one word.',
    example: { with: 'after-first-word', from: 'Ada King Lovelace', gives: 'King Lovelace' },
    compile: plain(afterFirstWord),
  },
  truncate: {
    says: 'Cuts after so many characters, as the field of a CRM demands.',
    example: { with: 'truncate(8)', from: 'Lovelace-King', gives: 'Lovelace' },
    settles: true,
    arguments: ['how many characters to keep, 1 to 100000'],
    compile: ([written = '']) => {
      const length = /^\d{1,6}$/u.test(written) ? Number(written) : 0
      if (length < 1 || length > 100_000) return { wrong: 'truncate(255)' }
      return each((text) => cut(text, length).trimEnd())
    },
  },
  extract: {
    says:
      'What a pattern finds: its first group, or all of it. Nothing when it finds nothing. Patterns are those of RE2: no look-around, no ' +
      'back-references, and no text makes them slow.',
    example: { with: String.raw`extract("utm_source=(\w+)")`, from: '/demo?utm_source=news&x=1', gives: 'news' },
    arguments: ['a pattern'],
    compile: ([source = '']) => {
      if (source === '') return { wrong: String.raw`extract("id=(\d+)")` }
      try {
        const pattern = compilePattern(source)
        return each((text) => pattern.extract(text))
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        return { fault: error.message }
      }
    },
  },
  split: {
    says: 'Makes a list of text, cut at each of these marks. Spaces around the items go, empty items too.',
    example: { with: 'split("/")', from: 'Retail / Banking', gives: ['Retail', 'Banking'] },
    settles: true,
    arguments: ['the mark between the items'],
    compile: ([separator = '']) => (separator === '' ? { wrong: 'split(";")' } : split(separator)),
  },
  'split-comma': {
    says: 'Makes a list of text with commas.',
    example: { with: 'split-comma', from: 'Retail, Banking', gives: ['Retail', 'Banking'] },
    settles: true,
    compile: () => split(','),
  },
  'split-semicolon': {
    says: 'Makes a list of text with semicolons, as CRMs send multiple choices.',
    example: { with: 'split-semicolon', from: 'Retail;Banking', gives: ['Retail', 'Banking'] },
    settles: true,
    compile: () => split(';'),
  },
  join: {
    says: 'Makes one text of a list, with this between the items; without brackets a comma and a space.',
    example: { with: 'join(" / ")', from: ['Retail', 'Banking'], gives: 'Retail / Banking' },
    settles: true,
    arguments: ['what stands between the items?'],
    compile: ([between = ', ']) => {
      return (value) =>
        texts(value)
          .filter((item) => item.trim() !== '')
          .join(between)
    },
  },
  'first-of': {
    says: 'The first item of a list that holds something.',
    example: { with: 'first-of', from: ['', 'Retail', 'Banking'], gives: 'Retail' },
    settles: true,
    compile: () => (value) => texts(value).find((item) => item.trim() !== ''),
  },
  'last-of': {
    says: 'The last item of a list that holds something.',
    example: { with: 'last-of', from: ['Retail', 'Banking'], gives: 'Banking' },
    settles: true,
    compile: () => (value) => texts(value).findLast((item) => item.trim() !== ''),
  },
  number: {
    says:
      'A number, also with a currency sign, a percent sign or separators of thousands. The decimal mark stands in brackets: `number(",")` for ' +
      '`1.234,50`. Nothing when it is no number.',
    example: { with: 'number(",")', from: '€ 1.234,50', gives: 1234.5 },
    settles: true,
    arguments: ['the decimal mark, "." or ","?'],
    compile: ([mark = '.']) => {
      if (mark !== '.' && mark !== ',') return { wrong: 'number(",") or number' }
      const read = each((text) => readAmount(text, mark))
      return (value) => (typeof value === 'number' ? value : read(value))
    },
  },
  'range-middle': {
    says: 'The middle of a range as a whole number; `1,000+` gives 1000. Other text stays as it is.',
    example: { with: 'range-middle', from: '11-50', gives: '30' },
    settles: true,
    compile: plain(rangeMiddle),
  },
  boolean: {
    says: 'One of true and false, of yes/no, on/off, 1/0, true/false. Nothing when it is none of them.',
    example: { with: 'boolean', from: 'Yes', gives: true },
    settles: true,
    compile: plain((text) => {
      const read = convert(text, 'boolean')
      return 'value' in read ? (read.value as boolean) : undefined
    }),
  },
  date: {
    says:
      'An instant, as ISO 8601 in UTC. In brackets the zone of times that name none (UTC without it), then the form, made of YYYY MM DD HH mm ss. ' +
      'Without a form: ISO 8601, or seconds or milliseconds since 1970. Nothing when it is no date.',
    example: {
      with: 'date(Europe/Berlin, "DD.MM.YYYY HH:mm")',
      from: '1.7.2026 09:30',
      gives: '2026-07-01T07:30:00.000Z',
    },
    arguments: ['a time zone?', 'a form?'],
    compile: ([zone = 'UTC', written]) => {
      const form = written === undefined ? undefined : dateForm(written)
      if (!isZone(zone)) return { wrong: 'a zone of the IANA list first: date(Europe/Berlin)' }
      if (written !== undefined && !form)
        return { wrong: 'a form with YYYY, MM and DD second: date(UTC, "DD.MM.YYYY")' }
      return each((text) => readInstant(text, zone, form))
    },
  },
  day: {
    says: 'The day that an instant falls on in this zone (UTC without it), for date fields of a CRM. Nothing when it is no date.',
    example: { with: 'day(Asia/Tokyo)', from: '2026-07-01T20:00:00Z', gives: '2026-07-02' },
    settles: true,
    arguments: ['a time zone?'],
    compile: ([zone = 'UTC']) =>
      isZone(zone) ? each((text) => readDay(text, zone)) : { wrong: 'a zone of the IANA list: day(Europe/Berlin)' },
  },
  phone: {
    says: 'E.164, with the country in brackets for numbers that name none. What cannot be read stays as it is.',
    example: { with: 'phone(DE)', from: '030 901820', gives: '+4930901820' },
    settles: true,
    arguments: ['an ISO country code?'],
    compile: ([country]) => {
      if (country !== undefined && !/^[A-Z]{2}$/u.test(country)) return { wrong: 'an ISO country code: phone(DE)' }
      return each((text) => cleanPhone(text, country).value)
    },
  },
  country: {
    says: 'The ISO code of a country, from its name in seven languages or from other codes. What is not known stays as it is.',
    example: { with: 'country', from: 'Deutschland', gives: 'DE' },
    settles: true,
    compile: plain((text) => countryCode(text) ?? text),
  },
  'country-name': {
    says: 'The name of a country, for a CRM that keeps names; in brackets the language, English without it. What is not known stays as it is.',
    example: { with: 'country-name', from: 'DE', gives: 'Germany' },
    settles: true,
    arguments: [`a language: ${languages.join(', ')}?`],
    compile: ([language = 'en']) =>
      isLanguage(language)
        ? each((text) => countryName(text, language) ?? text)
        : { wrong: `one of ${languages.join(', ')}: country-name(de)` },
  },
  domain: {
    says: 'The registrable domain of a web address, a host or a domain. Nothing for free mail, and for hosts that many companies share.',
    example: { with: 'domain', from: 'https://www.shop.example.co.uk/x', gives: 'example.co.uk' },
    settles: true,
    compile: plain((text) => cleanDomain(text).value),
  },
  url: {
    says: 'A whole web address: `https://` before it where it is missing, the host in small letters. Nothing when it is none.',
    example: { with: 'url', from: 'WWW.Example.com/Pricing', gives: 'https://www.example.com/Pricing' },
    settles: true,
    compile: plain(webAddress),
  },
}
