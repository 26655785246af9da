// Names of places in a form that compares. Its one rule: names of the tables and what people type go through the same function.
import { remember } from './remember.ts'

/** Letters and digits only; no accents; & is "and", St. is Saint, Rep. is Republic. */
export function placeKey(name: string): string {
  const lower = name.toLowerCase()
  // Most names: nothing to fold.
  if (/^[a-z]+$/.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('æ', 'ae')
    .replace(/&/g, ' and ')
    .replace(/\p{M}/gu, '')
    .replace(/\bst\b\.?(?=\s)/g, 'saint')
    .replace(/\brep\b\.?(?=\s)/g, 'republic')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** The same, for what people type. */
export const foldPlace = remember(placeKey, 10_000)
