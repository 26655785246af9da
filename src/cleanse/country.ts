// Country names and codes → ISO 3166-1 alpha-2. Its one rule: a name that is not known for sure stays as typed, and is doubted.
import countries from 'i18n-iso-countries/index.js'
import de from 'i18n-iso-countries/langs/de.json' with { type: 'json' }
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import es from 'i18n-iso-countries/langs/es.json' with { type: 'json' }
import fr from 'i18n-iso-countries/langs/fr.json' with { type: 'json' }
import it from 'i18n-iso-countries/langs/it.json' with { type: 'json' }
import nl from 'i18n-iso-countries/langs/nl.json' with { type: 'json' }
import pt from 'i18n-iso-countries/langs/pt.json' with { type: 'json' }
import { countryAliases } from './country-aliases.ts'
import { tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 100

export function cleanCountry(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value === undefined) return { value, did }
  const code = countryCode(value)
  if (code === undefined) return { value, did, suspicious: 'country not understood' }
  return { value: code, did: code === value ? did : [...did, 'country to ISO code'] }
}

/** `Deutschland`, `U.S.A.`, `gbr`, `276` → alpha-2, or undefined. */
export function countryCode(text: string): string | undefined {
  const folded = fold(text)
  if (/^[a-z]{2}$/.test(folded) && countries.isValid(folded.toUpperCase())) return folded.toUpperCase()
  if (/^(?:[a-z]{3}|\d{3})$/.test(folded)) {
    const code = countries.toAlpha2(folded.toUpperCase())
    if (code !== undefined) return code
  }
  return names().get(folded) ?? names().get(folded.replace(/^the/, '')) ?? undefined
}

let folded: ReadonlyMap<string, string | null> | undefined

/** Folded name → alpha-2, null when several countries share it; made on first use. Aliases go before English, English before the other languages. */
function names(): ReadonlyMap<string, string | null> {
  if (folded) return folded
  const known = new Map<string, string | null>()
  const add = (list: readonly (readonly [code: string, name: string])[]): void => {
    const fresh = new Map<string, string | null>()
    for (const [code, name] of list) {
      const key = fold(name)
      // "Congo" is two countries: neither is sure.
      fresh.set(key, (fresh.get(key) ?? code) === code ? code : null)
    }
    for (const [key, code] of fresh) if (!known.has(key)) known.set(key, code)
  }
  add(Object.entries(countryAliases).flatMap(([code, all]) => all.split(' ').map((name) => [code, name] as const)))
  for (const { countries: list } of [en, de, fr, es, it, nl, pt]) {
    const entries = Object.entries(list as Record<string, string | string[]>)
    add(entries.flatMap(([code, all]) => [all].flat().map((name) => [code, name] as const)))
  }
  folded = known
  return known
}

function fold(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('&', 'and')
    .replace(/[^\p{L}\p{N}]/gu, '')
}
