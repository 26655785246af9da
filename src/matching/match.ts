// Same person? By the address first; who has no known one is compared with those who could be meant (people/).
import { cleanEmail, isEmail, isRoleMailbox } from '../cleanse/email.ts'
import type { LeadFields } from '../lead/lead.ts'
import type { Asking, Likeness } from './people/live.ts'

/** Evidence is measured in bits: each one doubles the odds that it is the same. */
export type Match =
  | { kind: 'new' }
  | { kind: 'same'; leadId: string; why: string; bits: number; similar?: Similar }
  /** Surest first. */
  | { kind: 'unsure'; candidates: Similar[] }

/** A lead without a common address that could be the same person. */
export interface Similar {
  leadId: string
  likeness: Likeness
  /** What it was told by: asked again it gives the same. */
  asking: Asking
}

export interface PersonKey {
  kind: string
  key: string
}

const EMAIL_BITS = 9
/** Several people read it: names that contradict each other outweigh it. Else two leads would fight over one CRM record. */
const ROLE_MAILBOX_BITS = 3

/** Exact keys of a person. No key when nothing is sure enough: then everybody is new. */
export function personKeys(fields: LeadFields): PersonKey[] {
  const email = normalEmail(fields)
  return email === undefined ? [] : [{ kind: 'email', key: email }]
}

/** @param found `kind:key` → lead */
export function matchPerson(
  fields: LeadFields,
  found: ReadonlyMap<string, string>,
): Extract<Match, { kind: 'new' | 'same' }> {
  for (const { kind, key } of personKeys(fields)) {
    const leadId = found.get(`${kind}:${key}`)
    if (leadId === undefined) continue
    return isRoleMailbox(key)
      ? {
          kind: 'same',
          leadId,
          why: 'same e-mail address, a mailbox that several people may read',
          bits: ROLE_MAILBOX_BITS,
        }
      : { kind: 'same', leadId, why: 'same e-mail address', bits: EMAIL_BITS }
  }
  return { kind: 'new' }
}

/** What agrees and what does not, the most telling first, without a word of the person's own. */
export function whyAlike({ bits, needed, contributions }: Likeness): string {
  const told = contributions
    .filter((one) => one.bits !== 0)
    .toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
    .map(({ field, level, bits: each }) => `${names[field] ?? field} ${level} ${signed(each)}`)
  return `${told.join(', ')}: ${bits.toFixed(1)} bits, ${needed.toFixed(1)} are sure`
}

const names: Partial<Record<string, string>> = { given: 'first name', family: 'last name', email: 'e-mail' }

const signed = (bits: number): string => `${bits > 0 ? '+' : ''}${bits.toFixed(1)}`

function normalEmail(fields: LeadFields): string | undefined {
  const email = fields.email === undefined ? undefined : cleanEmail(fields.email).value
  return email !== undefined && isEmail(email) ? email : undefined
}
