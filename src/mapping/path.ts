// Paths into a payload: `a.b[0].c`, `lead["Email Address"]`. Its one rule: only own properties of plain data are read.

/** A text is a key of an object, a number an index of a list. */
export type PathPart = string | number

export type PathResult = { path: PathPart[] } | { wrong: string }

/** They lead out of the data and into the language. */
const refused = new Set(['__proto__', 'constructor', 'prototype'])

const bareKey = /^[^.[\]"'\s]+/u
const index = /^\[(\d{1,6})\]/u
const quotedKey = /^\[(?:"([^"]*)"|'([^']*)')\]/u

/** `wrong` is a sentence for the person who wrote the path. */
export function parsePath(text: string): PathResult {
  const path: PathPart[] = []
  let rest = text
  while (rest !== '') {
    const dotted = rest.startsWith('.') && path.length > 0
    if (dotted) rest = rest.slice(1)
    const bracket = dotted ? null : (index.exec(rest) ?? quotedKey.exec(rest))
    const bare = path.length === 0 || dotted ? bareKey.exec(rest) : null
    const found = bracket ?? bare
    if (!found) return { wrong: explain(text, rest) }
    const part = bare && !bracket ? found[0] : keyOf(found)
    if (typeof part === 'string' && refused.has(part)) return { wrong: `"${part}" cannot be part of a path.` }
    path.push(part)
    rest = rest.slice(found[0].length)
  }
  return path.length > 0
    ? { path }
    : { wrong: 'The path is empty: name a field of the payload, such as contact.email.' }
}

/** undefined when any part of the path is absent. Never throws, whatever the payload is. */
export function readPath(payload: unknown, path: readonly PathPart[]): unknown {
  let node = payload
  for (const part of path) {
    if (node === null || typeof node !== 'object') return undefined
    if (typeof part === 'number' ? !Array.isArray(node) : Array.isArray(node)) return undefined
    if (!Object.hasOwn(node, part)) return undefined
    node = (node as Record<PathPart, unknown>)[part]
  }
  return node
}

function keyOf(found: RegExpExecArray): PathPart {
  const key = found[1] ?? found[2] ?? ''
  return found[0].startsWith('["') || found[0].startsWith("['") ? key : Number(key)
}

function explain(text: string, rest: string): string {
  const space = /\s/u.test(rest)
  const where = `The path "${text}" cannot be read from "${rest.slice(0, 30)}" on: `
  if (space) return `${where}put keys with spaces in brackets and quotes, such as lead["Email Address"].`
  return `${where}write keys with dots, list places as [0], other keys as ["the key"].`
}
