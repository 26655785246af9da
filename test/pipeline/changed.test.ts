// What an event changed of a lead that was known, as rules see it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HOUR_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf } from './leads.ts'

const rules = `rules:
  - { name: moved, when: { lead.country: { changed: true }, event.ageMinutes: { lt: 60 } }, assign: { owner: mia.kern@acme.example } }
  - { name: not yet, when: { match: [new, same] }, ignore: { reason: not yet } }
otherwise: { pool: catch-all }
`
let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
  await pointsman.settle()
  const { files } = (await pointsman.api('GET', '/api/rulebook')).data as { files: Record<string, string> }
  const kept = Object.entries(files).filter(([path]) => !path.includes('/tests/'))
  const edited = { ...Object.fromEntries(kept), 'rulebook/rules.yaml': rules }
  await pointsman.api('POST', '/api/rulebook/publish', { files: edited }, 'editor')
})
afterAll(() => pointsman.close())

it('is known of a person who comes again, and not of a new one', async () => {
  for (const [n, country] of ['Germany', 'Germany', 'France'].entries()) {
    pointsman.clock.move(HOUR_MS)
    await pointsman.send('web-form', form('ada@moved-1.example', { submissionId: `moved-${n}`, country }))
    await pointsman.settle()
  }
  const { id } = await leadOf(pointsman, 'ada@moved-1.example')
  const decisions = await pointsman.store.list('decisions', { where: { leadId: id } })
  expect(decisions.map(({ rule }) => rule)).toEqual(['not yet', 'not yet', 'moved'])
  expect(decisions.at(-1)?.decision.rules[0]?.why).toMatchObject({
    parts: [{ field: 'lead.country', operator: 'changed', was: 'DE', actual: 'FR' }, {}],
  })
})
