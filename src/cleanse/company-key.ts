// What two company names are compared by. Its one rule: what tells companies apart stays, however short; legal forms, marks and signs go.
import { getDomain } from 'tldts'
import { isPlaceholder } from './company.ts'
import { middleForms, prefixForms, suffixForms, unspacedForms } from './legal-forms.ts'
import { remember } from './remember.ts'
import { transliterate, withoutUmlautE } from './transliterate.ts'
import { weakWords } from './weak-words.ts'

export interface CompanyKey {
  /** Words without legal form, joined: equal for "Acme Corp." and "ACME Corporation, Inc". Empty for a placeholder. */
  core: string
  words: readonly string[]
  /** Those that tell companies apart; all of them when every word is weak. */
  strong: readonly string[]
  /** First letters of three and more words. */
  acronym: string | null
  /** The name is written as a domain: "acme.co.uk". */
  domain: string | null
  /** Its legal form, as it was taken off. */
  legalForm: string | null
  isPlaceholder: boolean
}

const nothing: CompanyKey = {
  core: '',
  words: [],
  strong: [],
  acronym: null,
  domain: null,
  legalForm: null,
  isPlaceholder: true,
}

/** How much a weak word counts beside one that tells companies apart. */
export const WEAK = 0.35

export const companyKey = remember(companyKeyAnew, 8_000)

/** The same for names of which each comes once: to look it up among those before would only cost. */
export function companyKeyAnew(name: string): CompanyKey {
  if (isPlaceholder(name)) return nothing
  const domain = domainIn(name)
  const [bare, unspaced] = withoutUnspaced(name)
  const taken: string[] = unspaced === null ? [] : [unspaced]
  const words = withoutForms(wordsOf(bare), taken).map(withoutUmlautE)
  if (words.length === 0) return nothing
  return {
    ...ofWords(words),
    domain,
    legalForm: taken.length > 0 ? taken.join(' ') : null,
    isPlaceholder: false,
  }
}

function domainIn(name: string): string | null {
  const text = name.trim().toLowerCase()
  if (!/^(?:https?:\/\/)?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+\/?$/u.test(text)) return null
  return getDomain(text, { allowPrivateDomains: true })
}

const isPlain = /^[a-z0-9]+(?: [a-z0-9]+)*$/i
const andElsewhere: ReadonlySet<string> = new Set('und et og och ja y e'.split(' '))

function wordsOf(name: string): string[] {
  if (!isPlain.test(name)) return wordsBetweenSigns(name)
  const words = name.toLowerCase().split(' ')
  return words.map((word, at) => (at > 0 && at < words.length - 1 && andElsewhere.has(word) ? 'and' : word))
}

function wordsBetweenSigns(name: string): string[] {
  return (
    transliterate(name.replace(/\((?:[^)]*)\)/g, ' ').trim() || name)
      .replace(/^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}-]+)(?:\.[a-z]{2,6}){1,2}\/?$/u, '$1')
      // "s.p.a.", "A/S", "I.B.M." are one word.
      .replace(/(?<![\p{L}\p{N}])((?:\p{L}[./]){2,}\p{L}?|\p{L}\/\p{L})(?![\p{L}\p{N}])/gu, (letters) =>
        letters.replace(/[./]/g, ''),
      )
      .replace(/[’'`´]s\b/gu, 's')
      .replace(/[’'`´]/gu, '')
      .replace(/\s*(?:&|\+)\s*/gu, ' and ')
      .replace(/\b(?:und|et|og|och|ja|y|e)\b(?=\s)/gu, (word, at: number) => (at === 0 ? word : 'and'))
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .split(' ')
      .filter((word) => word !== '')
  )
}

/** Never to nothing, nor to an article: "Company" and "The Limited" are names. */
function withoutForms(all: string[], taken: string[]): string[] {
  let words = all
  for (;;) {
    const found = formEnding(words)
    const left = words.slice(0, -(found?.length ?? 0))
    if (!found || !namesSomething(left)) break
    taken.unshift(found.join(' '))
    words = left
  }
  for (;;) {
    const found = formAt(words, 0, prefixes)
    const left = words.slice(found?.length ?? 0)
    if (!found || !namesSomething(left)) break
    if (found[0] !== 'the') taken.unshift(found.join(' '))
    words = left
  }
  for (let at = 1; at < words.length - 1; at += 1) {
    const found = formAt(words, at, middles)
    if (!found) continue
    taken.push(found.join(' '))
    words = [...words.slice(0, at), ...words.slice(at + found.length)]
  }
  while (words.length > 1 && words.at(-1) === 'and') words = words.slice(0, -1)
  const told = words.filter((word) => word !== 'and')
  return told.length > 0 ? told : words
}

const namesSomething = (words: readonly string[]): boolean => words.some((word) => word !== 'the' && word !== 'and')

type Forms = ReadonlyMap<string, readonly (readonly string[])[]>

/** By the word at one end, so that most words are known at once to end no form. */
function byWord(forms: readonly (readonly string[])[], end: 0 | -1): Forms {
  return Map.groupBy(forms, (form) => form.at(end) as string)
}
const suffixes = byWord(suffixForms, -1)
const prefixes = byWord(prefixForms, 0)
const middles = byWord(middleForms, 0)

function formEnding(words: readonly string[]): readonly string[] | undefined {
  return suffixes.get(words.at(-1) ?? '')?.find((form) => stands(form, words, words.length - form.length))
}

function formAt(words: readonly string[], from: number, forms: Forms): readonly string[] | undefined {
  return forms.get(words[from] ?? '')?.find((form) => stands(form, words, from))
}

function stands(form: readonly string[], words: readonly string[], from: number): boolean {
  return from >= 0 && form.every((word, at) => words[from + at] === word)
}

const unspaced = unspacedForms.map((form) => ({ form, written: form.normalize('NFKC') }))

function withoutUnspaced(name: string): [string, string | null] {
  if (!/[\u2e80-\uffff]/.test(name)) return [name, null]
  const text = name.normalize('NFKC').trim()
  for (const { form, written } of unspaced) {
    if (text.length <= written.length) continue
    if (text.endsWith(written)) return [text.slice(0, -written.length), form]
    if (text.startsWith(written)) return [text.slice(written.length), form]
  }
  return [name, null]
}

/** The key of a name whose words were kept: `words` joined by blanks. */
export function keyOfWords(text: string): CompanyKey {
  const words = text === '' ? [] : text.split(' ')
  return words.length === 0 ? nothing : { ...ofWords(words), domain: null, legalForm: null, isPlaceholder: false }
}

function ofWords(words: readonly string[]): Pick<CompanyKey, 'core' | 'words' | 'strong' | 'acronym'> {
  const strong = words.filter((word) => !weakWords.has(word))
  return {
    core: words.join(''),
    words,
    strong: strong.length > 0 ? strong : words,
    acronym: words.length >= 3 ? words.map((word) => word[0]).join('') : null,
  }
}
