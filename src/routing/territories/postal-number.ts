// Postal codes as numbers in the order of their signs, so that a million ranges lie in two arrays. Its one rule: a number lies in a range
// exactly when the code does (rules/postal.ts).
import { postalKey, type PostalRange } from '../rules/postal.ts'

/** 36 signs, below them the end of a code that is shorter, above them all others. Ten of them are below 2^53. */
const BASE = 38
const SIGNS = 10

/** Below all codes: rows without one hold it, and nothing else does. */
export const NO_CODE = -1

export function postalNumber(code: unknown): number {
  const key = postalKey(code)
  return key === undefined ? NO_CODE : padded(key, 0)
}

export function rangeNumbers({ from, to }: PostalRange): { low: number; high: number } {
  return { low: padded(from, 0), high: padded(to, BASE - 1) }
}

/** The range as it was written: `80`, `10000 to 19999`. */
export function rangeText(low: number, high: number): string {
  const from = signsOf(low).replace(/ +$/, '')
  const to = signsOf(high).slice(0, from.length)
  return from === to ? from : `${from} to ${to}`
}

function signsOf(number: number): string {
  let text = ''
  let rest = number
  for (let at = 0; at < SIGNS; at += 1) {
    text = ` 0123456789abcdefghijklmnopqrstuvwxyz`.charAt(rest % BASE) + text
    rest = Math.floor(rest / BASE)
  }
  return text.toUpperCase()
}

function padded(key: string, filler: number): number {
  let number = 0
  for (let at = 0; at < SIGNS; at += 1) {
    number = number * BASE + (at < key.length ? signOf(key.charCodeAt(at)) : filler)
  }
  return number
}

/** Digits are below letters, as in their code; what is neither stands above all. */
function signOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 47
  return code >= 97 && code <= 122 ? code - 86 : BASE - 1
}
