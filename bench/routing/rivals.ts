// What a decision is measured against: json-rules-engine, and the plainest scan that can be written by hand. Neither picks an owner, nor
// says why; both only name the first rule that holds. Their one rule: they get the rules in the form that suits them best.
import { Engine } from 'json-rules-engine'
import type { LeadValues, RuleValues } from './rulebooks.ts'

/** @returns the place of the first rule that holds, or -1 */
export type Rival<T> = (lead: LeadValues) => T

/** By falling priority, and stopped at the first that holds: https://github.com/CacheControl/json-rules-engine/blob/master/docs/engine.md (2026-11) */
export function jsonRulesEngine(rules: readonly RuleValues[]): Rival<Promise<number>> {
  const engine = new Engine()
  for (const [n, { countries, industry, employees }] of rules.entries()) {
    engine.addRule({
      priority: rules.length - n,
      conditions: {
        all: [
          { fact: 'country', operator: 'in', value: countries },
          { fact: 'employees', operator: 'greaterThanInclusive', value: employees },
          { fact: 'industry', operator: 'equal', value: industry },
        ],
      },
      event: { type: 'holds', params: { n } },
    })
  }
  engine.on('success', () => engine.stop())
  return async (lead) => {
    const { events } = await engine.run({ ...lead })
    return (events[0]?.params?.['n'] as number | undefined) ?? -1
  }
}

export function linearScan(rules: readonly RuleValues[]): Rival<number> {
  const tests = rules.map(({ countries, industry, employees }) => {
    const wanted = new Set(countries)
    return (lead: LeadValues) => lead.industry === industry && lead.employees >= employees && wanted.has(lead.country)
  })
  return (lead) => tests.findIndex((holds) => holds(lead))
}
