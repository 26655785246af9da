// Paths into a payload: `a.b[0].c`, `lead["Email Address"]`, `answers[*].text`, `fields[name=email].value`.
// Its one rule: only own properties of plain data are read.

/** The first item of a list whose `key` holds this text. */
export interface Pick {
  key: string
  equals: string
}

/** A text is a key of an object, a number a place in a list (-1 is the last), `*` every item of a list. */
export type PathPart = string | number | Pick | typeof every

export const every = Symbol('*')

export type PathResult = { path: PathPart[] } | { wrong: string }

/** They lead out of the data and into the language. */
const refused = new Set(['__proto__', 'constructor', 'prototype'])

const bareKey = /^[^.[\]"'\s{}]+/u
const bracket =
  /^\[(?:(?<place>-?\d{1,6})|(?<all>\*)|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<key>[^\s=[\]"'*]+)\s*=\s*(?:"(?<quoted>[^"]*)"|'(?<ticked>[^']*)'|(?<bare>[^[\]"']+)))\]/u

/** `wrong` is a sentence for the person who wrote the path. */
export function parsePath(text: string): PathResult {
  const path: PathPart[] = []
  let rest = text
  while (rest !== '') {
    const dotted = rest.startsWith('.') && path.length > 0
    if (dotted) rest = rest.slice(1)
    const inBrackets = dotted ? null : bracket.exec(rest)
    const bare = path.length === 0 || dotted ? bareKey.exec(rest) : null
    const found = inBrackets ?? bare
    if (!found) return { wrong: explain(text, rest) }
    const part = inBrackets ? partOf(inBrackets.groups ?? {}) : found[0]
    const key = typeof part === 'object' ? part.key : part
    if (typeof key === 'string' && refused.has(key)) return { wrong: `"${key}" cannot be part of a path.` }
    path.push(part)
    rest = rest.slice(found[0].length)
  }
  return path.length > 0
    ? { path }
    : { wrong: 'The path is empty: name a field of the payload, such as contact.email.' }
}

/** undefined when any part of the path is absent; with `[*]` a list of what is there. Never throws, whatever the payload is. */
export function readPath(payload: unknown, path: readonly PathPart[]): unknown {
  let node = payload
  for (let index = 0; index < path.length; index += 1) {
    const part = path[index] as PathPart
    if (part === every) return readEvery(node, path.slice(index + 1))
    node = step(node, part)
    if (node === undefined) return undefined
  }
  return node
}

function readEvery(list: unknown, rest: readonly PathPart[]): unknown {
  if (!Array.isArray(list)) return undefined
  // `[*]` may come twice: what it found is one list, not a list of lists.
  return list.flatMap((item) => readPath(item, rest) ?? [])
}

function step(node: unknown, part: Exclude<PathPart, typeof every>): unknown {
  if (node === null || typeof node !== 'object') return undefined
  if (typeof part === 'string') {
    return Array.isArray(node) || !Object.hasOwn(node, part) ? undefined : (node as Record<string, unknown>)[part]
  }
  if (!Array.isArray(node)) return undefined
  return typeof part === 'number' ? node.at(part) : node.find((item) => textOf(step(item, part.key)) === part.equals)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

function partOf({
  place,
  all,
  double,
  single,
  key,
  quoted,
  ticked,
  bare,
}: Record<string, string | undefined>): PathPart {
  if (all !== undefined) return every
  if (place !== undefined) return Number(place)
  if (key !== undefined) return { key, equals: quoted ?? ticked ?? bare?.trim() ?? '' }
  return double ?? single ?? ''
}

function explain(text: string, rest: string): string {
  const where = `The path "${text}" cannot be read from "${rest.slice(0, 30)}" on: `
  if (/\s/u.test(rest)) return `${where}put keys with spaces in brackets and quotes, such as lead["Email Address"].`
  return `${where}write keys with dots, list places as [0], all of a list as [*], one of a list as [name=email], other keys as ["the key"].`
}
