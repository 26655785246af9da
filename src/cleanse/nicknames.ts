// Which given names one person may go by: Bob is Robert. Its one rule: a nickname may stand for several names, and two full names
// are not one because they share a nickname: Alexander is not Alexandra.
import { nameWords } from './name-fold.ts'
import { nicknameTable } from './nickname-table.ts'

export type SameGiven = 'same' | 'nickname' | 'initial' | 'no'

let known: ReadonlyMap<string, readonly string[]> | undefined

/** Read at the first question, not at each start of a command. */
function knownForms(word: string): readonly string[] | undefined {
  known ??= readTable()
  return known.get(word)
}

function readTable(): ReadonlyMap<string, readonly string[]> {
  const forms = new Map<string, string[]>()
  for (const entry of nicknameTable) {
    const [names = '', nicknames = ''] = entry.split(':')
    const [formal = '', ...spellings] = names.trim().split('/').map(foldGiven)
    for (const word of [formal, ...spellings, ...nicknames.trim().split(/\s+/).map(foldGiven)]) {
      if (word === '') continue
      const before = forms.get(word) ?? [word]
      if (!before.includes(formal)) before.push(formal)
      forms.set(word, before)
    }
  }
  return forms
}

/** As the table holds it: one word of folded letters. */
function foldGiven(name: string): string {
  return nameWords(name).join('')
}

/** True for names and nicknames of the table. That a name is not there says nothing. */
export function isGivenName(name: string): boolean {
  return knownForms(foldGiven(name)) !== undefined
}

/** The formal names it may stand for, itself first. Empty only where there is no letter. */
export function givenForms(name: string): readonly string[] {
  const word = foldGiven(name)
  return knownForms(word) ?? (word === '' ? [] : [word])
}

/**
 * How two given names agree. Of several words as many are compared as both have, in their order, and the weakest says how: "Jean" is "Jean-Luc",
 * and "Jean-Pierre" is not.
 */
export function sameGiven(a: string, b: string): SameGiven {
  const one = nameWords(a)
  const other = nameWords(b)
  if (one.length === 0 || other.length === 0) return 'no'
  if (one.join('') === other.join('')) return one.every(isInitial) ? 'initial' : 'same'
  if (one.length !== other.length) {
    const whole = sameWord(one.join(''), other.join(''))
    if (whole === 'nickname') return whole
  }
  let weakest: SameGiven = 'same'
  for (const [at, word] of one.entries()) {
    const against = other[at]
    if (against === undefined) break
    const here = sameWord(word, against)
    if (here === 'no') return 'no'
    if (here === 'initial' || weakest === 'same') weakest = here
  }
  return weakest
}

function sameWord(a: string, b: string): SameGiven {
  if (isInitial(a) || isInitial(b)) return a[0] === b[0] ? 'initial' : 'no'
  if (a === b) return 'same'
  const forms = givenForms(a)
  return givenForms(b).some((form) => forms.includes(form)) ? 'nickname' : 'no'
}

/** Of scripts with an alphabet: 明 is a whole name. */
function isInitial(word: string): boolean {
  return /^[a-z]$/.test(word)
}
