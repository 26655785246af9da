// What a payload holds and no field reads: where a mistyped or forgotten path shows. For people; the live path does not ask.
import { every, readPath, type PathPart } from './path.ts'
import type { FieldRule, Mapping, Source } from './types.ts'

/** Enough to see what is missing. */
const MOST = 100
const DEEPEST = 12

/** Paths as a mapping would write them, in the order of the payload; items of lists together, as `[*]`. */
export function unreadPaths(mapping: Mapping, payload: unknown): string[] {
  const rules: FieldRule[] = [
    ...mapping.fields,
    ...(mapping.direction === 'to-lead' && mapping.stage ? [mapping.stage] : []),
  ]
  const read = new Set(rules.flatMap(sourcesOf).map(({ path }) => path.map(loose).join('\n')))
  const unread = new Map<string, true>()
  const walk = (node: unknown, path: PathPart[], key: string): void => {
    if (unread.size >= MOST || path.length > DEEPEST || node === null || node === '' || read.has(key)) return
    const below = (part: PathPart): string => (key === '' ? loose(part) : `${key}\n${loose(part)}`)
    if (Array.isArray(node)) {
      for (const item of node) walk(item, [...path, every], below(every))
    } else if (typeof node === 'object') {
      for (const name of Object.keys(node)) walk(readPath(node, [name]), [...path, name], below(name))
    } else if (path.length > 0) unread.set(written(path), true)
  }
  walk(payload, [], '')
  return [...unread.keys()]
}

function sourcesOf(rule: FieldRule): Source[] {
  const own = (rule.template ?? rule.sources).flatMap((part) => (typeof part === 'string' ? [] : [part]))
  return rule.otherwise ? [...own, ...sourcesOf(rule.otherwise)] : own
}

/** Whatever item of a list is read: all of them count as looked at. */
function loose(part: PathPart): string {
  return typeof part === 'string' ? `.${part}` : '*'
}

function written(path: readonly PathPart[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part !== 'string') return `${text}[*]`
    if (/^[^.[\]"'\s{}]+$/u.test(part)) return text === '' ? part : `${text}.${part}`
    return `${text}["${part}"]`
  }, '')
}
