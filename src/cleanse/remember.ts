// Answers kept for texts that come again and again: countries, titles, domains. Its one rule: what is kept is bounded, and never changes an answer.

const LONGEST = 255
/** An answer that is undefined. */
const nothing = Symbol('nothing')

/**
 * The same function, quicker for texts it has answered before.
 * @param answer pure; what it gives is shared, so nobody may change it
 * @param most texts kept; past that all are forgotten at once, which costs less than to know which one is oldest
 */
export function remember<Answer>(answer: (text: string) => Answer, most: number): (text: string) => Answer {
  const known = new Map<string, Answer | typeof nothing>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before === nothing ? (undefined as Answer) : before
    const found = answer(text)
    if (text.length > LONGEST) return found
    if (known.size >= most) known.clear()
    known.set(text, found === undefined ? nothing : found)
    return found
  }
}
