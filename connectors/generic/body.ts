// Bytes → the sender's own object. Its one rule: names stay as the sender has them; only a[b][c] of a form becomes a tree.
import { bodyText, InputError, isRecord, parseForm, parseJson, parseMultipart, parseXml } from '../../src/connector.ts'
import type { GenericSettings } from './settings.ts'

const MAX_LEVELS = 8

/** @throws InputError */
export function readBody(body: Buffer, settings: GenericSettings): unknown {
  const text = bodyText(body).trim()
  const kind = settings.body === 'auto' ? kindOf(text) : settings.body
  return settings.unfold.reduce(unfolded, parsed(kind, text, body))
}

function parsed(kind: Kind, text: string, body: Buffer): unknown {
  switch (kind) {
    case 'json':
      return parseJson(text)
    case 'xml':
      return parseXml(text)
    case 'form':
      return tree(parseForm(text))
    case 'multipart': {
      const [, boundary = ''] = /^--([^\r\n]{1,200})/.exec(text) ?? []
      return tree(parseMultipart(body, boundary).fields)
    }
  }
}

type Kind = 'json' | 'form' | 'xml' | 'multipart'

/** Content types are not asked: many senders set none that fits. */
function kindOf(text: string): Kind {
  if (text.startsWith('--')) return 'multipart'
  if (text.startsWith('<')) return 'xml'
  if (text.startsWith('{') || text.startsWith('[')) return 'json'
  if (text.includes('=')) return 'form'
  throw new InputError('The body is neither JSON nor a form nor XML.', { code: 'generic.unreadable' })
}

type Tree = Map<string, unknown>

/** `data[merges][FNAME]=Ann` → `{ data: { merges: { FNAME: "Ann" } } }` */
function tree(fields: Record<string, unknown>): unknown {
  const root: Tree = new Map()
  for (const [name, value] of Object.entries(fields)) {
    const parts = /^[^[\]]+(?:\[[^[\]]+\])+$/.test(name) ? name.split(/[[\]]+/).filter(Boolean) : [name]
    if (parts.some((part) => part === '__proto__') || parts.length > MAX_LEVELS) {
      throw new InputError('The form holds a field whose name is not allowed.', { code: 'generic.field-name' })
    }
    put(root, parts, value)
  }
  return plain(root)
}

function put(root: Tree, parts: readonly string[], value: unknown): void {
  let at = root
  for (const part of parts.slice(0, -1)) {
    const next = at.get(part)
    const branch: Tree = next instanceof Map ? (next as Tree) : new Map()
    at.set(part, branch)
    at = branch
  }
  at.set(parts.at(-1) ?? '', value)
}

function plain(node: unknown): unknown {
  if (!(node instanceof Map)) return node
  return Object.fromEntries([...(node as Tree)].map(([name, child]) => [name, plain(child)]))
}

/** The text at a path is JSON: it is read and takes its place. */
function unfolded(node: unknown, path: string): unknown {
  if (!isRecord(node)) return node
  // A field may itself have dots in its name, as Unbounce's "data.json" has.
  if (Object.hasOwn(node, path)) {
    const text = node[path]
    return typeof text === 'string' ? { ...node, [path]: parseJson(text) } : node
  }
  const [first = '', ...rest] = path.split('.')
  if (rest.length === 0 || !Object.hasOwn(node, first)) return node
  return { ...node, [first]: unfolded(node[first], rest.join('.')) }
}

/** The value at a path; undefined when there is none. */
export function valueAt(node: unknown, path: string): unknown {
  if (isRecord(node) && Object.hasOwn(node, path)) return node[path]
  return path
    .split('.')
    .reduce<unknown>((at, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined), node)
}
