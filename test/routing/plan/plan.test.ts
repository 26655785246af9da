// What a draft would have changed: counted lead by lead, each side with turns of its own.
import { describe, expect, it } from 'vitest'
import { hasChanges, Planner, type PlanSide } from '../../../src/routing/plan/plan.ts'
import type { Question } from '../../../src/routing/question.ts'
import { bookOf, everyone, ownersOf, question } from '../book-of.ts'

const rules = (large: number, sla = '') => `
rules:
  - { name: Large, when: { lead.employees: { gte: ${large} } }, assign: { pool: emea }${sla} }
  - { name: Small, when: { lead.employees: { lt: 5 } }, ignore: { reason: small } }
otherwise: { pool: spare }`

const side = (text: string, promise = '4h', pools?: string): PlanSide => ({
  book: bookOf(text, pools),
  promiseText: (name) => (name === 'standard' ? promise : '5m'),
})

const lead = (employees: number, n: number): Question =>
  question({ lead: { id: `lead-${n}`, fields: { employees } }, seed: `event ${n}` })

function planOf(before: PlanSide, after: PlanSide, employees: readonly number[], owners = everyone) {
  const planner = new Planner(before, after)
  for (const [n, number] of employees.entries()) planner.add({ ...lead(number, n), owners }, `Lead ${n}`)
  return planner.result
}

describe('a plan', () => {
  it('of the same rules changes nothing', () => {
    const plan = planOf(side(rules(500)), side(rules(500)), [600, 20, 3, 700])
    expect(plan).toMatchObject({ leads: 4, unchanged: 4, owners: [], rules: [], examples: [] })
    expect(hasChanges(plan)).toBe(false)
  })

  it('tells leads that another rule gives to somebody else from those that only lose their turn', () => {
    // The first goes to emea by the draft, so that from then on it is another member's turn.
    const plan = planOf(side(rules(500)), side(rules(400)), [450, 600, 700, 800, 900])
    expect(plan).toMatchObject({
      leads: 5,
      moved: { byRule: 1 },
      rules: [{ from: 'otherwise', to: 'Large', leads: 1 }],
      pools: [{ from: 'spare', to: 'emea', leads: 1 }],
    })
    expect(plan.moved.byTurn).toBeGreaterThan(0)
    expect(plan.unchanged + 1 + plan.moved.byTurn).toBe(5)
    expect(plan.owners.reduce((all, { leads }) => all + leads, 0)).toBe(1 + plan.moved.byTurn)
    expect(plan.examples[0]).toMatchObject({ leadId: 'lead-0', ruleBefore: 'otherwise', ruleAfter: 'Large' })
    const sum = (part: 'before' | 'after') => plan.members.reduce((all, member) => all + member[part], 0)
    expect([sum('before'), sum('after')]).toEqual([5, 5])
    expect(plan.members).toContainEqual({ owner: 'zoe', before: 1, after: 0 })
  })

  it('begins with everybody level, whatever the numbers were then', () => {
    const turns = new Map([['emea', [{ member: 'mia@acme.example', total: 90, lastAt: null }]]])
    const planner = new Planner(side(rules(500)), side(rules(500)))
    for (let n = 0; n < 4; n += 1) planner.add({ ...lead(900, n), turns }, 'x')
    expect(planner.result.members.map(({ before }) => before)).toEqual([2, 2])
  })

  it('counts promises that change though the owner stays: another one, or one that says something else', () => {
    const one = planOf(side(rules(500)), side(rules(500, ', sla: five-minutes')), [600])
    expect(one).toMatchObject({
      unchanged: 0,
      promiseOnly: 1,
      promises: [{ from: 'standard (4h)', to: 'five-minutes (5m)' }],
    })
    const other = planOf(side(rules(500), '4h'), side(rules(500), '8h'), [600])
    expect(other).toMatchObject({
      promiseOnly: 1,
      promises: [{ from: 'standard (4h)', to: 'standard (8h)', leads: 1 }],
    })
  })

  it('counts leads that nobody would get any more, and those that somebody would', () => {
    const ignoring = side(rules(500).replace('lt: 5', 'lt: 50'))
    expect(planOf(side(rules(500)), ignoring, [20])).toMatchObject({ newlyUnassigned: 1, newlyUnrouted: 0 })
    expect(planOf(ignoring, side(rules(500)), [20])).toMatchObject({ newlyAssigned: 1 })
    const gone = side(
      rules(500),
      '4h',
      'pools: { emea: { members: [mia@acme.example] }, spare: { members: [gone@acme.example] } }',
    )
    expect(planOf(side(rules(500)), gone, [20])).toMatchObject({ newlyUnassigned: 1, newlyUnrouted: 1 })
    expect(planOf(gone, side(rules(500)), [20])).toMatchObject({ newlyAssigned: 1, newlyRouted: 1 })
  })

  it('finds members of new pools among the owners of now', () => {
    const planner = new Planner(side(rules(500)), side(rules(500)))
    planner.add({ ...lead(900, 1), owners: ownersOf() }, 'x')
    expect(planner.result.members).toEqual([])
    planner.add({ ...lead(900, 2), owners: ownersOf() }, 'x', everyone)
    expect(planner.result.members).toHaveLength(1)
  })

  it('keeps examples of other rules rather than of other turns', () => {
    const plan = planOf(side(rules(500)), side(rules(400)), [
      450,
      ...Array.from({ length: 200 }, () => 900),
      450,
      450,
      450,
    ])
    expect(plan.examples).toHaveLength(20)
    expect(plan.examples.filter(({ ruleBefore, ruleAfter }) => ruleBefore !== ruleAfter)).toHaveLength(4)
  })
})
