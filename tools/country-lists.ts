// Writes src/cleanse/country-lists.ts: the names of countries that i18n-iso-countries has, folded and put together, since folding the lists of 45
// languages cost every start a twentieth of a second and 4 MB. `npm run country-lists` writes it; a test holds it against the package.
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { placeKey } from '../src/cleanse/place-names.ts'

/** English first, then the six other languages of the product, then native names: of two languages that mean different countries, the first is believed. */
const languages =
  'en de fr es it nl pt cs da el fi hu nb nn pl ro ru sk sl sv tr uk bg hr sr et lv lt is ga ca ja ko zh ar he hi th vi id ms fa ka hy kk'

const SEVERAL = '-'

export function countryListsFile(): string {
  const known = new Map<string, string>()
  for (const language of languages.split(' ')) {
    const fresh = new Map<string, string>()
    for (const [code, names] of Object.entries(listOf(language))) {
      for (const key of [names].flat().map(placeKey)) {
        if (key !== '') fresh.set(key, (fresh.get(key) ?? code) === code ? code : SEVERAL)
      }
    }
    for (const [key, code] of fresh) if (!known.has(key)) known.set(key, code)
  }
  const lines = [...Map.groupBy(known.keys(), (key) => known.get(key) ?? SEVERAL)]
    .map(([code, keys]) => `${code}=${keys.toSorted().join(',')}`)
    .toSorted()
  return `// Names of countries in the languages of those who fill in forms. Its one rule: made by tools/country-lists.ts out of i18n-iso-countries, never by hand.

/** \`code=name,name\` by line, names folded as placeKey does; - before those that several countries share. */
export const countryLists = \`${lines.join('\n')}\`
`
}

function listOf(language: string): Record<string, string | string[]> {
  const file = fileURLToPath(import.meta.resolve(`i18n-iso-countries/langs/${language}.json`))
  return (JSON.parse(readFileSync(file, 'utf8')) as { countries: Record<string, string | string[]> }).countries
}

if (import.meta.main) {
  await writeFile(fileURLToPath(new URL('../src/cleanse/country-lists.ts', import.meta.url)), countryListsFile())
}
