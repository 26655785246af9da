// How alike two words are by Jaro and Winkler: letters in common and in order, the start counting more. Its one rule: the same from both sides, 1 for
// equal words alone, and no memory is taken for a call.

const MOST_LETTERS = 64

/**
 * Winkler 1990, "String comparator metrics and enhanced decision rules": the first four letters add a tenth each, where the words are alike at all.
 * @returns 0 (nothing in common) to 1 (the same); letters behind the 64th do not count
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length < b.length || (a.length === b.length && a < b) ? [a, b] : [b, a]
  if (short.length === 0) return 0
  const jaro = jaroOf(short, long)
  if (jaro < 0.7) return jaro
  let prefix = 0
  while (prefix < 4 && prefix < short.length && short.charCodeAt(prefix) === long.charCodeAt(prefix)) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

/** As Jaro-Winkler, or 0 where a look at the letters shows that it is less than `least`: most pairs of names end here. */
export function jaroWinklerFrom(least: number, a: string, b: string): number {
  return mightBe(least, a, b) ? jaroWinkler(a, b) : 0
}

/** False: certainly less alike than `least`, by Jaro-Winkler. */
export function mightBe(least: number, a: string, b: string): boolean {
  if (a.length === 0 || b.length === 0) return false
  if (a.length > MOST_LETTERS || b.length > MOST_LETTERS) return true
  const shared = mostShared(a, b)
  const jaro = (shared / a.length + shared / b.length + 1) / 3
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro) >= least
}

/** No more letters than this can be in both. */
function mostShared(a: string, b: string): number {
  let lettersA = 0
  let lettersB = 0
  for (let at = 0; at < a.length; at += 1) lettersA |= 1 << (a.charCodeAt(at) & 31)
  for (let at = 0; at < b.length; at += 1) lettersB |= 1 << (b.charCodeAt(at) & 31)
  const again = Math.min(a.length - count(lettersA), b.length - count(lettersB))
  return Math.min(a.length, b.length, count(lettersA & lettersB) + again)
}

/** Bits set (Hacker's Delight, 5-1). */
function count(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

const takenShort = new Uint8Array(MOST_LETTERS)
const takenLong = new Uint8Array(MOST_LETTERS)

function jaroOf(shortText: string, longText: string): number {
  const short = shortText.length > MOST_LETTERS ? shortText.slice(0, MOST_LETTERS) : shortText
  const long = longText.length > MOST_LETTERS ? longText.slice(0, MOST_LETTERS) : longText
  const reach = Math.max(0, (long.length >> 1) - 1)
  takenShort.fill(0, 0, short.length)
  takenLong.fill(0, 0, long.length)
  let same = 0
  for (let at = 0; at < short.length; at += 1) {
    const letter = short.charCodeAt(at)
    const end = Math.min(long.length - 1, at + reach)
    for (let other = Math.max(0, at - reach); other <= end; other += 1) {
      if (takenLong[other] === 1 || long.charCodeAt(other) !== letter) continue
      takenLong[other] = 1
      takenShort[at] = 1
      same += 1
      break
    }
  }
  if (same === 0) return 0
  let crossed = 0
  let other = 0
  for (let at = 0; at < short.length; at += 1) {
    if (takenShort[at] === 0) continue
    while (takenLong[other] === 0) other += 1
    if (short.charCodeAt(at) !== long.charCodeAt(other)) crossed += 1
    other += 1
  }
  return (same / short.length + same / long.length + (same - crossed / 2) / same) / 3
}
