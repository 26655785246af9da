// Company names. Its one rule: the name stays as typed, legal form included; only what is no name goes.
import { tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 255

/** What people type to get past a required field, folded: lower case, letters and digits only. */
const placeholders = new Set(
  (
    'na none nocompany nocompanyname notapplicable notavailable nil null undefined unknown company companyname mycompany test ' +
    'testcompany testing asdf asdfasdf qwerty xx xxx xxxx 123 1234 12345 0 1 private privat privado particular ' +
    'individual personal self selfemployed myself freelance freelancer student unemployed retired home keine keinefirma ' +
    'aucune aucun ninguna ninguno nessuna nessuno geen nenhuma tbd tba'
  ).split(' '),
)

const LONGEST_PLACEHOLDER = Math.max(...Array.from(placeholders, ({ length }) => length))
const isPlain = /^[A-Za-z0-9]+ ?[A-Za-z0-9]+$/

export function cleanCompany(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value === undefined || !isPlaceholder(value)) return { value, did }
  return { value: undefined, did: [...did, 'placeholder removed'] }
}

/** True for `n/a`, `-`, `test` … : text that only fills a required field. */
export function isPlaceholder(text: string): boolean {
  // Two words of plain letters, and longer than any placeholder, as most names are.
  if (text.length > LONGEST_PLACEHOLDER + 1 && isPlain.test(text)) return false
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return folded === '' || placeholders.has(folded)
}
