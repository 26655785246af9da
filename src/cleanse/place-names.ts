// Names of places in a form that compares. Its one rule: names of the tables and what people type go through the same function.

/** Letters and digits only; no accents; & is "and", St. is Saint, Rep. is Republic. */
export function foldPlace(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
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
