// One written field → its checked rule. Its one rule: every fault is collected, so that one run shows them all.
import type { Fault } from '../errors.ts'
import { didYouMean, type FieldPath, type YamlFile } from '../yaml-file.ts'
import { convert, type Conversion } from './convert.ts'
import type { FieldSource } from './grammar.ts'
import { parsePath, type PathPart } from './path.ts'
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
  } else if (rule.from === undefined) {
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
    with: stepsOf(rule.with, context),
    lookup: lookupOf(rule.lookup, as, context),
    as,
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

function stepsOf(written: string | string[] | undefined, { yaml, faults, at }: FieldContext): FieldRule['with'] {
  return [written ?? []].flat().flatMap((text, index) => {
    const fault = (message: string): [] => {
      faults.push(yaml.fault(Array.isArray(written) ? [...at, 'with', index] : [...at, 'with'], message))
      return []
    }
    const [, name, argument] = /^([a-z-]+)(?:\((\d{1,9})\))?$/u.exec(text.trim()) ?? [
      undefined,
      text.replace(/\(.*$/su, ''),
    ]
    const transform = name !== undefined && Object.hasOwn(transforms, name) ? transforms[name] : undefined
    if (name === undefined || !transform) {
      return fault(`No transform "${text}"${didYouMean(name ?? text, Object.keys(transforms))}.`)
    }
    const wants = transform.argument
    if (!wants) {
      return text.includes('(') ? fault(`${name} takes nothing in brackets.`) : [{ name, transform, argument: 0 }]
    }
    const number = Number(argument ?? Number.NaN)
    if (!(number >= wants.min && number <= wants.max)) {
      return fault(`${name} needs in brackets ${wants.says}, ${wants.min} to ${wants.max}: ${name}(255).`)
    }
    return [{ name, transform, argument: number }]
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
