// territories.yaml → named sets of leads, as conditions, so that the index and the explanation know them like any other.
// Its one rule: places (countries, states, postal codes, other territories) add up; size, industry and account must hold beside them; what is excluded is out last.
import type { z } from 'zod'
import type { Fault } from '../../errors.ts'
import { didYouMean, type FieldPath, type YamlFile } from '../../yaml-file.ts'
import { condition, onField } from '../rules/compile-when.ts'
import { test, type Condition } from '../rules/condition.ts'
import type { Field } from '../rules/fields.ts'
import type { Question } from '../question.ts'
import { accountKey, accountKeys } from './account-keys.ts'
import type { territoriesFile, TerritoryText } from './grammar.ts'

export interface Territory {
  name: string
  /** Its value is the name, where the lead is in it; else where the lead is. */
  field: Field & { needs: Condition }
}

type Texts = Readonly<Record<string, TerritoryText>>

export function readTerritories(
  yaml: YamlFile<z.infer<typeof territoriesFile>>,
  faults: Fault[],
): Map<string, Territory> {
  const texts = yaml.value.territories
  const made = new Map<string, Condition>()
  const add = (path: FieldPath, message: string): void =>
    void faults.push(yaml.fault(['territories', ...path], message))
  for (const [name, text] of Object.entries(texts)) {
    for (const word of ['include', 'exclude'] as const) {
      for (const [n, other] of (text[word] ?? []).entries()) {
        if (texts[other] === undefined) {
          add([name, word, n], `No territory "${other}"${didYouMean(other, Object.keys(texts))}.`)
        } else if (reaches(texts, other, name, new Set())) {
          add([name, word, n], `"${name}" is made of "${other}", and "${other}" of "${name}": leave one of them out.`)
        }
      }
    }
    for (const [n, account] of (text.accounts ?? []).entries()) {
      if (accountKey(account) === undefined)
        add([name, 'accounts', n], `"${account}" names no company: write its domain or its name.`)
    }
  }
  if (faults.length > 0) return new Map(Object.keys(texts).map((name) => [name, territoryOf(name, NEVER)]))
  return new Map(Object.keys(texts).map((name) => [name, territoryOf(name, conditionOf(name, texts, made))]))
}

const NEVER: Condition = { is: 'any', parts: [] }

function territoryOf(name: string, needs: Condition): Territory {
  return {
    name,
    field: { type: 'text', needs, read: (question) => (test(needs, question).holds ? name : whereabouts(question)) },
  }
}

function reaches(texts: Texts, from: string, to: string, seen: Set<string>): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  const { include = [], exclude = [] } = texts[from] ?? {}
  return [...include, ...exclude].some((next) => reaches(texts, next, to, seen))
}

function conditionOf(name: string, texts: Texts, made: Map<string, Condition>): Condition {
  const known = made.get(name)
  if (known) return known
  const text = texts[name]
  if (!text) return NEVER
  const included = (text.include ?? []).map((other) => conditionOf(other, texts, made))
  const outside = (text.exclude ?? []).map((other): Condition => ({ is: 'not', part: conditionOf(other, texts, made) }))
  const whole = all([...insideOf(text, included), ...outside])
  made.set(name, whole)
  return whole
}

/** All of it must hold. @param included other territories, each a place like any other */
function insideOf(text: TerritoryText, included: Condition[]): Condition[] {
  const places = [...placesOf(text), ...included]
  const parts = places.length > 0 ? [any(places)] : []
  if (text.employees) {
    const [low, high] = text.employees
    parts.push(onField('lead.employees', 'gte', low))
    if (high !== null) parts.push(onField('lead.employees', 'lte', high))
  }
  if (text.industries) parts.push(onField('lead.industry', 'in', text.industries))
  if (text.accounts) parts.push(condition('account', accountKeys, 'in', text.accounts.map(accountKey)))
  return parts
}

function placesOf({ countries, states = [], postal = {} }: TerritoryText): Condition[] {
  const byCountry = Map.groupBy(states, (state) => state.slice(0, 2))
  const inCountry = (country: string, part: Condition): Condition =>
    all([onField('lead.country', 'equals', country), part])
  return [
    ...(countries ? [onField('lead.country', 'in', countries)] : []),
    ...[...byCountry].map(([country, those]) =>
      inCountry(
        country,
        onField(
          'lead.state',
          'in',
          those.map((state) => state.slice(3)),
        ),
      ),
    ),
    ...Object.entries(postal).map(([country, ranges]) =>
      inCountry(country, onField('lead.postalCode', 'within', ranges)),
    ),
  ]
}

function all(parts: Condition[]): Condition {
  const [only] = parts
  return only && parts.length === 1 ? only : { is: 'all', parts }
}

function any(parts: Condition[]): Condition {
  const [only] = parts
  return only && parts.length === 1 ? only : { is: 'any', parts }
}

/** For the explanation: `DE-BY 80331, Software, 320 employees`. null: nothing is known. */
export function whereabouts({ lead: { fields } }: Question): string | null {
  const { country, state, postalCode, industry, employees } = fields
  const place = [[country, state].filter(Boolean).join('-'), postalCode].filter(Boolean).join(' ')
  const parts = [place, industry, employees === undefined ? undefined : `${employees} employees`]
  return parts.filter(Boolean).join(', ') || null
}
