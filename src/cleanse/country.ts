// Country names and codes → ISO 3166-1 alpha-2. Its one rule: a name that is not known for sure stays as typed, and is doubted.
import countries from 'i18n-iso-countries/index.js'
import { countryAliases, noCountry } from './country-names.ts'
import { countryLists } from './country-lists.ts'
import { foldPlace, placeKey } from './place-names.ts'
import { remember } from './remember.ts'
import { stateCountry } from './state.ts'
import { isFiller, tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 100

export function cleanCountry(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value === undefined) return { value, did }
  if (isFiller(value)) return { value: undefined, did: [...did, 'placeholder removed'] }
  const code = countryCode(value)
  if (code === undefined) return { value, did, suspicious: 'country not understood' }
  return { value: code, did: code === value ? did : [...did, 'country to ISO code'] }
}

/**
 * `Deutschland`, `U.S.A.`, `gbr`, `276`, `Munich, Germany`, `Germnay` → alpha-2, or undefined. The same few hundred spellings come again and again,
 * and a slip of the pen costs hundreds of look-ups.
 */
export const countryCode = remember(codeOf, 5_000)

function codeOf(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const whole = wholeName(text)
  // Known to name several countries: not for guessing.
  return whole === null ? undefined : (whole ?? partOf(text) ?? misspelt(foldPlace(text)))
}

/** null: a name that several countries share. */
function wholeName(text: string): string | null | undefined {
  return flag(text) ?? byName(foldPlace(text))
}

function byName(folded: string): string | null | undefined {
  if (/^[a-z]{2}$/.test(folded) && isCode(folded.toUpperCase())) return folded.toUpperCase()
  if (/^(?:[a-z]{3}|\d{3})$/.test(folded)) {
    const code = countries.toAlpha2(folded.toUpperCase())
    if (code !== undefined) return code
  }
  const known = names()
  const found = known.get(folded)
  if (found !== undefined) return found
  const bare = folded.replace(/^the|the$/, '')
  return known.get(bare) ?? known.get(withoutForm(bare))
}

/** UK, EL and a few more are no codes of ISO, and stand among the names. */
function isCode(code: string): boolean {
  return code === 'XK' || countries.isValid(code)
}

/** "Republic of", "Königreich" …: what a state calls itself, in several languages. Tried last, so Republic of China is not China. */
function withoutForm(folded: string): string {
  return folded.replace(
    /^(?:the)?(?:federalrepublic|islamicrepublic|peoplesrepublic|democraticrepublic|arabrepublic|republic|kingdom|state|principality|commonwealth|sultanate|federation|union|republik|konigreich|republique|royaume|principaute|republica|reino|repubblica|regno|republiek|koninkrijk)(?:of|de|du|des|d|del|della|di|van|do|da)?(?:the|la|le|l)?(?=\p{L}{4})/u,
    '',
  )
}

/** 🇩🇪 */
function flag(text: string): string | undefined {
  const letters = Array.from(text).flatMap((sign) => {
    const place = (sign.codePointAt(0) ?? 0) - 0x1f1e6
    return place >= 0 && place < 26 ? [String.fromCharCode(65 + place)] : []
  })
  const code = letters.join('')
  return letters.length === 2 && isCode(code) ? code : undefined
}

/**
 * `Germany (DE)`, `US - United States`, `Munich, Germany`, `Korea, Republic of`. Parts that name two countries name none, unless one is a state of
 * the other: `Georgia, USA`.
 */
function partOf(text: string): string | undefined {
  const parts = text
    .split(/[,/|()[\]:;•]|\s[-–—]\s|(?<=\p{L}{2})-(?=\p{L}{2})/u)
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
  if (parts.length < 2) return stateCountry(text)
  const turned = byName(foldPlace(parts.toReversed().join(' ')))
  if (turned) return turned
  const codes = [...new Set(parts.map(wholeName).filter((code) => typeof code === 'string'))]
  if (codes.length === 1) {
    // "Paris (Texas)", and not what comes first of "Turkey Hill, Ohio".
    const last = wholeName(parts.at(-1) ?? '')
    return last ?? (wholeName(parts[0] ?? '') ? codes[0] : undefined)
  }
  if (codes.length === 0) return undefined
  return codes.find((code) => parts.every((part) => wholeName(part) === code || stateCountry(part, code) === code))
}

const SHORTEST_MISSPELT = 5
const LONGEST_MISSPELT = 30
const letters = 'abcdefghijklmnopqrstuvwxyz'

/** One letter too many, too few, wrong, or two turned round; only when all such names are one country's. */
function misspelt(folded: string): string | undefined {
  if (folded.length < SHORTEST_MISSPELT || folded.length > LONGEST_MISSPELT || !/^[a-z]+$/.test(folded))
    return undefined
  const found = new Set<string>()
  const known = names()
  const look = (name: string): void => {
    const code = name.length < SHORTEST_MISSPELT ? undefined : known.get(name)
    if (code) found.add(code)
  }
  for (let at = 0; at <= folded.length; at += 1) {
    const [before, after] = [folded.slice(0, at), folded.slice(at)]
    if (after !== '') look(before + after.slice(1))
    if (after.length > 1) look(before + after[1] + after[0] + after.slice(2))
    for (const letter of letters) {
      look(before + letter + after)
      if (after !== '') look(before + letter + after.slice(1))
    }
  }
  return found.size === 1 ? [...found][0] : undefined
}

let table: ReadonlyMap<string, string | null> | undefined

/** Folded name → alpha-2, null when several countries share it; made on first use. Aliases go before English, English before the other languages. */
function names(): ReadonlyMap<string, string | null> {
  if (table) return table
  const known = new Map<string, string | null>()
  for (const [code, all] of Object.entries(countryAliases)) {
    for (const key of all.split(',').map(placeKey)) known.set(key, (known.get(key) ?? code) === code ? code : null)
  }
  for (const name of noCountry) known.set(placeKey(name), null)
  for (const line of countryLists.split('\n')) {
    const [code = '', list = ''] = line.split('=')
    for (const key of list.split(',')) if (!known.has(key)) known.set(key, code === '-' ? null : code)
  }
  table = known
  return known
}
