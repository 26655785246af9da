// A plan counts turns and caps as the pipeline does: what a draft does to caps is seen in the leads that came.
import { expect, it } from 'vitest'
import { Planner } from '../../../src/routing/plan/plan.ts'
import { bookOf, question } from '../book-of.ts'

const pools = (more: string): string => `
pools:
  emea: { ${more} members: [mia@acme.example] }
  spare: { members: [zoe@acme.example] }`
const rules = `
rules: [{ name: All, when: { lead.stage: MQL }, assign: { pool: emea } }]
otherwise: { pool: spare }`

it('tells what a cap of the draft would have moved, day by day', () => {
  const planner = new Planner(
    { book: bookOf(rules, pools('')), promiseText: (name: string) => name },
    { book: bookOf(rules, pools('memberCaps: [{ leads: 2, per: day }],')), promiseText: (name: string) => name },
  )
  for (const day of ['24', '25']) {
    for (let hour = 8; hour < 13; hour += 1) {
      const now = new Date(`2026-11-${day}T${String(hour).padStart(2, '0')}:00:00Z`)
      planner.add(question({ now, seed: `${day} ${hour}` }), `lead ${day} ${hour}`)
    }
  }
  const { leads, unchanged, pools: matrix } = planner.result
  expect({ leads, unchanged }).toEqual({ leads: 10, unchanged: 4 })
  expect(JSON.stringify(matrix)).toContain('spare')
})
