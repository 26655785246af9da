// Expressions in CEL (https://github.com/google/cel-spec), for what the words of `when` cannot say. The only file that knows the library.
// Its one rule: whatever is written, it either is a fault when the rules are loaded, or ends soon and throws nothing.
import { Environment, type ASTNode, type ParseError, type TypeError as CelTypeError } from '@marcbachmann/cel-js'
import { InputError } from '../../errors.ts'
import type { Question } from '../question.ts'
import type { Field, FieldType } from './fields.ts'

export interface Expression {
  /** Names of the fields that it looks at. */
  fields: readonly string[]
  /** A text: why there is no answer, such as a field that is not known. */
  run(question: Question): boolean | string
}

const LIMITS = { maxAstNodes: 400, maxDepth: 32, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 8 }

/** They go through a list: within each other the time would multiply. */
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind'])

/** @throws InputError that shows the place in the expression */
export function compileExpression(source: string, fields: ReadonlyMap<string, Field>): Expression {
  const program = parsed(source, fields)
  const used = new Set<string>()
  walk(program.ast, false, (node, inLoop) => refuse(node, inLoop, source, used, fields))
  const { valid, type, error: fault } = program.check()
  if (!valid) throw faulty(source, fault)
  if (type !== 'bool' && type !== 'dyn') {
    throw new InputError(`This gives ${type}, not true or false:${shown(source, 0, source.length)}`, { code: CODE })
  }
  const reads = [...used].map((name) => ({ path: name.split('.'), field: fields.get(name) }))
  return {
    fields: [...used],
    run(question) {
      const context: Record<string, unknown> = { lead: {}, account: {}, event: {}, time: {} }
      for (const { path, field } of reads) put(context, path, field?.read(question))
      try {
        const answer: unknown = program(context)
        return typeof answer === 'boolean' ? answer : `it gives ${typeof answer}, not true or false`
      } catch (error) {
        return reasonOf(error)
      }
    },
  }
}

const CODE = 'expression.unusable'

const environments = new WeakMap<ReadonlyMap<string, Field>, Environment>()

/** Names are those of the fields, so that both ways of asking have the same words. */
function environment(fields: ReadonlyMap<string, Field>): Environment {
  const known = environments.get(fields)
  if (known) return known
  const groups = new Map<string, Record<string, string>>()
  const made = new Environment({ unlistedVariablesAreDyn: false, enableOptionalTypes: true, limits: LIMITS })
  for (const [name, { type }] of fields) {
    const [group = '', key] = name.split('.')
    if (key === undefined) made.registerVariable(group, typeOf(type))
    else groups.set(group, { ...groups.get(group), [key]: typeOf(type) })
  }
  for (const [group, schema] of groups) made.registerVariable(group, { schema })
  // A field holds a decimal number; people write 5 where CEL wants 5.0.
  made.registerOperator('double == int', (field: number, whole: bigint) => field === Number(whole))
  for (const [sign, work] of Object.entries(arithmetic)) {
    made.registerOperator(`double ${sign} int`, (a: number, b: bigint) => work(a, Number(b)))
    made.registerOperator(`int ${sign} double`, (a: bigint, b: number) => work(Number(a), b))
  }
  environments.set(fields, made)
  return made
}

const arithmetic: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

function typeOf(type: FieldType): string {
  if (type === 'number') return 'double'
  return type === 'list' ? 'list<string>' : 'string'
}

function parsed(source: string, fields: ReadonlyMap<string, Field>): ReturnType<Environment['parse']> {
  try {
    return environment(fields).parse(source)
  } catch (error) {
    throw faulty(source, error as ParseError)
  }
}

/** What the type check lets pass. */
function refuse(
  node: ASTNode,
  inLoop: boolean,
  source: string,
  used: Set<string>,
  fields: ReadonlyMap<string, Field>,
): void {
  const because = (why: string): InputError => {
    const { start, end } = node.range
    return new InputError(`${why}:${shown(source, start, end)}`, { code: CODE })
  }
  const name = calledIn(node)
  if (name === 'matches') {
    throw because(
      'A pattern here could take for ever: use the operator matches, { lead.title: { matches: "^head of" } }',
    )
  }
  if (inLoop && name !== undefined && LOOPS.has(name)) throw because(`"${name}" within another of its kind is refused`)
  if ((node.op === '.' || node.op === '.?') && node.args[0].op === 'id') {
    const field = `${node.args[0].args}.${node.args[1]}`
    if (fields.has(field)) used.add(field)
  }
  if (node.op === 'id' && fields.has(node.args)) used.add(node.args)
  if ((node.op === '[]' || node.op === '[?]') && node.args[0].op === 'id' && isGroup(node.args[0].args, fields)) {
    throw because(`Name the field after a point: ${node.args[0].args}.country`)
  }
}

function isGroup(name: string, fields: ReadonlyMap<string, Field>): boolean {
  return [...fields.keys()].some((field) => field.startsWith(`${name}.`))
}

function calledIn(node: ASTNode): string | undefined {
  return node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined
}

function walk(node: ASTNode, inLoop: boolean, visit: (node: ASTNode, inLoop: boolean) => void): void {
  visit(node, inLoop)
  const name = calledIn(node)
  const within = inLoop || (name !== undefined && LOOPS.has(name))
  for (const part of partsOf(node.args)) walk(part, within, visit)
}

function partsOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(partsOf)
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : []
}

function put(context: Record<string, unknown>, [group = '', key]: readonly string[], value: unknown): void {
  if (value === undefined || value === null) return
  if (key === undefined) context[group] = value
  else (context[group] as Record<string, unknown>)[key] = value
}

/** `No such key: employees` → the words that explanations use. */
function reasonOf(error: unknown): string {
  const { summary } = error as { summary?: unknown }
  const said = typeof summary === 'string' ? summary : error instanceof Error ? error.message : String(error)
  const [, key] = /^No such key: (\w+)/.exec(said) ?? []
  return key === undefined ? (said.split('\n')[0] ?? said) : `${key} is not known`
}

function faulty(source: string, error: ParseError | CelTypeError | undefined): InputError {
  const said = (error?.summary ?? error?.message ?? 'it cannot be read').split('\n')[0] ?? ''
  const isNumber = /\b(?:double|int)\b/.test(said) && said.includes('double') && said.includes('int')
  const hint = isNumber ? '; a number beside a field is written with a point, 5.0' : ''
  const { start = 0, end = source.length } = error?.range ?? {}
  return new InputError(`${said}${hint}:${shown(source, start, end)}`, { code: CODE })
}

/** The line of the expression with its fault underlined. */
function shown(source: string, start: number, end: number): string {
  const from = source.lastIndexOf('\n', start - 1) + 1
  const to = source.indexOf('\n', from)
  const line = source.slice(from, to === -1 ? undefined : to)
  const length = Math.max(1, Math.min(end, from + line.length) - start)
  return `\n    ${line}\n    ${' '.repeat(start - from)}${'^'.repeat(length)}`
}
