// How alike two words are by Jaro and Winkler: letters in common and in order, the start counting more. Its one rule: no memory is taken for a call.
// Winkler 1990, "String comparator metrics and enhanced decision rules"; prefix scale 0.1, at most four letters.

const LONGEST = 64
const usedInA = new Uint8Array(LONGEST)
const usedInB = new Uint8Array(LONGEST)

/** @returns 0 (nothing in common) to 1 (the same); letters behind the 64th do not count */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const lengthA = Math.min(a.length, LONGEST)
  const lengthB = Math.min(b.length, LONGEST)
  if (lengthA === 0 || lengthB === 0) return 0
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >>> 1) - 1)
  usedInA.fill(0, 0, lengthA)
  usedInB.fill(0, 0, lengthB)
  let common = 0
  for (let at = 0; at < lengthA; at += 1) {
    const unit = a.charCodeAt(at)
    const to = Math.min(lengthB, at + reach + 1)
    for (let other = Math.max(0, at - reach); other < to; other += 1) {
      if (usedInB[other] !== 0 || b.charCodeAt(other) !== unit) continue
      usedInA[at] = usedInB[other] = 1
      common += 1
      break
    }
  }
  if (common === 0) return 0
  let displaced = 0
  let other = 0
  for (let at = 0; at < lengthA; at += 1) {
    if (usedInA[at] === 0) continue
    while (usedInB[other] === 0) other += 1
    if (a.charCodeAt(at) !== b.charCodeAt(other)) displaced += 1
    other += 1
  }
  const jaro = (common / lengthA + common / lengthB + (common - displaced / 2) / common) / 3
  let start = 0
  while (start < 4 && start < lengthA && start < lengthB && a.charCodeAt(start) === b.charCodeAt(start)) start += 1
  return jaro + start * 0.1 * (1 - jaro)
}
