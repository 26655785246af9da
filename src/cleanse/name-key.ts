// What two people's names are compared by. Its one rule: equal for all ways to write one name, and never empty for a name of letters, whatever its
// script.
import { doubleMetaphone } from 'double-metaphone'
import { nameWords } from './name-fold.ts'
import { nameParts, type PersonName } from './name-parts.ts'
import { isGivenParticle, isParticle } from './name-words.ts'
import { remember } from './remember.ts'

export interface NameKey {
  /** Folded words, those of "Jean-Luc" are two; without titles and particles. */
  given: readonly string[]
  family: readonly string[]
  /** First letters of given, then of family. */
  initials: string
  /** Both codes of double metaphone of each word; scripts without a code give the word itself. Initials have no sound. */
  sounds: { readonly given: readonly string[]; readonly family: readonly string[] }
  /** Words in one, particles in: "Le Blanc" and "Leblanc" are equal here. */
  joined: { readonly given: string; readonly family: string }
}

export function nameKey({ first, last, full }: PersonName): NameKey {
  return keyOfText(`${oneLine(first)}\n${oneLine(last)}\n${oneLine(full)}`)
}

const keyOfText = remember(keyOf, 50_000)

function oneLine(text = ''): string {
  return text.includes('\n') ? text.replaceAll('\n', ' ') : text
}

function keyOf(text: string): NameKey {
  const [first = '', last = '', full = ''] = text.split('\n')
  const parts = nameParts({ first, last, full })
  const typed = { given: wordsIn(parts.given), family: wordsIn(parts.family) }
  const given = joinedServants(typed.given.filter((word, at) => at === 0 || !isGivenParticle(word)))
  const family = familyWords(joinedServants(typed.family))
  return {
    given,
    family,
    initials: [...given, ...family].map((word) => String.fromCodePoint(word.codePointAt(0) as number)).join(''),
    sounds: { given: soundsOf(given), family: soundsOf(family) },
    joined: { given: typed.given.join(''), family: typed.family.join('') },
  }
}

/** "JP" in capitals is J. P.; no name has no vowel and two or three letters. */
function wordsIn(words: readonly string[]): string[] {
  return words.flatMap((word) =>
    nameWords(/^[BCDFGHJKLMNPQRSTVWXZ]{2,3}$/.test(word) ? word.split('').join(' ') : word),
  )
}

/** Never to nothing: Van and Le are family names, too. "Mc Donald" and "O Brien" are one word. */
function familyWords(all: readonly string[]): string[] {
  const whole: string[] = []
  for (const word of all) {
    const before = whole.at(-1)
    if (before === 'mc' || before === 'mac' || before === 'o') whole[whole.length - 1] = before + word
    else whole.push(word === 'st' || word === 'sankt' ? 'saint' : word)
  }
  const told = whole.filter((word) => !isParticle(word)).map((word) => word.replace(/^ال(?=\p{L}{2})/u, ''))
  return told.length > 0 ? told : whole
}

/** Abd al-Rahman, Abdul Rahman, Abdelrahman: servant of. */
function joinedServants(words: readonly string[]): string[] {
  const text = words
    .join(' ')
    .replace(/\babd(?:[aeu][lrsn]?(?: [aeu][lrsn])?| [aeu][lrsn]|(?= )) ?(?=[a-z]{3})/g, 'abdul')
  return text === '' ? [] : text.split(' ')
}

function soundsOf(words: readonly string[]): string[] {
  const named = words.filter((word) => !/^[a-z]$/.test(word))
  return [...new Set((named.length > 0 ? named : words).flatMap(codesOf))]
}

const codesOf = remember(codes, 50_000)

function codes(word: string): readonly string[] {
  if (!/^[a-z]+$/.test(word)) return [word]
  const heard = doubleMetaphone(word).filter((code) => code !== '')
  return heard.length > 0 ? heard : [word]
}
