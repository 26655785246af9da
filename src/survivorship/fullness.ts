// How complete a name or a text is. Its one rule: an initial stands for a word that we do not know, so it counts for nothing.

const initials = /^(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\.?)+$/u
const oneLetter = /^\p{L}\.?$/u

/** Words that are written out: `Ada Maria` 2, `Ada M.` 1, `A.M.` 0. A Chinese name of one character is a name. */
export function fullness(text: string): number {
  return text
    .normalize('NFC')
    .split(/[\s\-‐–,/]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !isInitials(word)).length
}

function isInitials(word: string): boolean {
  return initials.test(word) && (word.includes('.') ? isDotted(word) : oneLetter.test(word))
}

/** `J.R.`, `J.`, `J.R`; not `Dr.` or `Example.`. */
function isDotted(word: string): boolean {
  return word.split('.').every((part) => Array.from(part).length <= 1)
}

/** True for `Ada`, `McDonald`, and scripts without capital letters; false for `ADA` and `ada`. */
export function hasMixedCase(text: string): boolean {
  const letters = text.normalize('NFC')
  if (letters.toLowerCase() === letters.toUpperCase()) return true
  return letters !== letters.toLowerCase() && letters !== letters.toUpperCase()
}
