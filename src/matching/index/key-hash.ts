// 64 bits of a key, by which the key indexes know it. Its one rule: the same on every machine, and even in all bits.

/** Left here by `mix`, since a pair would be an object for each look-up. */
export const mixed = new Uint32Array(2)

/**
 * Two lanes of 32 bits that differ in start, factor and shift; left in `mixed`. The shift in each step lets high bits work on low ones: with products
 * alone, the low bits of both lanes would collide together.
 */
export function mix(key: string): void {
  let high = 0x9e3779b9 ^ key.length
  let low = 0x7f4a7c15 + key.length
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at)
    high = Math.imul(high ^ unit, 0x85ebca6b)
    high ^= high >>> 15
    low = Math.imul(low + unit, 0xcc9e2d51)
    low ^= low >>> 13
  }
  high = Math.imul(high ^ (high >>> 16), 0x7feb352d)
  high = Math.imul(high ^ (high >>> 15), 0x846ca68b)
  low = Math.imul(low ^ (low >>> 16), 0x21f0aaad)
  low = Math.imul(low ^ (low >>> 15), 0x735a2d97)
  mixed[0] = high ^ (high >>> 16)
  mixed[1] = low ^ (low >>> 15)
}
