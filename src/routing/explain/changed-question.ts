// The same question with one field changed. Its one rule: undefined where the field cannot be changed alone, as that of an account which is not there.
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
      return { ...question, account: { ...account, [name === 'owner' ? 'ownerId' : name]: value } }
    case 'event':
      return value === null ? undefined : { ...question, event: { ...event, [name]: value } }
    case 'match':
      return value === null ? undefined : { ...question, match: value as Question['match'] }
    default:
      return undefined
  }
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
