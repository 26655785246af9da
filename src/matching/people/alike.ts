// How many strokes of a key two short texts are apart. Its one rule: the same from both sides, and 0 for equal texts alone.

const MOST_LETTERS = 64

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
