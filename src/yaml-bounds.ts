// YAML that would take all memory or all time is refused, at its line. Its one rule: whatever stands in the file, reading it ends, and soon.
import { parseDocument, visit, type Document, type LineCounter } from 'yaml'
import { ConfigError } from './errors.ts'
import type { TextFile } from './yaml-file.ts'

/** The largest hand-written rulebook is a tenth of it; larger sets are tables. */
const MAX_LENGTH = 5_000_000
/** Deeper than any rule that a person can read. */
const MAX_DEPTH = 64
/** Copies that aliases may make in one file: enough for shared pieces, too few for a bomb. */
const MAX_ALIASES = 100

/** @throws ConfigError when it is too long, or nested too deep to be read at all */
export function parseBounded(file: TextFile, lines: LineCounter): Document {
  if (file.text.length > MAX_LENGTH) {
    throw new ConfigError([
      { file: file.path, message: 'The file is longer than 5 MB: put long lists into CSV tables.' },
    ])
  }
  const deep = tooDeepAt(file.text)
  if (deep !== undefined) throw refused(file, lineOf(file.text, deep), TOO_DEEP)
  return parseDocument(file.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
}

/** @throws ConfigError when an alias is unknown, or aliases copy too much */
export function valueOf(document: Document, file: TextFile, lines: LineCounter): unknown {
  const aliases: { name: string; at: number }[] = []
  visit(document, {
    Alias(_key, node, path) {
      const alias = { name: node.source, at: node.range?.[0] ?? 0 }
      const target = node.resolve(document)
      if (!target) {
        const message = `"*${alias.name}" stands for "&${alias.name}", which does not stand before it. For a text that begins with *, write quotes.`
        throw refused(file, position(lines, alias.at), message)
      }
      if (path.includes(target))
        throw refused(file, position(lines, alias.at), `"*${alias.name}" holds itself, without end.`)
      aliases.push(alias)
    },
  })
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    // The last one makes the most copies: those before it are inside of it.
    const last = aliases.at(-1)
    if (!(error instanceof ReferenceError) || !last) throw error
    const message = `"*${last.name}" and the aliases in it make more than ${MAX_ALIASES} copies: write out what is needed, or use fewer aliases.`
    throw refused(file, position(lines, last.at), message)
  }
}

const TOO_DEEP = `This is nested deeper than ${MAX_DEPTH} levels: a bracket or a dash too many?`

/**
 * Before it is parsed, since the parser goes down one call per level. Brackets in quotes are not counted apart: no text of a rule holds 64
 * that stay open.
 */
function tooDeepAt(text: string): number | undefined {
  let open = 0
  let dashes = 0
  let isStart = true
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '\n') {
      isStart = true
      dashes = 0
    } else if (sign === '[' || sign === '{') open += 1
    else if (sign === ']' || sign === '}') open = Math.max(0, open - 1)
    else if (isStart && (sign === '-' || sign === '?') && /\s/.test(text[at + 1] ?? '')) dashes += 1
    if (sign !== '-' && sign !== '?' && sign !== ' ' && sign !== '\n') isStart = false
    if (open > MAX_DEPTH || dashes > MAX_DEPTH) return at
  }
  return deepIndentAt(text)
}

/** Each level of keys is at least one blank further in. */
function deepIndentAt(text: string): number | undefined {
  const levels: number[] = []
  for (const { 0: line, index } of text.matchAll(/^( *)(?=[^\s#])/gm)) {
    while ((levels.at(-1) ?? -1) >= line.length) levels.pop()
    levels.push(line.length)
    if (levels.length > MAX_DEPTH) return index
  }
  return undefined
}

function lineOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function position(lines: LineCounter, at: number): { line: number; column: number } {
  const { line, col } = lines.linePos(at)
  return { line, column: col }
}

function refused(file: TextFile, place: { line: number; column: number }, message: string): ConfigError {
  return new ConfigError([{ file: file.path, ...place, message }])
}
