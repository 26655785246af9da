// The names of countries that were folded beforehand.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { countryListsFile } from '../../tools/country-lists.ts'

test('are those of the package as it is installed: else run npm run country-lists', () => {
  const file = fileURLToPath(new URL('../../src/cleanse/country-lists.ts', import.meta.url))
  expect(readFileSync(file, 'utf8')).toBe(countryListsFile())
})
