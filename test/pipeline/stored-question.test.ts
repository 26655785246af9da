// What a decision was made from stands in the store beside it, so that it can be decided again; the person's part goes with the person.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decide } from '../../src/routing/decide.ts'
import { keptDecision, restoreQuestion } from '../../src/routing/explain/stored-question.ts'
import { compileRulebook } from '../../src/pipeline/rulebook.ts'
import { HOUR_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf } from './leads.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
  for (const name of ['ada', 'bo', 'cy']) {
    await pointsman.send(
      'web-form',
      form(`${name}@initech.example`, { submissionId: name, lastName: `Name of ${name}` }),
    )
  }
  await pointsman.settle()
  // The promise breaks: somebody else is chosen, from what is true then.
  pointsman.clock.move(30 * HOUR_MS)
  await pointsman.settle()
})
afterAll(() => pointsman.close())

async function keptOf(id: string) {
  const row = await pointsman.store.find('decisions', id)
  const personal = await pointsman.store.find('timelinePrivate', id)
  return {
    open: (row?.inputs as { question: unknown } | undefined)?.question,
    personal: (personal?.data as { question: unknown } | undefined)?.question,
  }
}

it('decides each of a batch, and each follow-up, again as it was', async () => {
  const decisions = await pointsman.store.list('decisions')
  expect(new Set(decisions.map(({ cause }) => cause))).toEqual(new Set(['new', 'sla-breach']))
  expect(decisions.length).toBeGreaterThan(3)
  for (const { id, decision, rulebook } of decisions) {
    const question = restoreQuestion(await keptOf(id))
    if ('lacks' in question) throw new Error(`${question.lacks} is missing.`)
    const version = await pointsman.store.find('rulebooks', rulebook)
    const again = decide(question, compileRulebook(version?.files ?? {}).routing)
    expect(JSON.parse(JSON.stringify(keptDecision(again)))).toEqual(decision)
  }
})

it('has nothing of the person in the decision’s inputs, and forgets the rest with the person', async () => {
  const { id } = await leadOf(pointsman, 'ada@initech.example')
  const [decision] = await pointsman.store.list('decisions', { where: { leadId: id } })
  const kept = await keptOf(decision?.id ?? '')
  expect(JSON.stringify(decision?.inputs)).not.toMatch(/Name of ada|ada@/)
  expect(kept.personal).toMatchObject({ lead: { fields: { lastName: 'Name of ada' } } })
  await pointsman.api('POST', '/api/people/forget', { email: 'ada@initech.example' }, 'admin')
  expect(await pointsman.store.count('timelinePrivate', { leadId: id })).toBe(0)
  expect((await pointsman.store.find('decisions', decision?.id ?? ''))?.inputs).toEqual({
    erasedAt: expect.any(String),
  })
})
