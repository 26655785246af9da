// Bytes of a webhook → parsed value, without the traps of JSON.parse. Its one rule: bad bytes give an InputError, nothing else.
import { hash } from 'node:crypto'
import { InputError } from './errors.ts'

/** Deeper than any form or event, and shallow enough for every walk over the result. */
const MAX_DEPTH = 64

/** A thousand items of fifty fields. Counted before anything is built: a body of 5 MB could hold millions, and hold up everybody. */
const MAX_VALUES = 50_000
/** No form has so many. */
const MAX_FIELDS = 10_000
/** Shorter bodies cannot hold too many values. */
const SHORT = 2 * MAX_VALUES

/** Numbers that JavaScript would round or turn into Infinity are looked for only where one may be. */
const MAY_HOLD_LARGE_NUMBER = /\d{16}|\d[eE]/

/** UTF-8 text without its byte order mark; malformed bytes become U+FFFD (the raw bytes stay in the store). */
export function bodyText(body: Buffer): string {
  return new TextDecoder('utf-8').decode(body)
}

/**
 * Reads what was read a moment ago only once: a request is looked at by `verify`, `read` and `deliveryKey` in one turn, and each would else
 * hold up everybody anew. Of the latest thing alone, so that nothing large is kept.
 */
export function latestOnce<Thing extends object, Value>(read: (thing: Thing) => Value): (thing: Thing) => Value {
  let latest: { thing: Thing; outcome: () => Value } | undefined
  return (thing) => {
    if (latest?.thing !== thing) latest = { thing, outcome: outcomeOf(() => read(thing)) }
    return latest.outcome()
  }
}

/** What it gives, or throws, again and again. */
function outcomeOf<Value>(work: () => Value): () => Value {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

/** SHA-256, hex. */
export function hashOf(content: Buffer | string): string {
  return hash('sha256', content, 'hex')
}

/**
 * JSON with whole numbers beyond 2^53 kept as text, so that ids lose no digit.
 * @throws InputError when it is no JSON, nested deeper than 64, holds more than 50,000 values, or names a key that could change objects
 * themselves
 */
export function parseJson(text: string): unknown {
  if (text.length > SHORT) checkSize(text)
  let value: unknown
  try {
    value = JSON.parse(text)
    checkShape(value)
    return MAY_HOLD_LARGE_NUMBER.test(text) ? JSON.parse(text, keepLargeNumber) : value
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(
      'The body is not valid JSON: check quotes, commas and brackets in the template it is made from.',
      {
        code: 'body.not-json',
        cause: error,
      },
    )
  }
}

/**
 * `application/x-www-form-urlencoded`. A name that comes twice gives a list.
 * @throws InputError for more than 10,000 fields, or a name that could change objects themselves
 */
export function parseForm(text: string): Record<string, string | string[]> {
  if (standsMoreOften(text, '&', MAX_FIELDS - 1)) throw tooMany(`${MAX_FIELDS.toLocaleString('en')} fields`)
  const fields = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === '__proto__') throw forbiddenKey(name)
    const values = fields.get(name)
    if (values) values.push(value)
    else fields.set(name, [value])
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

/** One text for equal values, whatever the order of keys: for hashing. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, node: unknown) =>
    isRecord(node) ? Object.fromEntries(Object.entries(node).toSorted(([a], [b]) => (a < b ? -1 : 1))) : node,
  )
}

/** One key of several values: no two lists of values give the same. */
export function joinedKey(values: readonly string[]): string {
  return values.map((value) => value.replaceAll('|', '||')).join(' | ')
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The third argument is new in ES2026; Node 24 gives it: https://tc39.es/proposal-json-parse-with-source/ (2026-11). */
function keepLargeNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value
  const isWhole = Number.isInteger(value) && !Number.isSafeInteger(value)
  return isWhole || !Number.isFinite(value) ? context.source : value
}

/**
 * By hand instead of by recursion: the depth is the sender's choice.
 * @throws InputError
 */
export function checkShape(root: unknown): void {
  const open: { node: unknown; depth: number }[] = [{ node: root, depth: 0 }]
  for (let item = open.pop(); item; item = open.pop()) {
    const { node, depth } = item
    if (typeof node !== 'object' || node === null) continue
    if (depth >= MAX_DEPTH) {
      throw tooDeep()
    }
    if (Object.hasOwn(node, '__proto__')) throw forbiddenKey('__proto__')
    const constructor: unknown = Object.hasOwn(node, 'constructor')
      ? (node as { constructor: unknown }).constructor
      : null
    if (isRecord(constructor) && Object.hasOwn(constructor, 'prototype')) throw forbiddenKey('constructor.prototype')
    for (const child of Object.values(node)) open.push({ node: child, depth: depth + 1 })
  }
}

/**
 * Commas outside of texts: in JSON there are about as many values. And brackets, since they too are built before they are seen to be wrong.
 * @throws InputError
 */
function checkSize(text: string): void {
  let commas = 0
  let depth = 0
  let inText = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (inText) {
      if (sign === BACKSLASH) at += 1
      else if (sign === QUOTE) inText = false
    } else if (sign === QUOTE) inText = true
    else if (sign === COMMA) commas += 1
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) depth += 1
    else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) depth -= 1
    if (depth > MAX_DEPTH) throw tooDeep()
    if (commas >= MAX_VALUES) throw tooMany(`${MAX_VALUES.toLocaleString('en')} values`)
  }
}

const [QUOTE, COMMA, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('",\\[]{}')

/** Whether the sign stands more often there: no further than that is counted. */
export function standsMoreOften(text: string, sign: string, most: number): boolean {
  let count = 0
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) {
    count += 1
    if (count > most) return true
  }
  return false
}

export function tooMany(what: string): InputError {
  return new InputError(`The body holds more than ${what}: send it in parts.`, { code: 'body.too-many' })
}

function tooDeep(): InputError {
  return new InputError(`The body is nested deeper than ${MAX_DEPTH} levels.`, { code: 'body.too-deep' })
}

function forbiddenKey(name: string): InputError {
  return new InputError(`The body holds a field named "${name}", which is not allowed.`, { code: 'body.forbidden-key' })
}
