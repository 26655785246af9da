// How alike two short texts are: typing errors and spelling. Its one rule: symmetric, and 1 or 0 edits only for equal texts.

/** Jaro-Winkler, 0 to 1 (Winkler 1990: prefix of up to four letters, weight 0.1). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length < b.length || (a.length === b.length && a < b) ? [a, b] : [b, a]
  if (short.length === 0) return 0
  const jaro = jaroOf(short, long)
  if (jaro < 0.7) return jaro
  let prefix = 0
  while (prefix < 4 && prefix < short.length && short[prefix] === long[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

/** As Jaro-Winkler, or 0 where a look at the letters shows that it is less than `least`: most pairs of names end here. */
export function jaroWinklerFrom(least: number, a: string, b: string): number {
  return mightBe(least, a, b) ? jaroWinkler(a, b) : 0
}

/** False: certainly less alike than `least`, by Jaro-Winkler. */
export function mightBe(least: number, a: string, b: string): boolean {
  if (a.length === 0 || b.length === 0) return false
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

const MOST_LETTERS = 64
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

/** Letters added, dropped, changed or swapped with their neighbour, counted up to `most`; `most + 1` means more than that. */
export function edits(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most) return most + 1
  let start = 0
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1
    endB -= 1
  }
  const width = endB - start
  const height = endA - start
  if (height === 0 || width === 0) return Math.min(most + 1, Math.max(height, width))
  if (height > MOST_LETTERS || width > MOST_LETTERS) return most + 1
  return between(a.slice(start, endA), b.slice(start, endB), most)
}

const ROW = MOST_LETTERS + 1
const rows = new Uint8Array(ROW * 3)

function between(a: string, b: string, most: number): number {
  for (let at = 0; at <= b.length; at += 1) rows[at] = at
  for (let line = 1; line <= a.length; line += 1) {
    const row = (line % 3) * ROW
    const above = ((line - 1) % 3) * ROW
    const twoAbove = ((line - 2 + 3) % 3) * ROW
    let least = line
    rows[row] = line
    const letter = a.charCodeAt(line - 1)
    for (let at = 1; at <= b.length; at += 1) {
      const same = letter === b.charCodeAt(at - 1)
      let cost = Math.min(
        (rows[above + at] as number) + 1,
        (rows[row + at - 1] as number) + 1,
        (rows[above + at - 1] as number) + (same ? 0 : 1),
      )
      if (line > 1 && at > 1 && letter === b.charCodeAt(at - 2) && a.charCodeAt(line - 2) === b.charCodeAt(at - 1)) {
        cost = Math.min(cost, (rows[twoAbove + at - 2] as number) + 1)
      }
      rows[row + at] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
  }
  return Math.min(most + 1, rows[(a.length % 3) * ROW + b.length] as number)
}

/** Fewer words first, and the same order whichever way they came. */
export function shorterFirst(a: readonly string[], b: readonly string[]): [readonly string[], readonly string[]] {
  if (a.length !== b.length) return a.length < b.length ? [a, b] : [b, a]
  return a.join(' ') <= b.join(' ') ? [a, b] : [b, a]
}
