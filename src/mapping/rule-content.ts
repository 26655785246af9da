// What a rule to a CRM may give: its kind, its longest text, its fixed values. Its one rule: what cannot be known is not claimed.
import type { LeadField } from '../lead/lead.ts'
import type { FieldRule, Scalar } from './types.ts'

export type Content = 'text' | 'number' | 'boolean' | 'day' | 'instant' | 'list'

/** Longest that cleansing leaves of each field; a test holds it against cleanse/clean.ts. Others are seldom long, and must not be cut. */
export const leadLengths: Partial<Record<LeadField, number>> = {
  firstName: 100,
  lastName: 100,
  title: 255,
  company: 255,
  website: 2048,
  state: 100,
  postalCode: 32,
  city: 100,
  industry: 255,
  source: 255,
  channel: 255,
  campaign: 255,
  message: 32_000,
}

const byPath: Readonly<Record<string, Content>> = {
  'lead.employees': 'number',
  'lead.score': 'number',
  'lead.occurredAt': 'instant',
  'lead.receivedAt': 'instant',
  'lead.createdAt': 'instant',
  'lead.suspicious': 'list',
  'decision.fastTrack': 'boolean',
}

const byStep: Readonly<Record<string, Content>> = {
  number: 'number',
  boolean: 'boolean',
  date: 'instant',
  day: 'day',
  split: 'list',
  'split-comma': 'list',
  'split-semicolon': 'list',
}

const byKind: Readonly<Record<string, Content>> = {
  text: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'instant',
  list: 'list',
}

/** Values that stand in the file itself. */
export function fixedValues(rule: FieldRule): Scalar[] {
  const own = [rule.value, rule.fallback, ...(rule.lookup?.values() ?? [])].filter((value) => value !== undefined)
  return rule.otherwise ? [...own, ...fixedValues(rule.otherwise)] : own
}

/** Only values of the file can come out. */
export function isClosed(rule: FieldRule): boolean {
  if (rule.otherwise) return rule.lookup !== null && isClosed(rule.otherwise)
  return rule.value !== undefined || (rule.lookup !== null && rule.fallback !== undefined)
}

/** undefined: not known, or several. */
export function contentOf(rule: FieldRule): Content | undefined {
  if (rule.otherwise) {
    const [first, second] = [contentOf({ ...rule, otherwise: null }), contentOf(rule.otherwise)]
    return first === second ? first : undefined
  }
  const fixed = new Set(fixedValues(rule).map((value) => typeof value))
  if (rule.as !== null) return byKind[rule.as]
  if (isClosed(rule)) return fixed.size === 1 ? fixedContent([...fixed][0]) : undefined
  // What a lookup does not know passes unchanged: then both may come.
  const steps = rule.with.map(({ name }) => name.replace(/\s*\(.*$/su, ''))
  const came = contentOfSource(rule)
  const content = steps.reduce<Content | undefined>(
    (now, step) => byStep[step] ?? (now === 'list' && !isOne(step) ? 'list' : 'text'),
    came,
  )
  const fits = [...fixed].every((kind) => fixedContent(kind) === content || kind === 'string')
  return fits ? content : undefined
}

const isOne = (step: string): boolean => ['join', 'first-of', 'last-of'].includes(step)

function fixedContent(kind: string | undefined): Content {
  return kind === 'number' || kind === 'boolean' ? kind : 'text'
}

function contentOfSource(rule: FieldRule): Content | undefined {
  if (rule.template) return 'text'
  const all = new Set(rule.sources.map(({ text }) => byPath[text] ?? (text.startsWith('extra.') ? undefined : 'text')))
  return all.size === 1 ? [...all][0] : undefined
}

/** Characters that may come at most; undefined: not known, or never much. */
export function longest(rule: FieldRule): { length: number; source: string } | undefined {
  if (rule.otherwise) {
    const both = [longest({ ...rule, otherwise: null }), longest(rule.otherwise)].filter((one) => one !== undefined)
    return both.toSorted((a, b) => b.length - a.length)[0]
  }
  if (rule.value !== undefined || rule.template || isClosed(rule)) return undefined
  const cuts = rule.with.flatMap(({ name }) => Number(/^truncate\s*\(\s*["']?(\d+)/u.exec(name)?.[1] ?? Number.NaN))
  const cut = Math.min(...cuts.filter((length) => !Number.isNaN(length)))
  const lengths = rule.sources.flatMap(({ text }) => {
    const length = leadLengths[text.replace(/^lead\./u, '') as LeadField]
    return text.startsWith('lead.') && length !== undefined ? [{ length: Math.min(length, cut), source: text }] : []
  })
  return lengths.toSorted((a, b) => b.length - a.length)[0]
}
