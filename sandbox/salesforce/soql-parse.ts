// Tokens → a query. The grammar is the part of SOQL that routing needs; all else is MALFORMED_QUERY, never a silent guess.
import { malformed, tokenize, type Token } from './soql-tokens.ts'

export interface Path {
  /** `['Owner', 'Name']` */
  parts: string[]
  at: number
}

export type Literal = { at: number } & (
  | { is: 'string'; value: string; pattern: string }
  | { is: 'number'; value: number }
  | { is: 'boolean'; value: boolean }
  | { is: 'day' | 'time'; value: string }
  | { is: 'null' }
)

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'in' | 'not in'

export type Condition =
  | { is: 'and' | 'or'; parts: Condition[] }
  | { is: 'not'; part: Condition }
  | { is: 'compare'; path: Path; operator: Comparison; values: Literal[] }

export interface Query {
  text: string
  /** `count`: SELECT COUNT() */
  fields: Path[] | 'count'
  object: string
  where: Condition | undefined
  order: { path: Path; descending: boolean; nullsFirst: boolean }[]
  limit: number | undefined
  offset: number
}

const MAX_CHARACTERS = 100_000

/** @throws SalesforceError MALFORMED_QUERY */
export function parseQuery(text: string): Query {
  if (text.length > MAX_CHARACTERS)
    throw malformed(text, 0, `SOQL statements cannot be longer than ${MAX_CHARACTERS} characters.`)
  return new Parser(text).query()
}

class Parser {
  readonly #text: string
  readonly #tokens: Token[]
  #next = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokenize(text)
  }

  query(): Query {
    this.#need('select')
    const fields = this.#fields()
    this.#need('from')
    const object = this.#word('an object name').raw
    const where = this.#take('where') ? this.#condition() : undefined
    const order: Query['order'] = []
    if (this.#take('order')) {
      this.#need('by')
      do order.push(this.#orderKey())
      while (this.#take(','))
    }
    const limit = this.#take('limit') ? this.#integer() : undefined
    const offset = this.#take('offset') ? this.#integer() : 0
    if (this.#peek().is !== 'end') throw this.#unexpected()
    return { text: this.#text, fields, object, where, order, limit, offset }
  }

  #fields(): Path[] | 'count' {
    const first = this.#peek()
    if (first.raw.toLowerCase() === 'count' && this.#tokens[this.#next + 1]?.raw === '(') {
      this.#next += 2
      this.#need(')')
      return 'count'
    }
    const fields = [this.#path()]
    while (this.#take(',')) fields.push(this.#path())
    return fields
  }

  #condition(): Condition {
    const parts = [this.#single()]
    let joined: 'and' | 'or' | undefined
    for (;;) {
      const word = this.#peek().raw.toLowerCase()
      if (this.#peek().is !== 'word' || (word !== 'and' && word !== 'or')) break
      // SOQL has no precedence: AND beside OR needs parentheses.
      if (joined !== undefined && joined !== word) throw this.#unexpected()
      joined = word
      this.#next += 1
      parts.push(this.#single())
    }
    const [only] = parts
    return joined === undefined && only ? only : { is: joined ?? 'and', parts }
  }

  #single(): Condition {
    if (this.#take('(')) {
      const inner = this.#condition()
      this.#need(')')
      return inner
    }
    if (this.#take('not')) return { is: 'not', part: this.#single() }
    const path = this.#path()
    const operator = this.#operator()
    if (operator !== 'in' && operator !== 'not in') return { is: 'compare', path, operator, values: [this.#literal()] }
    this.#need('(')
    const values = [this.#literal()]
    while (this.#take(',')) values.push(this.#literal())
    this.#need(')')
    return { is: 'compare', path, operator, values }
  }

  #operator(): Comparison {
    const token = this.#peek()
    const raw = token.raw.toLowerCase()
    this.#next += 1
    if (raw === '<>') return '!='
    if (raw === '=' || raw === '!=' || raw === '<' || raw === '<=' || raw === '>' || raw === '>=') return raw
    if (raw === 'like' || raw === 'in') return raw
    if (raw === 'not' && this.#take('in')) return 'not in'
    this.#next -= 1
    throw this.#unexpected()
  }

  #literal(): Literal {
    const token = this.#peek()
    this.#next += 1
    const { at, raw } = token
    if (token.is === 'string') return { is: 'string', at, value: token.value, pattern: token.pattern }
    if (token.is === 'number') return { is: 'number', at, value: Number(raw) }
    if (token.is === 'time') return { is: raw.length > 10 ? 'time' : 'day', at, value: raw }
    const word = raw.toLowerCase()
    if (word === 'true' || word === 'false') return { is: 'boolean', at, value: word === 'true' }
    if (word === 'null') return { is: 'null', at }
    this.#next -= 1
    throw this.#unexpected()
  }

  #orderKey(): Query['order'][number] {
    const path = this.#path()
    const descending = this.#take('desc')
    if (!descending) this.#take('asc')
    if (!this.#take('nulls')) return { path, descending, nullsFirst: true }
    const nullsFirst = this.#take('first')
    if (!nullsFirst) this.#need('last')
    return { path, descending, nullsFirst }
  }

  #path(): Path {
    const { raw, at } = this.#word('a field name')
    return { parts: raw.split('.'), at }
  }

  #integer(): number {
    const token = this.#peek()
    if (token.is !== 'number' || !/^\d+$/.test(token.raw)) throw this.#unexpected()
    this.#next += 1
    return Number(token.raw)
  }

  #word(what: string): Token {
    const token = this.#peek()
    if (token.is !== 'word')
      throw malformed(this.#text, token.at, `unexpected token: '${token.raw}' (expecting ${what})`)
    this.#next += 1
    return token
  }

  #take(raw: string): boolean {
    const token = this.#peek()
    if (token.is === 'string' || token.raw.toLowerCase() !== raw) return false
    this.#next += 1
    return true
  }

  #need(raw: string): void {
    if (!this.#take(raw)) throw this.#unexpected()
  }

  #unexpected(): Error {
    const token = this.#peek()
    return malformed(this.#text, token.at, `unexpected token: '${token.raw}'`)
  }

  #peek(): Token {
    return (
      this.#tokens[Math.min(this.#next, this.#tokens.length - 1)] ?? { is: 'end', at: this.#text.length, raw: '<EOF>' }
    )
  }
}
