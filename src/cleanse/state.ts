// States, provinces and regions → the part of their ISO 3166-2 code after the country, or the name where that code is a number. Its one rule: what the country's table does not hold stays as typed.
import { foldPlace, placeKey } from './place-names.ts'
import { notTelling, subdivisions } from './subdivisions.ts'
import { isFiller, tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 100

/** @param country ISO alpha-2; without it nothing is known for sure */
export function cleanState(raw: string, country?: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value !== undefined && isFiller(value)) return { value: undefined, did: [...did, 'placeholder removed'] }
  const code = value === undefined || country === undefined ? undefined : stateCode(value, country)
  if (code === undefined || code === value) return { value, did }
  return { value: code, did: [...did, 'state to ISO code'] }
}

/** `Bavaria`, `Freistaat Bayern`, `DE-BY`, `by` in DE → `BY`. */
export function stateCode(text: string, country: string): string | undefined {
  const states = tables().byCountry.get(country)
  if (!states) return undefined
  const folded = foldPlace(text)
  const bare = foldPlace(
    text.replace(
      /^(?:state|province|canton|region|land|freistaat|provincia|estado|kanton|région|regione|provincie|bundesland|commonwealth|comunidad autónoma)\s+(?:of|de|di|do|du|d'|von|del)?\s*|\s+(?:state|province|canton|region|provincie)$/iu,
      '',
    ),
  )
  const own = country.toLowerCase()
  return (
    states.get(folded) ??
    states.get(bare) ??
    (folded.startsWith(own) ? states.get(folded.slice(own.length)) : undefined)
  )
}

/** The one country that has a state of this name; codes alone tell none. @param country asked for, so that a name that others have too is enough */
export function stateCountry(name: string, country?: string): string | undefined {
  const folded = foldPlace(name)
  const { byName, byCountry } = tables()
  if (country !== undefined) return byCountry.get(country)?.has(folded) ? country : undefined
  return byName.get(folded) ?? undefined
}

interface Tables {
  /** country → folded code or name → code */
  byCountry: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** folded name → country; null: of several */
  byName: ReadonlyMap<string, string | null>
}

let made: Tables | undefined

function tables(): Tables {
  if (made) return made
  const byName = new Map<string, string | null>(notTelling.map((name) => [placeKey(name), null]))
  const byCountry = new Map<string, Map<string, string>>()
  for (const [country, all] of Object.entries(subdivisions)) {
    const states = new Map<string, string>()
    for (const entry of all.split(';')) {
      const [code = '', list = ''] = entry.trim().split('=')
      const names = list.split('|')
      // 7 tells nobody that it is Tirol.
      const known = /\d/.test(code) ? (names[0] ?? code) : code
      states.set(placeKey(code), known)
      for (const name of names) {
        const folded = placeKey(name)
        if (!states.has(folded)) states.set(folded, known)
        if (folded.length > 3)
          byName.set(
            folded,
            (byName.get(folded) ?? country) === country && byName.get(folded) !== null ? country : null,
          )
      }
    }
    byCountry.set(country, states)
  }
  made = { byCountry, byName }
  return made
}
