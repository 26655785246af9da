// Phone numbers as E.164. Its one rule: a number that cannot be understood stays as it was typed.
import { isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max'
import { tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 64

/**
 * `+14155552671`; an extension follows as ` ext. 12`, since E.164 has none and callers need it.
 * @param country ISO alpha-2, for numbers typed without country code
 */
export function cleanPhone(raw: string, country?: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value === undefined) return { value, did }
  const number = understand(value, country)
  if (!number) {
    const why =
      country === undefined && !value.startsWith('+') ? 'phone number without a country' : 'invalid phone number'
    return { value, did, suspicious: why }
  }
  const normal = number.ext ? `${number.number} ext. ${number.ext}` : number.number
  return { value: normal, did: normal === value ? did : [...did, 'E.164'] }
}

function understand(text: string, country: string | undefined): PhoneNumber | undefined {
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
