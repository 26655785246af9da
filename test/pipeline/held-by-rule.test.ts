// A rule that holds its leads for a person: nobody gets them, and news or a replay asks the rules again.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf } from './leads.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
  const { data } = await pointsman.api('GET', '/api/rulebook', undefined, 'viewer')
  const { 'rulebook/tests/rules.yaml': _tests, ...files } = (data as { files: Record<string, string> }).files
  const held =
    'rules:\n  - { name: No country yet, when: { lead.country: { exists: false } }, hold: { reason: the country is to be found first } }\n'
  const rules = (files['rulebook/rules.yaml'] ?? '').replace('rules:\n', held)
  await pointsman.api('POST', '/api/rulebook/publish', { files: { ...files, 'rulebook/rules.yaml': rules } }, 'editor')
})
afterAll(() => pointsman.close())

it('is held with the reason, and routed when the news comes that the rule waits for', async () => {
  await pointsman.send('web-form', form('ada@held.example', { country: undefined }))
  await pointsman.settle()
  const before = await leadOf(pointsman, 'ada@held.example')
  expect(before.ownerId).toBeNull()
  const [event] = await pointsman.store.list('events', { where: { leadId: before.id } })
  expect(event).toMatchObject({ state: 'held', reason: 'the country is to be found first' })
  expect(pointsman.sandbox.salesforce.find('Lead', 'ada@held.example')?.['OwnerId']).toBeUndefined()

  await pointsman.send('web-form', form('ada@held.example', { country: 'France' }))
  await pointsman.settle()
  expect((await leadOf(pointsman, 'ada@held.example')).ownerId).not.toBeNull()
  expect(await pointsman.store.count('assignments', { leadId: before.id, endedAt: null })).toBe(1)
})
