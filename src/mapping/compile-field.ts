// One written field → its checked rule. Its one rule: every fault is collected, so that one run shows them all.
import type { Fault } from '../errors.ts'
import { didYouMean, type FieldPath, type YamlFile } from '../yaml-file.ts'
import { convert, type Conversion } from './convert.ts'
import type { FieldSource } from './grammar.ts'
import { parsePath, type PathPart } from './path.ts'
import { parseCall } from './arguments.ts'
import { parseTemplate } from './template.ts'
import { transforms } from './transforms.ts'
import type { FieldRule, Scalar, Source } from './types.ts'

export interface FieldContext {
  yaml: YamlFile<unknown>
  faults: Fault[]
  /** Where the rule stands in the file. */
  at: FieldPath
  /** Kind that default, value and result must have; null: any. */
  kind: Conversion | null
  /** What is wrong with a path that reads well, if anything. */
  checkPath?(path: readonly PathPart[], text: string): string | undefined
}

export function compileField<Target extends string>(
  target: Target,
  written: FieldSource,
  context: FieldContext,
): FieldRule<Target> {
  const { yaml, faults, at, kind } = context
  const shorthand = typeof written === 'string' || Array.isArray(written)
  const rule = shorthand ? { from: written } : written
  const { file, line, column } = yaml.fault(at, '')
  if (rule.value !== undefined) {
    const others = Object.keys(rule).filter((key) => key !== 'value')
    if (others.length > 0) {
      faults.push(
        yaml.fault([...at, 'value'], `"value" is fixed, so take away ${others.map((key) => `"${key}"`).join(', ')}.`),
      )
    }
  } else if (rule.from !== undefined && rule.template !== undefined) {
    faults.push(yaml.fault([...at, 'template'], '"template" stands in place of "from": take one of them away.'))
  } else if (rule.from === undefined && rule.template === undefined) {
    faults.push(yaml.fault(at, 'Say where the field comes from: add "from", or "value" for a fixed one.'))
  }
  if (rule.as !== undefined && kind !== null && kind !== 'text' && rule.as !== kind) {
    const also = kind === 'number' && rule.as === 'integer'
    if (!also)
      faults.push(yaml.fault([...at, 'as'], `${target} holds ${article(kind)}: write as: ${kind}, or leave "as" away.`))
  }
  const as = rule.as ?? kind
  return {
    target,
    place: { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) },
    sources: sourcesOf(rule.from, shorthand ? at : [...at, 'from'], context),
    template: templateOf(rule.template, context),
    with: stepsOf(rule.with, context),
    lookup: lookupOf(rule.lookup, as, context),
    as,
    otherwise: otherwiseOf(target, rule, context),
    fallback: constant(rule.default, as, ['default'], context),
    value: constant(rule.value, as, ['value'], context),
  }
}

function sourcesOf(from: string | string[] | undefined, at: FieldPath, context: FieldContext): Source[] {
  return [from ?? []].flat().flatMap((text, index) => {
    const result = parsePath(text)
    const wrong = 'wrong' in result ? result.wrong : context.checkPath?.(result.path, text)
    if (wrong !== undefined) {
      context.faults.push(context.yaml.fault(Array.isArray(from) ? [...at, index] : at, wrong))
    }
    return 'path' in result ? [{ text, path: result.path }] : []
  })
}

function otherwiseOf<Target extends string>(
  target: Target,
  { else: written, default: fallback }: { else?: FieldSource | undefined; default?: Scalar | undefined },
  context: FieldContext,
): FieldRule<Target> | null {
  if (written === undefined) return null
  const { yaml, faults, at } = context
  if (fallback !== undefined) {
    faults.push(yaml.fault([...at, 'default'], 'With "else" the default stands there: move it to the last "else".'))
  }
  return compileField(target, written, { ...context, at: [...at, 'else'] })
}

function templateOf(text: string | undefined, context: FieldContext): FieldRule['template'] {
  if (text === undefined) return null
  const read = parseTemplate(text)
  const wrong = 'wrong' in read ? read.wrong : read.parts.map((part) => pathFault(part, context)).find(Boolean)
  if (wrong !== undefined) context.faults.push(context.yaml.fault([...context.at, 'template'], wrong))
  return 'parts' in read ? read.parts : null
}

function pathFault(part: string | Source, context: FieldContext): string | undefined {
  return typeof part === 'string' ? undefined : context.checkPath?.(part.path, part.text)
}

function stepsOf(written: string | string[] | undefined, { yaml, faults, at }: FieldContext): FieldRule['with'] {
  return [written ?? []].flat().flatMap((text, index) => {
    const fault = (message: string): [] => {
      faults.push(yaml.fault(Array.isArray(written) ? [...at, 'with', index] : [...at, 'with'], message))
      return []
    }
    const call = parseCall(text)
    const name = call?.name ?? text.replace(/\(.*$/su, '')
    const transform = Object.hasOwn(transforms, name) ? transforms[name] : undefined
    if (!transform) return fault(`No transform "${text}"${didYouMean(name, Object.keys(transforms))}.`)
    if (!call) return fault(`The brackets of "${text}" cannot be read: put texts in quotes, such as join("; ").`)
    const most = transform.arguments?.length ?? 0
    if (most === 0 && text.includes('(')) return fault(`${name} takes nothing in brackets.`)
    const wants = (transform.arguments ?? []).map((one) => one.replace(/\?$/u, '')).join(', then ')
    if (call.arguments.length > most) return fault(`${name} takes in brackets only ${wants}.`)
    const run = transform.compile(call.arguments)
    if ('fault' in run) return fault(run.fault)
    if ('wrong' in run) return fault(`${name} needs in brackets ${wants}: write ${run.wrong}.`)
    return [{ name: text.trim(), run }]
  })
}

function lookupOf(
  written: Record<string, Scalar> | undefined,
  as: Conversion | null,
  context: FieldContext,
): FieldRule['lookup'] {
  if (!written) return null
  const { yaml, faults, at } = context
  const lookup = new Map<string, Scalar>()
  for (const [key, value] of Object.entries(written)) {
    const folded = key.trim().toLowerCase()
    if (lookup.has(folded)) {
      faults.push(yaml.fault([...at, 'lookup', key], `"${key}" stands here twice: capital letters do not matter.`))
    }
    constant(value, as, ['lookup', key], context)
    lookup.set(folded, value)
  }
  return lookup
}

function constant(
  value: Scalar | undefined,
  as: Conversion | null,
  where: FieldPath,
  { yaml, faults, at }: FieldContext,
): Scalar | undefined {
  if (value === undefined || as === null || as === 'list') return value
  const converted = convert(value, as)
  if ('value' in converted && !Array.isArray(converted.value)) return converted.value
  faults.push(yaml.fault([...at, ...where], `Expected ${article(as)} here.`))
  return undefined
}

function article(kind: Conversion): string {
  return {
    text: 'text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    date: 'a date',
    list: 'a list',
  }[kind]
}
