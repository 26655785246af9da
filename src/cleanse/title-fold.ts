// A job title in pieces that compare: folded, gender and inflection taken off. Its one rule: lexicon and titles go through the same function, so
// what it does to a word need not be right, only the same on both sides.
import { remember } from './remember.ts'

/** Ends a part of a title: "CEO | Founder", "Sales, DACH". */
const breaks = /\s*(?:[,;|•·–—\n]|\s-\s|\s\/\s|\s\+\s|\band\s+also\b)\s*/u

/** What follows is the company: "CEO at Acme", "CTO @ Acme", "Leiterin bei Acme". */
const company = /\s(?:at|@|bei|bij|chez|presso|c\/o)\s.*$/u

/** Director in many spellings, and other endings that only tell the gender or the language. */
const endings: readonly [RegExp, string][] = [
  [/(er|ar|ent|ant|ist|or|at|alt|log|eur|ert)in(?:nen)?$/, '$1'],
  [/(?:euses?|eurs|eure|eures)$/, 'eur'],
  [/(?:trices?|teurs?|tora|tores|tore|toren|tors)$/, 'tor'],
  [/([ds])or(?:a|as|es)$/, '$1or'],
  [/^dir(?:ett|et|ekt)or$/, 'director'],
  [/(....)(?:esse)$/, '$1'],
  [/(..[ae]nt)e$/, '$1'],
  [/ees?$/, 'e'],
  [/(...)a$/, '$1o'],
]

/** Lower case, no accents, letters and digits only; ä and ae are one. */
export function foldTitle(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('œ', 'o')
    .replaceAll('æ', 'a')
    .replaceAll('ł', 'l')
}

/** One word in the form that is compared. The words of titles are few, and the lexicon is made of them at the first title. */
const canonical = remember(canonicalOf, 20_000)

function canonicalOf(word: string): string {
  // Not AE, the account executive.
  let form = word.length < 4 ? word : word.replaceAll('ae', 'a').replaceAll('oe', 'o').replaceAll('ue', 'u')
  for (const [ending, to] of endings) form = form.replace(ending, to)
  return form
}

export function titleWords(folded: string): string[] {
  // Most of the lexicon.
  const words = /^[a-z]+(?: [a-z]+)*$/.test(folded) ? folded.split(' ') : splitWords(folded)
  // Chargé d'affaires, but R&D
  const told = words.filter(
    (word, at) => (word !== 'd' && word !== 'l') || at === 0 || at === words.length - 1 || words[at - 1] === 'and',
  )
  return told.map(canonical)
}

function splitWords(folded: string): string[] {
  return folded
    .replace(/(?<=\b[a-z])\.(?=[a-z]\b)/g, '')
    .replace(/[&+]/g, ' and ')
    .replace(/\b(?:l|d|dell|all|nell|qu)['’`]/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Parts of a title, each in words. */
export function titleParts(title: string): string[][] {
  const bare = foldTitle(title)
    .replace(/\((?:[mwfdxhn](?:\s*[/|,]\s*[mwfdxhn]){1,3}|in|e|a|r|n|ne|trice)\)/g, '')
    // Leiter*in, Mitarbeiter:innen, Geschäftsführer/-in
    .replace(/(?<=\p{L})\s?[*:_/·](?:-?in(?:nen)?|r|n|e|trice|euse|ice)(?![\p{L}])/gu, '')
    .replace(/(?<=er)Innen$/u, '')
    .replace(company, '')
  return bare
    .split(breaks)
    .map(titleWords)
    .filter((words) => words.length > 0)
}
