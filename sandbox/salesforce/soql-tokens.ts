// SOQL text → tokens. Strings are decoded here, and carry a pattern beside for LIKE, where an escaped % or _ is no wildcard.
import { SalesforceError } from './salesforce-error.ts'

export type Token = { at: number; raw: string } & (
  | { is: 'word' }
  | { is: 'string'; value: string; pattern: string }
  | { is: 'number' }
  | { is: 'time' }
  | { is: 'symbol' }
  | { is: 'end' }
)

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' }

const kinds = [
  ['time', /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2}))?/y],
  ['number', /[+-]?\d+(?:\.\d+)?/y],
  ['word', /[A-Za-z_][\w.]*/y],
  ['symbol', /!=|<>|<=|>=|[=<>(),]/y],
] as const

/** @throws SalesforceError MALFORMED_QUERY */
export function tokenize(soql: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (/\s/.test(soql[at] ?? '')) at += 1
    if (at >= soql.length) break
    const token = soql[at] === "'" ? readString(soql, at) : readOther(soql, at)
    tokens.push(token)
    at += token.raw.length
  }
  tokens.push({ is: 'end', at, raw: '<EOF>' })
  return tokens
}

function readOther(soql: string, at: number): Token {
  for (const [is, pattern] of kinds) {
    pattern.lastIndex = at
    const raw = pattern.exec(soql)?.[0]
    if (raw !== undefined) return { is, at, raw }
  }
  throw malformed(soql, at, `unexpected token: '${soql[at]}'`)
}

function readString(soql: string, start: number): Token {
  let [value, pattern, at] = ['', '', start + 1]
  for (;;) {
    const char = soql[at]
    if (char === undefined) throw malformed(soql, start, 'unterminated string literal')
    if (char === "'") return { is: 'string', at: start, raw: soql.slice(start, at + 1), value, pattern }
    if (char === '\\') {
      const [decoded, length] = readEscape(soql, at)
      value += decoded
      pattern += quoted(decoded)
      at += length
    } else {
      value += char
      pattern += { '%': '[^]*', _: '[^]' }[char] ?? quoted(char)
      at += 1
    }
  }
}

function readEscape(soql: string, at: number): [string, number] {
  const char = soql[at + 1] ?? ''
  if (char === '%' || char === '_') return [char, 2]
  const hex = /^u([0-9A-Fa-f]{4})/.exec(soql.slice(at + 1, at + 6))?.[1]
  if (hex !== undefined) return [String.fromCodePoint(Number.parseInt(hex, 16)), 6]
  const decoded = escapes[char.toLowerCase()]
  if (decoded !== undefined) return [decoded, 2]
  throw malformed(soql, at, `Illegal character sequence '\\${char}' in string literal`)
}

function quoted(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
}

/** An error with the place in the query, as Salesforce shows it. */
export function atPlace(soql: string, at: number, message: string): string {
  const from = Math.max(0, at - 30)
  const excerpt = soql.slice(from, at + 30).replaceAll('\n', ' ')
  return `\n${excerpt}\n${' '.repeat(at - from)}^\nERROR at Row:1:Column:${at + 1}\n${message}`
}

export function malformed(soql: string, at: number, message: string): SalesforceError {
  return new SalesforceError('MALFORMED_QUERY', atPlace(soql, at, message), { unknown: true })
}
