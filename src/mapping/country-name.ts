// ISO country code → its name in one language, for CRMs that keep names. The other way is cleanse/country.ts.
import countries from 'i18n-iso-countries/index.js'
import de from 'i18n-iso-countries/langs/de.json' with { type: 'json' }
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import es from 'i18n-iso-countries/langs/es.json' with { type: 'json' }
import fr from 'i18n-iso-countries/langs/fr.json' with { type: 'json' }
import it from 'i18n-iso-countries/langs/it.json' with { type: 'json' }
import nl from 'i18n-iso-countries/langs/nl.json' with { type: 'json' }
import pt from 'i18n-iso-countries/langs/pt.json' with { type: 'json' }
import { countryCode } from '../cleanse/country.ts'

const names = { en, de, fr, es, it, nl, pt } as const
type Language = keyof typeof names
export const languages = Object.keys(names)

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(names, text)
}

/** Also of a name, which then is in this language afterwards. undefined: not known. */
export function countryName(text: string, language: Language): string | undefined {
  const code = countryCode(text)
  if (code === undefined || !countries.isValid(code)) return undefined
  const list = names[language].countries as Record<string, string | string[] | undefined>
  return [list[code]].flat()[0]
}
