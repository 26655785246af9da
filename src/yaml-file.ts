// YAML text → a checked value, with faults that name line, column and field. Pure; reading the disk is load-files.ts.
import { distance } from 'fastest-levenshtein'
import { isMap, isScalar, LineCounter, type Document } from 'yaml'
import type { z } from 'zod'
import { ConfigError, type Fault } from './errors.ts'
import { parseBounded, valueOf } from './yaml-bounds.ts'

export interface TextFile {
  /** As people name it: `rulebook/rules.yaml` */
  path: string
  text: string
  /** Where a thread has read it before, or reads it for somebody else. */
  notes?: YamlNotes | undefined
}

/** What reading a file gave, in a form that a thread can hand over: with it the same file is not parsed again. */
export interface YamlNotes {
  /** Of the checked file; absent: it is to be read, and noted here. */
  read?: { value: unknown }
  /** Field → where it stands, of all fields that were asked for. */
  places: Map<string, Place>
}

type Place = Pick<Fault, 'line' | 'column'>

export type FieldPath = readonly (string | number)[]

export interface YamlFile<T> {
  value: T
  /** A fault at a field of this file, for checks that the schema cannot make. */
  fault(path: FieldPath, message: string): Fault
}

/** As many keys as a sentence can list. */
const FEW_KEYS = 12

/** @throws ConfigError naming every fault of the file */
export function readYaml<T>(file: TextFile, schema: z.ZodType<T>): YamlFile<T> {
  const { notes } = file
  if (notes?.read) {
    const { places } = notes
    return {
      value: notes.read.value as T,
      fault: (path, message) => faultAt(file, path, places.get(dotted(path)) ?? {}, message),
    }
  }
  const lines = new LineCounter()
  const document = parseBounded(file, lines)
  if (document.errors.length > 0) {
    throw new ConfigError(syntaxFaults(file, document, lines))
  }
  const fault = (path: FieldPath, message: string): Fault => {
    const place = position(document, lines, path)
    notes?.places.set(dotted(path), place)
    return faultAt(file, path, place, message)
  }
  // A file is read once: for code that zod makes of its schema it would have to be a thousand times.
  const result = schema.safeParse(valueOf(document, file, lines) ?? {}, { error: plainWords, jitless: true })
  if (!result.success) throw new ConfigError(result.error.issues.flatMap((issue) => issueFaults(issue, fault, schema)))
  if (notes) notes.read = { value: result.data }
  return { value: result.data, fault }
}

function faultAt(file: TextFile, path: FieldPath, place: Place, message: string): Fault {
  return { file: file.path, ...place, ...(path.length > 0 ? { field: dotted(path) } : {}), message }
}

/** `rules[2].assign.pool` */
export function dotted(path: FieldPath): string {
  return path.reduce<string>((sum, part) => {
    if (typeof part === 'number') return `${sum}[${part}]`
    return sum === '' ? part : `${sum}.${part}`
  }, '')
}

/** ` (did you mean "emea"?)`, or nothing when no candidate is near. `country` is near to `lead.country`. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const [meant, said] = [candidate.toLowerCase(), word.toLowerCase()]
    const d = meant.endsWith(`.${said}`) ? 1 : distance(said, meant)
    if (d < bestDistance) [best, bestDistance] = [candidate, d]
  }
  return best === undefined ? '' : ` (did you mean "${best}"?)`
}

function issueFaults(issue: z.core.$ZodIssue, fault: YamlFile<unknown>['fault'], schema: z.ZodType): Fault[] {
  const path = issue.path as (string | number)[]
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path)
    const choice = known.length > 0 && known.length <= FEW_KEYS ? `: expected ${known.join(', ')}` : ''
    return issue.keys.map((key) => fault([...path, key], `Unknown key "${key}"${didYouMean(key, known) || choice}.`))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that got furthest says best what is wrong.
    const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? []
    if (depth(deepest) > 0) {
      return deepest.flatMap((inner) => issueFaults({ ...inner, path: [...path, ...inner.path] }, fault, schema))
    }
  }
  return [fault(path, `${issue.message}.`)]
}

/** One for each line: the first fault of a line brings the others with it. */
function syntaxFaults(file: TextFile, document: Document, lines: LineCounter): Fault[] {
  const faults = new Map<number, Fault>()
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0])
    if (faults.has(line)) continue
    const message = `${error.message.replace(/\.?$/, '.')} Check the indentation and quotes here.`
    faults.set(line, { file: file.path, line, column: col, message })
  }
  return [...faults.values()]
}

const plainTypes: Partial<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  record: 'a name for each entry',
  string: 'a text',
}

/** For what a schema does not say in words of its own. */
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    const { expected, inst } = issue as { expected: string; inst?: unknown }
    const keys = unwrap(inst).flatMap((def) => Object.keys(def.shape ?? {}))
    if (keys.length > 0 && keys.length <= FEW_KEYS) return `Expected { ${keys.join(', ')} }`
    if (expected === 'object') return 'Expected keys, each with its value'
    return plainTypes[expected] && `Expected ${plainTypes[expected]}`
  }
  if (issue.code === 'too_small' && issue['origin'] === 'string') return 'Expected a text that is not empty'
  return undefined
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)))
}

/** Keys a strict object allows at a path, for suggestions; empty where the schema is not an object. */
function knownKeys(schema: z.ZodType, path: FieldPath): string[] {
  let nodes: unknown[] = [schema]
  for (const part of path) nodes = nodes.flatMap((node) => step(node, part))
  return nodes.flatMap((node) => unwrap(node)).flatMap((def) => Object.keys(def.shape ?? {}))
}

interface ZodDef {
  type: string
  shape?: Record<string, unknown>
  innerType?: unknown
  in?: unknown
  options?: unknown[]
  element?: unknown
  valueType?: unknown
  getter?: () => unknown
}

function unwrap(node: unknown): ZodDef[] {
  const def = (node as { def?: ZodDef } | undefined)?.def
  if (!def) return []
  if (def.options) return def.options.flatMap(unwrap)
  if (def.getter) return unwrap(def.getter())
  if (def.innerType) return unwrap(def.innerType)
  if (def.in) return unwrap(def.in)
  return [def]
}

function step(node: unknown, part: string | number): unknown[] {
  return unwrap(node).flatMap((def) => {
    if (typeof part === 'number') return def.element ? [def.element] : []
    if (def.shape && part in def.shape) return [def.shape[part]]
    return def.valueType ? [def.valueType] : []
  })
}

function position(document: Document, lines: LineCounter, path: FieldPath): Place {
  // A missing key has no place of its own: point at the nearest parent that has one.
  for (let length = path.length; length >= 0; length -= 1) {
    const offset = offsetAt(document, path.slice(0, length))
    if (offset !== undefined) {
      const { line, col } = lines.linePos(offset)
      return { line, column: col }
    }
  }
  return {}
}

function offsetAt(document: Document, path: FieldPath): number | undefined {
  const last = path.at(-1)
  if (last !== undefined) {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
    // An unknown key is pointed at by the key, not by its value.
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(last))
      if (pair && isScalar(pair.key)) return pair.key.range?.[0]
    }
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true)
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0]
}
