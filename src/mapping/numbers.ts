// Amounts as people write them → a number. Its one rule: a mark that is not where thousands are parted makes it no number.

const marks = {
  '.': /^[+-]?(?:\d{1,3}(?:[,' ]\d{3})+|\d+)(?:\.\d+)?$/u,
  ',': /^[+-]?(?:\d{1,3}(?:[.' ]\d{3})+|\d+)(?:,\d+)?$/u,
}

/** `$ 1,234.50` by ".", `1.234,50 €` by ",". undefined: no number. */
export function readAmount(text: string, mark: '.' | ','): number | undefined {
  const bare = text
    .replace(/[\p{Sc}%]/gu, '')
    .replace(/[\u00A0\u202F]/gu, ' ')
    .trim()
  if (!marks[mark].test(bare)) return undefined
  const digits = mark === '.' ? bare.replace(/[,' ]/gu, '') : bare.replace(/[.' ]/gu, '').replace(',', '.')
  const number = Number(digits)
  return Number.isFinite(number) ? number : undefined
}
