// Phone numbers as E.164, extension apart. Its one rule: a number that cannot be understood stays as it was typed.
import { isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max'
import { tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 64
/** So many digits from the right tell numbers of one country apart, without trunk prefix and country code. */
const KEY_DIGITS = 8

export interface CleanPhone extends Cleaned {
  /** Digits to dial once the switchboard answers. */
  extension?: string
}

/**
 * `+14155552671`, with the extension apart, since E.164 has none.
 * @param country ISO alpha-2, for numbers typed without country code
 */
export function cleanPhone(raw: string, country?: string): CleanPhone {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value === undefined) return { value, did }
  const number = understand(value, country)
  if (!number) {
    const why =
      country === undefined && !value.startsWith('+') ? 'phone number without a country' : 'invalid phone number'
    return { value, did, suspicious: why }
  }
  const normal = number.e164
  return {
    value: normal,
    did: normal === value ? did : [...did, 'E.164'],
    ...(number.extension === undefined ? {} : { extension: number.extension }),
  }
}

/** An extension that somebody gave as such: digits, without `ext.` before them. */
export function cleanExtension(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  const digits = value?.normalize('NFKC').replace(/\D/gu, '').slice(0, 15)
  if (digits === value) return { value, did }
  return {
    value: digits === '' ? undefined : digits,
    did: [...did, digits === '' ? 'no digits, removed' : 'digits only'],
  }
}

/**
 * Keys by which two numbers are one line: E.164 without extension; for a number that cannot be understood its last eight digits, which never
 * equal a key of the first kind. None for what is no number.
 * @param country ISO alpha-2, for numbers typed without country code
 */
export function phoneKeys(phone: string, country?: string): string[] {
  const { value, suspicious } = cleanPhone(phone, country)
  if (value === undefined) return []
  if (suspicious === undefined) return [value]
  const dialled = plain(value).replace(/(?:ext\.?|x)\s*\d+$/iu, '')
  const digits = /\p{L}/u.test(dialled) ? '' : dialled.replace(/\D/gu, '')
  const key = digits.slice(-KEY_DIGITS)
  // 00000000 and 11111111 are typed to get past a field.
  return key.length < KEY_DIGITS || /^(\d)\1+$/.test(key) ? [] : [key]
}

interface Understood {
  e164: string
  extension?: string
}

const MOST_REMEMBERED = 20_000
/** Switchboards come again and again, and reading one costs more than all else of a lead. */
const remembered = new Map<string, Understood | null>()

function understand(text: string, country: string | undefined): Understood | null {
  const key = `${country ?? ''} ${text}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const number = parse(plain(text), country)
  const found = number ? { e164: number.number, ...(number.ext ? { extension: number.ext } : {}) } : null
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(key, found)
  return found
}

/** `Tel.: …`, `tel:…` */
const label =
  /^(?:tel(?:efone?|ephone|efoon|éfono|éphone)?|phone|fon|ph|mob(?:il|ile|iel)?|cell(?:ulare|ular)?|handy|office|work|home|direct|[tpm])(?:\.?:|\.|\s)\s*(?=[+(\d])/iu
/** Extension as it is written where the library does not know the word. */
const localExtension =
  /[\s,;/-]+(?:dw|durchwahl|app|nst|nebenstelle|poste|interno|int|interne|ramal|anexo|toestel|tst|wew|linia)[.:]?\s*(\d{1,6})$/iu
/** 1-800-FLOWERS: letters as on the keys, in countries that write numbers so. */
const vanity = /^(\+?1[-. ]?)?\(?8\d\d\)?[-. ]?(?=.*[A-Z])[A-Z\d][A-Z\d-]{6,9}$/iu
const keypad = 'abcdefghijklmnopqrstuvwxyz'
const keypadDigits = '22233344455566677778889999'

function plain(text: string): string {
  const bare = text.replace(label, '').replace(localExtension, ' ext $1')
  if (!vanity.test(bare)) return bare
  return bare.toLowerCase().replace(/[a-z]/g, (letter) => keypadDigits[keypad.indexOf(letter)] ?? letter)
}

function parse(text: string, country: string | undefined): PhoneNumber | undefined {
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined
  // `00` is how most of the world dials out, also for people whose country we do not know or who live elsewhere.
  const tries = text.startsWith('00') ? [text, `+${text.slice(2)}`] : [text]
  for (const attempt of tries) {
    const number = parsePhoneNumberFromString(attempt, {
      ...(region ? { defaultCountry: region } : {}),
      // The whole text must be a number: "call me at …" is for a person to read.
      extract: false,
    })
    if (number?.isValid()) return number
  }
  return undefined
}
