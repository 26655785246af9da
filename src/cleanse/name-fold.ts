// A person's name in the letters it is compared by. Its one rule: whoever types the same name with or without its marks, in another script of its
// language or in an older way of writing, gets the same words; folding twice changes nothing.
import { remember } from './remember.ts'
import { transliterate } from './transliterate.ts'

/** Scripts whose marks are left out by those who write them, or that we write in Latin letters. In the others (Devanagari, Thai, kana) a mark is a letter. */
const marksMayGo = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}]/u

/** Greek letters whose sound hangs on their neighbours, and beta. Source: ELOT 743. */
const greekSounds: readonly (readonly [RegExp, string])[] = [
  [/ου/gu, 'ou'],
  [/([αε])υ(?=[βγδζλμνραεηιουω])/gu, '$1v'],
  [/([αε])υ/gu, '$1f'],
  [/γ(?=[γξχ])/gu, 'n'],
  [/^μπ/gu, 'b'],
  [/β/gu, 'v'],
]

export const apostrophes = /['’‘ʼʻ`´′＇]/gu
const pronouns =
  /[([]\s*(?:s?he|they|ze|xe|sie|er|elle|il|iel|ella|él|ele|ela|lui|lei|hij|zij|hen|hon|han|any)(?:\s*[/|,]\s*[\p{L}]{1,8}){1,3}\s*[)\]]/giu

/** "Ada Lovelace (she/her)", as people write it into their name. */
export function withoutPronouns(text: string): string {
  return /[([]/.test(text) ? text.replace(pronouns, ' ') : text
}

/** Words of letters, folded; those of "Jean-Luc" are two, "J.R." are two, "O'Brien" is one. Digits stay with their word. */
export function nameWords(text: string): string[] {
  if (/^[A-Za-z]+$/.test(text)) return [foldWord(text)]
  return withoutPronouns(text)
    .normalize('NFKC')
    .replace(apostrophes, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(foldWord)
    .filter((word) => word !== '')
}

/** Names come again and again. */
export const foldWord = remember(folded, 50_000)

function folded(word: string): string {
  if (/^[A-Za-z]+$/.test(word)) return latinWord(word.toLowerCase())
  if (!marksMayGo.test(word)) return word.normalize('NFKC').toLowerCase()
  const letters = transliterate(/\p{sc=Greek}/u.test(word) ? ofGreek(word) : word)
  // Letters that are known only once their mark is off: ǿ, ѝ.
  const latin = latinWord(/^[a-z]*$/.test(letters) ? letters : transliterate(letters))
  return latin === '' ? word.toLowerCase() : latin
}

function ofGreek(word: string): string {
  let text = word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase()
  for (const [pair, sound] of greekSounds) text = text.replace(pair, sound)
  return text
}

function latinWord(word: string): string {
  return (
    word
      // Aage and Åge, Isaac and Isac
      .replace(/a{2,}/g, 'a')
      // Müller and Mueller, Bäuerle and Baeuerle; but Bauer, Enrique, Joe, Michael and Manuela have no umlaut.
      .replace(/(?<![aeiouq])([aou])e(?=[b-df-hj-np-tv-z]|u)(?!l[aeio]?$)/g, '$1')
      // Достоевский is written with skiy, skii, skij, sky; Kowalski abroad with y.
      .replace(/(?<=..)[iy][iyj]+$/, 'y')
      .replace(/(?<=.)ski$/, 'sky')
  )
}
