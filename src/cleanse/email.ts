// E-mail addresses in one form. Its one rule: what is no valid address is kept and doubted, never repaired by guessing.
import { domainToASCII } from 'node:url'
import { isRoleMailbox } from './role-mailboxes.ts'
import { tidyText, type Cleaned } from './text.ts'

export { isFreeMail } from './free-mail.ts'
export { isRoleMailbox } from './role-mailboxes.ts'

/** RFC 5321 section 4.5.3.1: local part 64, address 254. An invalid one is cut above that, so a cut one is never valid. */
const MAX_LOCAL = 64
const MAX_ADDRESS = 254
const MAX_KEPT = 320

/** RFC 5322 dot-atom, with the letters of RFC 6531. Quoted local parts do not occur in forms and are refused. */
const localPart = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export function cleanEmail(raw: string): Cleaned {
  // Full-width letters come from Japanese keyboards.
  const compatible = raw.normalize('NFKC')
  const tidy = tidyText(compatible, { max: MAX_KEPT })
  const did = compatible === raw ? tidy.did : ['unicode form', ...tidy.did]
  if (tidy.value === undefined) return { value: undefined, did }
  const bare = unwrap(tidy.value)
  const normal = lower(bare)
  if (!isEmail(normal.value)) return { value: tidy.value, did, suspicious: 'invalid e-mail address' }
  if (bare !== tidy.value) did.push('only the address kept')
  did.push(...normal.did)
  return {
    value: normal.value,
    did,
    ...(isRoleMailbox(normal.value) ? { suspicious: 'role mailbox' } : {}),
  }
}

/** Of a normalized address. */
export function isEmail(email: string): boolean {
  const at = email.lastIndexOf('@')
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)]
  if (at < 1 || local.length > MAX_LOCAL || email.length > MAX_ADDRESS) return false
  const labels = domain.split('.')
  // No top-level domain has one letter, and numbers are addresses of machines.
  if (labels.length < 2 || /^(?:\d+|.)$/.test(labels.at(-1) ?? '')) return false
  return localPart.test(local) && labels.every((part) => label.test(part))
}

/** Domain of a normalized address, undefined when it is no valid address. */
export function emailDomain(email: string): string | undefined {
  return isEmail(email) ? email.slice(email.lastIndexOf('@') + 1) : undefined
}

/** `Ada <ada@example.com>`, `<ada@example.com>`, `mailto:ada@example.com` → the address. */
function unwrap(text: string): string {
  const open = text.lastIndexOf('<')
  const inner = open >= 0 && text.endsWith('>') ? text.slice(open + 1, -1).trim() : text
  return inner.replace(/^mailto:\s*/iu, '')
}

function lower(email: string): { value: string; did: string[] } {
  const at = email.lastIndexOf('@')
  const lowered = email.toLowerCase().normalize('NFC')
  const did = lowered === email ? [] : ['lower case']
  const domain = lowered.slice(lowered.lastIndexOf('@') + 1)
  const isAscii = /^[ -~]*$/.test(domain)
  if (at < 0 || isAscii) return { value: lowered, did }
  const ascii = domainToASCII(domain)
  if (ascii === '') return { value: lowered, did }
  return { value: `${lowered.slice(0, lowered.lastIndexOf('@'))}@${ascii}`, did: [...did, 'domain as ASCII'] }
}
