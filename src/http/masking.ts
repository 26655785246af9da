// What a viewer sees of a person: enough to recognize a lead, not enough to contact it. Pure; operators and above see everything.
import type { LeadField, LeadFields } from '../lead/lead.ts'
import type { Actor } from '../pipeline/pipeline.ts'
import { mayAct } from './auth.ts'
import { vocabulary } from './vocabulary.ts'

const personal = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'phoneExtension',
  'message',
  'postalCode',
] as const satisfies LeadField[]

// Parts are bounded as RFC 5321 4.5.3.1 bounds them, which also keeps the search linear.
const address = /([\p{L}\p{N}])[\p{L}\p{N}._%+'-]{0,63}@([\p{L}\p{N}.-]{1,253})/gu

/** `ada@example.com` → `a***@example.com` */
export function maskEmails(text: string): string {
  return text.replace(address, '$1***@$2')
}

export function maskFields<T extends LeadFields>(fields: T): T {
  const masked: LeadFields = { ...fields }
  for (const field of personal) {
    const value = masked[field]
    if (value !== undefined) masked[field] = maskValue(field, value)
  }
  return masked as T
}

/** Sees every value of a structure; gives a copy. */
export type Mask = <T>(value: T) => T

/**
 * For a viewer: masks addresses, and the personal values of these people wherever they stand in a text.
 * For anybody above: changes nothing.
 */
export function maskFor(actor: Actor, people: readonly LeadFields[] = []): Mask {
  if (mayAct(actor, 'operator')) return (value) => value
  const known = people.flatMap((fields) =>
    personal.flatMap((field) => {
      const value = fields[field]
      // One letter would be found in half of all sentences.
      return value !== undefined && value.length > 1
        ? [{ value, pattern: whole(value), to: maskValue(field, value) }]
        : []
    }),
  )
  const text = (value: string): string => {
    // A person may be called like one of our words: a lead of Ms Customer still has a stage.
    if (vocabulary.has(value)) return value
    const replaced = known.reduce((sum, item) => sum.replace(item.pattern, () => item.to), value)
    return maskEmails(replaced)
  }
  return (value) => walk(value, text) as typeof value
}

function maskValue(field: (typeof personal)[number], value: string): string {
  if (field === 'email') return value.includes('@') ? maskEmails(value) : '***'
  if (field === 'phone') return `***${value.slice(-2)}`
  if (field === 'message' || field === 'postalCode' || field === 'phoneExtension') return '***'
  return `${String.fromCodePoint(value.codePointAt(0) ?? 0)}***`
}

function whole(value: string): RegExp {
  const literal = value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu')
}

function walk(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'string') return text(value)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  if (Array.isArray(value)) return value.map((item) => walk(item, text))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [maskEmails(key), walk(item, text)]))
}
