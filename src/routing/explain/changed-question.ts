// The same question with one field changed. Its one rule: undefined where the field cannot be changed alone, as that of an account which is not there.
import { MINUTE_MS } from '../../time.ts'
import type { Question } from '../question.ts'
import { fields } from '../rules/fields.ts'
import type { NamedValue } from './named-values.ts'

export function changedQuestion(question: Question, field: string, value: NamedValue): Question | undefined {
  const [of = '', name = ''] = field.split('.')
  const changed = changeIn(question, of, name, value)
  // The table of fields says whether the change came where conditions read it.
  const read = changed && fields.get(field)?.read(changed)
  const arrived = Array.isArray(read) ? read[0] : (read ?? null)
  return changed && arrived === value ? changed : undefined
}

function changeIn(question: Question, of: string, name: string, value: NamedValue): Question | undefined {
  const { lead, account, event } = question
  switch (of) {
    case 'lead':
      return { ...question, lead: changedLead(lead, name, value) }
    case 'account':
      if (!account || (value === null && (name === 'name' || name === 'relationship'))) return undefined
      return { ...question, account: changedAccount(account, name, value) }
    case 'event':
      if (name === 'ageMinutes') {
        const at = value === null ? null : new Date(question.now.getTime() - Number(value) * MINUTE_MS)
        return { ...question, event: { ...event, at } }
      }
      return value === null ? undefined : { ...question, event: { ...event, [name]: value } }
    case 'match':
      return value === null ? undefined : { ...question, match: value as Question['match'] }
    default:
      return undefined
  }
}

type Account = NonNullable<Question['account']>

const ids: Record<string, keyof Account> = { owner: 'ownerId', parent: 'parentId' }
const ofDetails: Record<string, string> = { successManager: 'successManagerId' }
const ofAccount: readonly string[] = ['name', 'domain', 'relationship', 'tier']

function changedAccount(account: Account, name: string, value: NamedValue): Account {
  const key = ids[name] ?? (ofAccount.includes(name) ? name : undefined)
  if (key !== undefined) return { ...account, [key]: value }
  return { ...account, details: { ...account.details, [ofDetails[name] ?? name]: value ?? undefined } }
}

function changedLead(lead: Question['lead'], name: string, value: NamedValue): Question['lead'] {
  switch (name) {
    case 'stage':
    case 'breaches':
      return value === null ? lead : { ...lead, [name]: value }
    case 'owner':
      return { ...lead, ownerId: value === null ? null : String(value) }
    case 'suspicious':
      return { ...lead, suspicious: value === null ? [] : [String(value)] }
    default:
      return { ...lead, fields: { ...lead.fields, [name]: value ?? undefined } }
  }
}
