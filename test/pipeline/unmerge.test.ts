// What a merge and its undo do to the CRM, and an undo after something came in between: a "no", another merge, writes that waited, a call.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MergePlan, MergeUndone } from '../../src/pipeline/pipeline.ts'
import { HOUR_MS, MINUTE_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { tellForm } from './leads.ts'
import { placesWith } from './places.ts'

let pointsman: WholePointsman
beforeEach(async () => {
  pointsman = await wholePointsman()
  await pointsman.settle()
})
afterEach(() => pointsman.close())

type Fields = Record<string, string>

const tell = (fields: Fields): Promise<string> => tellForm(pointsman, fields)
const post = (path: string, body: unknown = {}) => pointsman.api('POST', path, body, 'operator')
const merge = async (lead: string, into: string) =>
  ((await post(`/api/leads/${lead}/merge`, { into, plan: false })) as { data: MergePlan }).data
const undo = async (id: string | null) =>
  (await post(`/api/merges/${id}/undo`)) as { status: number; data: MergeUndone }
const lead = async (id: string) => (await pointsman.store.find('leads', id))!

const max = { lastName: 'Planck', company: 'Quanten', email: 'max.planck@quanten.example', firstName: 'Max' }
const werner = { email: 'wh@gmail.com', firstName: 'Werner', lastName: 'Heisenberg', phone: '+33142278198' }

const refuseAll = (rate: 0 | 1) =>
  pointsman.sandbox.faults.set(rate === 0 ? [] : [{ name: 'server-error', system: 'salesforce', rate }])
/** Writes that waited are tried again. */
async function pass(hours: number): Promise<void> {
  for (let step = 0; step < hours * 6; step += 1) {
    pointsman.clock.move(10 * MINUTE_MS)
    await pointsman.settle()
  }
}
const clocks = async (leadId: string) =>
  (await pointsman.store.list('slaClocks', { where: { leadId } })).map(({ state }) => state)
const writes = async (leadId: string) =>
  (await pointsman.store.list('syncs', { where: { leadId }, order: [{ by: 'seq', direction: 'asc' }] })).map(
    ({ action, state }) => `${action} ${state}`,
  )

describe('a "no" to a merged lead', () => {
  it('counts for both when the merge is taken back, and is told', async () => {
    const [one, other] = [await tell({ ...max, consent: 'yes' }), await tell({ ...werner, consent: 'yes' })]
    const { mergeId } = await merge(other, one)
    await tell({ email: werner.email, consent: 'no' })
    const { data } = await undo(mergeId)
    expect([(await lead(one)).fields.consent, (await lead(other)).fields.consent]).toEqual(['withdrawn', 'withdrawn'])
    expect(data.kept.join(' ')).toContain('Consent was withdrawn since: it is withdrawn for both leads.')
    await tell({ email: werner.email, consent: 'yes' })
    expect((await lead(other)).fields.consent).toBe('withdrawn')
  })

  it('counts for the lead that said it before the merge, and for no other', async () => {
    const [one, other] = [await tell({ ...max, consent: 'yes' }), await tell({ ...werner, consent: 'no' })]
    const { mergeId } = await merge(other, one)
    expect((await lead(one)).fields.consent).toBe('withdrawn')
    const { data } = await undo(mergeId)
    expect([(await lead(one)).fields.consent, (await lead(other)).fields.consent]).toEqual(['granted', 'withdrawn'])
    expect(data.kept.join(' ')).not.toContain('Consent')
  })
})

describe('what the CRM was told of the lead that stays', () => {
  it('is not emptied by an undo: the plan says so before, the undo after, with the fields', async () => {
    const [one, other] = [await tell(max), await tell(werner)]
    const { mergeId, also } = await merge(other, one)
    const { crm } = await lead(one)
    expect(also).toContain(`Its record in ${crm} gains phone: there they stay when the merge is taken back.`)
    await pointsman.settle()
    const { data } = await undo(mergeId)
    expect((await lead(one)).fields.phone).toBeUndefined()
    expect(data.kept).toEqual([
      `Its record in ${crm} may still show what it had of the other: phone. Empty them there.`,
    ])
  })
})

describe('two merges into one lead', () => {
  it('are taken back the newest first', async () => {
    const one = await tell(max)
    const first = await tell(werner)
    const second = await tell({ email: 'bertha@elsewhere.example', firstName: 'Bertha', lastName: 'Suttner' })
    const before = (await lead(one)).fields
    const [older, newer] = [(await merge(first, one)).mergeId, (await merge(second, one)).mergeId]
    expect(await undo(older)).toMatchObject({
      status: 409,
      data: {
        error: {
          code: 'merge.on-top',
          message: `Lead ${second} was merged into lead ${one} after that: take merge ${newer} back first.`,
        },
      },
    })
    expect([(await undo(newer)).status, (await undo(older)).status]).toEqual([200, 200])
    expect((await lead(one)).fields).toEqual(before)
  })
})

describe('writes that waited at the merge', () => {
  it('are written when it is taken back: person, owner, task; and the promise begins then', async () => {
    const one = await tell(max)
    refuseAll(1)
    const other = await tell(werner)
    const { ownerId } = await lead(other)
    const { mergeId } = await merge(other, one)
    const { data } = await undo(mergeId)
    expect(data.kept).toEqual([])
    refuseAll(0)
    await pass(1)
    expect(pointsman.sandbox.salesforce.find('Lead', werner.email)).toMatchObject({ OwnerId: ownerId })
    expect(await writes(other)).toEqual([
      'save-person cancelled',
      'set-owner cancelled',
      'create-task cancelled',
      'save-person done',
      'set-owner done',
      'create-task done',
    ])
    expect(await clocks(other)).toEqual(['cancelled', 'running'])
  })

  it('are not written twice: what the CRM had is saved only', async () => {
    const [one, other] = [await tell(max), await tell(werner)]
    const { mergeId } = await merge(other, one)
    await undo(mergeId)
    await pointsman.settle()
    expect(await writes(other)).toEqual(['save-person done', 'set-owner done', 'create-task done', 'save-person done'])
  })
})

describe('a lead that is nobody’s and in no CRM', () => {
  /** As if its owner had been taken from it before anything was written. */
  async function bare(id: string): Promise<void> {
    const { store } = pointsman
    const where = { leadId: id }
    const assignments = await store.list('assignments', { where })
    await store.commit({
      updates: [
        { table: 'leads', id, set: { ownerId: null, version: (await lead(id)).version + 1 } },
        ...assignments.map((row) => ({
          table: 'assignments' as const,
          id: row.id,
          set: { endedAt: pointsman.clock.now() },
        })),
      ],
      deletes: [
        ...(await store.list('crmRefs', { where })).map((row) => ({ table: 'crmRefs' as const, id: row.id })),
        ...(await store.list('syncs', { where })).map((row) => ({ table: 'syncs' as const, id: row.id })),
      ],
    })
  }

  it('is saved before it gets the owner, whose task waited too', async () => {
    refuseAll(1)
    const one = await tell(max)
    const other = await tell({ email: 'zz@gmail.com' })
    await bare(one)
    const { ownerId } = await lead(other)
    const { mergeId } = await merge(other, one)
    expect(mergeId).not.toBeNull()
    refuseAll(0)
    await pass(1)
    expect(await writes(one)).toEqual(['save-person done', 'set-owner done', 'create-task done'])
    expect(pointsman.sandbox.salesforce.find('Lead', max.email)).toMatchObject({ OwnerId: ownerId })
  })

  it('has what won written into the record that goes along, last of all', async () => {
    const other = await tell({ email: 'zz@gmail.com', firstName: 'Max', lastName: 'Planck', title: 'Old' })
    for (const title of ['Older', 'Elder', 'Eldest']) await tell({ email: 'zz@gmail.com', title })
    refuseAll(1)
    await tell({ email: 'zz@gmail.com', title: 'Stale' })
    const one = await tell({ ...max, title: 'New' })
    await bare(one)
    await merge(other, one)
    refuseAll(0)
    await pass(1)
    const records = pointsman.sandbox.salesforce.rows('Lead').filter((row) => row['LastName'] === 'Planck')
    expect(records.map((row) => [row['Email'], row['Title']])).toEqual([[max.email, 'New']])
    const { ownerId } = await lead(one)
    expect(records[0]).toMatchObject({ OwnerId: ownerId })
    expect(await clocks(one)).toContain('running')
  })

  it('loses the record again when the merge is taken back before anything was written', async () => {
    const other = await tell({ email: 'zz@gmail.com', firstName: 'Max', lastName: 'Planck', title: 'Old' })
    refuseAll(1)
    const one = await tell({ ...max, title: 'New' })
    await bare(one)
    const { ownerId } = await lead(other)
    const { mergeId } = await merge(other, one)
    await undo(mergeId)
    refuseAll(0)
    await pass(1)
    const { salesforce } = pointsman.sandbox
    expect(salesforce.find('Lead', 'zz@gmail.com')).toMatchObject({ Title: 'Old', OwnerId: ownerId })
    expect(salesforce.find('Lead', max.email)).toMatchObject({ Title: 'New' })
    // What the other is called is never written into its record.
    expect(await writes(one)).toEqual(['save-person cancelled', 'save-person done'])
  })
})

describe('a call after the merge', () => {
  it('is an answer: the promise of the lead that is given back does not begin again, and this is told', async () => {
    const [one, other] = [await tell(max), await tell(werner)]
    const { ownerId } = await lead(other)
    const { mergeId } = await merge(other, one)
    const call = { as: String(ownerId), lead: werner.email, do: 'complete-call' }
    pointsman.sandbox.salesforce.act(call as never)
    await pass(1 / 6)
    expect(await pointsman.store.count('touches', { leadId: one })).toBe(1)
    const { data } = await undo(mergeId)
    expect(data.kept.join(' ')).toContain(
      `Somebody got in touch since, which is told of lead ${one}: its promise does not begin anew.`,
    )
    pointsman.clock.move(100 * HOUR_MS)
    await pointsman.settle()
    expect(await lead(other)).toMatchObject({ ownerId, breaches: 0 })
    expect(await clocks(other)).toEqual(['cancelled'])
  })
})

describe('a person who is forgotten after a merge was taken back', () => {
  it('stands nowhere any more, also not in what was written for the other lead meanwhile', async () => {
    const one = await tell(max)
    const other = await tell({ ...werner, firstName: 'Wernercanary' })
    const { mergeId } = await merge(other, one)
    await pointsman.settle()
    await undo(mergeId)
    await pointsman.settle()
    expect(await placesWith(pointsman, ['wernercanary', '142278198'])).not.toEqual([])
    await pointsman.api('POST', '/api/people/forget', { email: werner.email })
    expect(await placesWith(pointsman, ['wernercanary', '142278198', werner.email])).toEqual([])
    expect((await lead(one)).fields).toMatchObject({ lastName: 'Planck', email: max.email })
  })
})
