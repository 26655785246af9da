// When to try again: doubling waits with jitter, capped.

const BASE_MS = 2_000
const CAP_MS = 30 * 60_000

/** @param tries failures so far, from 1 @param random 0 to 1 @returns milliseconds: half to the whole of 2 s, 4 s, 8 s … 30 min */
export function backoffMs(tries: number, random: number): number {
  const whole = Math.min(CAP_MS, BASE_MS * 2 ** Math.max(0, tries - 1))
  return Math.round(whole / 2 + (whole / 2) * random)
}

/** 0 to 1 from a text, so that the pipeline needs no random source and a test can foresee it. */
export function spread(text: string): number {
  let hash = 2_166_136_261
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619)
  }
  return (hash >>> 0) / 2 ** 32
}
