// Answers as a mapping can name them: by the reference of the question, by its title, and the first of each type. The sender's own list stays.
import { isRecord } from '../../src/connector.ts'

export interface Answers {
  /** By `ref` of the question, which an admin can set in Typeform; and by its id. */
  answers: Record<string, unknown>
  /** By the title of the question. */
  questions: Record<string, unknown>
  /** First answer of a type: `email`, `phone_number`, `choice` … */
  first: Record<string, unknown>
}

export function readAnswers(response: Record<string, unknown>): Answers {
  const byRef: [string, unknown][] = []
  const byTitle: [string, unknown][] = []
  const byType = new Map<string, unknown>()
  const titles = titlesOf(response.definition)
  for (const answer of listOf(response.answers)) {
    const type = typeof answer.type === 'string' ? answer.type : ''
    const value = valueOf(answer, type)
    if (value === undefined) continue
    if (!byType.has(type)) byType.set(type, value)
    const field = isRecord(answer.field) ? answer.field : {}
    for (const name of [field.id, field.ref]) if (isName(name)) byRef.push([name, value])
    const title = isName(field.id) ? titles.get(field.id) : undefined
    if (title !== undefined) byTitle.push([title, value])
  }
  return {
    answers: Object.fromEntries(byRef),
    questions: Object.fromEntries(byTitle),
    first: Object.fromEntries([...byType].filter(([type]) => isName(type))),
  }
}

/** The value stands under the key that `type` names; of choices the labels count. */
function valueOf(answer: Record<string, unknown>, type: string): unknown {
  const value = Object.hasOwn(answer, type) ? answer[type] : undefined
  if (!isRecord(value)) return value
  if (type === 'choice') return value.label ?? value.other
  if (type === 'choices')
    return [...(Array.isArray(value.labels) ? (value.labels as unknown[]) : []), ...(value.other ? [value.other] : [])]
  return value
}

function titlesOf(definition: unknown): Map<string, string> {
  const fields = isRecord(definition) ? listOf(definition.fields) : []
  return new Map(
    fields.flatMap(({ id, title }): [string, string][] => (isName(id) && isName(title) ? [[id, title]] : [])),
  )
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isRecord) : []
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value !== '__proto__'
}
