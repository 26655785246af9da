// Leads of before there were keys get theirs beside the work, each once, whatever comes between.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MatchKeyRow } from '../../src/store/rows.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, inFront, leadOf, sendForms } from './leads.ts'

let pointsman: WholePointsman
let raced: string | undefined
beforeEach(async () => {
  raced = undefined
  pointsman = await wholePointsman({
    store: (real) =>
      inFront(real, {
        // The lead is changed between the reading and the commit of its keys.
        async commit(changes) {
          const id = changes.updates?.find((one) => one.table === 'leads' && Object.keys(one.set).length === 0)?.id
          if (id && raced === undefined) {
            raced = id
            const lead = await real.find('leads', id)
            await real.commit({ updates: [{ table: 'leads', id, set: { version: (lead?.version ?? 0) + 1 } }] })
          }
          await real.commit(changes)
        },
      }),
  })
  await pointsman.settle()
})
afterEach(() => pointsman.close())

const alone = { lastName: undefined, company: undefined }

const keys = async (): Promise<MatchKeyRow[]> =>
  (await pointsman.store.list('matchKeys')).toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** As an older version left it: leads without keys. */
async function asBefore(): Promise<void> {
  const rows = await pointsman.store.list('matchKeys')
  await pointsman.store.commit({ deletes: rows.map(({ id }) => ({ table: 'matchKeys', id })) })
  await pointsman.store.commit({ deletes: [{ table: 'settings', id: 'match-keys' }] })
}

it('gives every lead the keys it would have had, also the one that was changed at this moment', async () => {
  // None has a key of another, so it does not matter who was first.
  for (let n = 0; n < 130; n += 1) await pointsman.send('web-form', form(`${n}mailbox@company-${n}.example`, alone))
  await pointsman.settle()
  const before = await keys()
  expect(new Set(before.map(({ leadId }) => leadId)).size).toBe(130)
  await asBefore()
  await pointsman.settle()
  expect(raced).toBeDefined()
  expect(await keys()).toEqual(before)
})

it('gives none to who was forgotten, and does nothing once all have theirs', async () => {
  const [email = ''] = await sendForms(pointsman, 3)
  await pointsman.settle()
  const { id } = await leadOf(pointsman, email)
  await pointsman.api('POST', '/api/people/forget', { email })
  await asBefore()
  await pointsman.settle()
  expect((await keys()).filter(({ leadId }) => leadId === id)).toEqual([])
  const setting = await pointsman.store.find('settings', 'match-keys')
  await pointsman.settle()
  expect(await pointsman.store.find('settings', 'match-keys')).toEqual(setting)
})
