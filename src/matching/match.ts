// Same person? By the address alone, for the live path; similar people are found in people/.
import { cleanEmail, isEmail, isRoleMailbox } from '../cleanse/email.ts'
import type { LeadFields } from '../lead/lead.ts'

/** Evidence is measured in bits: each one doubles the odds that it is the same. */
export type Match =
  | { kind: 'new' }
  | { kind: 'same'; leadId: string; why: string; bits: number }
  | { kind: 'unsure'; candidates: { leadId: string; why: string; bits: number }[] }

export interface PersonKey {
  kind: string
  key: string
}

const EMAIL_BITS = 9
/** Several people read it, but two leads for one address would fight over one CRM record. */
const ROLE_MAILBOX_BITS = 3

/** Exact keys of a person. No key when nothing is sure enough: then everybody is new. */
export function personKeys(fields: LeadFields): PersonKey[] {
  const email = normalEmail(fields)
  return email === undefined ? [] : [{ kind: 'email', key: email }]
}

/** @param found `kind:key` → lead */
export function matchPerson(fields: LeadFields, found: ReadonlyMap<string, string>): Match {
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

function normalEmail(fields: LeadFields): string | undefined {
  const email = fields.email === undefined ? undefined : cleanEmail(fields.email).value
  return email !== undefined && isEmail(email) ? email : undefined
}
