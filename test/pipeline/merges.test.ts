// Two leads that are one person: by an answer, or by hand; planned, done, found again, taken back, and forgotten whole.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MergePlan, MergeUndone } from '../../src/pipeline/pipeline.ts'
import { HOUR_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { stepsOf, tellForm } from './leads.ts'
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
const merge = async (lead: string, into: string, plan = false) =>
  (await post(`/api/leads/${lead}/merge`, { into, plan })) as { status: number; data: MergePlan }
const undo = async (id: string) => (await post(`/api/merges/${id}/undo`)) as { status: number; data: MergeUndone }
const lead = async (id: string) => (await pointsman.store.find('leads', id))!
const open = (leadId: string) => pointsman.store.list('reviews', { where: { leadId, kind: 'person', state: 'open' } })
const live = (leadId: string) => pointsman.store.count('assignments', { leadId, endedAt: null })
const running = (leadId: string) =>
  pointsman.store.count('slaClocks', { leadId, state: { in: ['pending', 'running'] } })

const planck = { lastName: 'Planck', company: 'Quanten' }
const max = { ...planck, email: 'max.planck@quanten.example', firstName: 'Max', consent: 'no', source: 'Fair' }
const initial = { ...planck, email: 'mp@quanten.example', firstName: 'M.', phone: '+33142278199', source: 'Webinar' }

const werner = {
  email: 'wh@gmail.com',
  firstName: 'Werner',
  lastName: 'Heisenberg',
  phone: '+33142278198',
  source: 'Fair',
}

/** Who is asked about, and the question. */
async function asked() {
  const [known, doubtful] = [await tell(max), await tell(initial)]
  const [review] = await open(doubtful)
  return { known, doubtful, review: review?.id ?? '' }
}

describe('the answer that it is the same', () => {
  it('makes one lead of the two: the older lives on, and every address leads to it', async () => {
    const { known, doubtful, review } = await asked()
    const { status, data } = await post(`/api/reviews/${review}/answer`, { chosen: known })
    expect([status, data]).toMatchObject([
      200,
      { state: 'accepted', chosen: known, candidates: [{ name: expect.stringContaining('Max') }] },
    ])
    expect(await lead(doubtful)).toMatchObject({ mergedInto: known, ownerId: null })
    expect((await lead(known)).fields).toMatchObject({
      firstName: 'Max',
      phone: '+33142278199',
      consent: 'withdrawn',
      source: 'Fair',
    })
    expect([await live(known), await live(doubtful), await running(doubtful)]).toEqual([1, 0, 0])
    expect(await tell({ email: initial.email, message: 'Hello' })).toBe(known)
    expect((await lead(known)).fields.message).toBe('Hello')
    expect(await pointsman.store.count('matchKeys', { leadId: doubtful })).toBe(0)
    expect(await stepsOf(pointsman, known)).toContain('merged')
  })

  it('is an answer once, and only about a candidate', async () => {
    const { known, review } = await asked()
    const stranger = await tell({ email: 'lise@meitner.example', firstName: 'Lise', lastName: 'Meitner' })
    expect(await post(`/api/reviews/${review}/answer`, { chosen: stranger })).toMatchObject({
      status: 422,
      data: { error: { code: 'review.no-candidate' } },
    })
    await post(`/api/reviews/${review}/answer`, { chosen: known })
    expect((await post(`/api/reviews/${review}/answer`, { chosen: known })).status).toBe(409)
  })
})

describe('the answer that it is none of them', () => {
  it('holds from then on: never matched, never asked again', async () => {
    const { known, doubtful, review } = await asked()
    const { data } = await post(`/api/reviews/${review}/answer`, { chosen: null })
    expect(data).toMatchObject({ state: 'rejected' })
    // Now as alike as can be.
    await tell({ ...max, email: initial.email, city: 'Paris' })
    await tell({ ...max, city: 'Paris' })
    expect([await open(known), await open(doubtful)]).toEqual([[], []])
    expect((await lead(doubtful)).mergedInto).toBeNull()
    expect(await tell({ email: initial.email, message: 'Again' })).toBe(doubtful)
  })

  it('makes a question of who could be either of the two', async () => {
    const { known, doubtful, review } = await asked()
    await post(`/api/reviews/${review}/answer`, { chosen: null })
    await tell({ ...max, email: initial.email })
    const third = await tell({ ...max, email: 'max77@gmail.com' })
    expect([known, doubtful]).not.toContain(third)
    const [question] = await open(third)
    expect(question?.candidates.map(({ id }) => id).toSorted()).toEqual([known, doubtful].toSorted())
  })

  it('holds for the lead that one of them is merged into', async () => {
    const { known, doubtful, review } = await asked()
    await post(`/api/reviews/${review}/answer`, { chosen: null })
    const third = await tell({ email: 'x@elsewhere.example', firstName: 'Xenia', lastName: 'Other' })
    await merge(known, third)
    await tell({ ...max, email: initial.email, city: 'Paris' })
    expect([await open(third), await open(doubtful)]).toEqual([[], []])
  })
})

describe('a merge by hand', () => {
  it('is a plan first, which changes nothing', async () => {
    const [one, other] = [await tell(max), await tell({ email: 'mp@gmail.com', firstName: 'Max', title: 'Professor' })]
    const before = [await lead(one), await lead(other), await pointsman.store.count('audit')]
    const { status, data } = await merge(other, one, true)
    expect([status, data.mergeId]).toEqual([200, null])
    expect(data.lines).toContainEqual(
      expect.objectContaining({ field: 'title', won: 'other', value: 'Professor', why: 'only one of them says it' }),
    )
    expect(data.lines).toContainEqual(
      expect.objectContaining({ field: 'consent', won: 'survivor', value: 'withdrawn' }),
    )
    expect(data.lines).toContainEqual(
      expect.objectContaining({
        field: 'email',
        won: 'survivor',
        why: 'an address of kind corporate goes before kind free',
      }),
    )
    expect(data.also.join(' ')).toContain('promise "')
    expect([await lead(one), await lead(other), await pointsman.store.count('audit')]).toEqual(before)
  })

  it('is written to the CRM as news of the lead that stays, and leaves who did it', async () => {
    const [one, other] = [await tell(max), await tell({ email: 'mp@gmail.com', firstName: 'Max', title: 'Professor' })]
    await merge(other, one)
    await pointsman.settle()
    expect(pointsman.sandbox.salesforce.find('Lead', max.email)).toMatchObject({ Title: 'Professor' })
    expect(await pointsman.store.list('audit', { where: { action: 'lead.merge' } })).toMatchObject([
      { actor: 'operator-token', target: other, detail: { into: one } },
    ])
  })

  it('gives owner, promise and record to a lead that has none', async () => {
    const [one, other] = [await tell(max), await tell({ email: 'mp@gmail.com', firstName: 'Max' })]
    const [{ ownerId }, nobodys] = [await lead(other), await lead(one)]
    const [assignment] = await pointsman.store.list('assignments', { where: { leadId: one } })
    await pointsman.store.commit({
      updates: [
        { table: 'leads', id: one, set: { ownerId: null, version: nobodys.version + 1 } },
        { table: 'assignments', id: assignment?.id ?? '', set: { endedAt: pointsman.clock.now() } },
      ],
    })
    const { data } = await merge(other, one)
    expect(data.also.join(' ')).toContain('takes owner and promise over')
    await pointsman.settle()
    expect((await lead(one)).ownerId).toBe(ownerId)
    expect([await live(one), await live(other)]).toEqual([1, 0])
    expect(pointsman.sandbox.salesforce.find('Lead', max.email)).toMatchObject({ OwnerId: ownerId })
  })

  it('hears of what is done at the old record', async () => {
    const [one, other] = [await tell(max), await tell({ email: 'mp@gmail.com', firstName: 'Max' })]
    expect(await running(one)).toBe(1)
    await merge(other, one)
    const { salesforce } = pointsman.sandbox
    const record = salesforce.find('Lead', 'mp@gmail.com')
    salesforce.act({ as: String(record?.['OwnerId']), lead: 'mp@gmail.com', do: 'complete-call' })
    pointsman.clock.move(2 * 60_000)
    await pointsman.settle()
    expect(await pointsman.store.list('touches', { where: { leadId: other } })).toEqual([])
    expect(await running(one)).toBe(0)
  })

  it.each([
    ['with itself', 'one', 'one', 422, 'merge.same'],
    ['of a lead that there is not', 'none', 'one', 404, 'not-found'],
    ['of one that was merged before', 'gone', 'one', 409, 'lead.merged'],
    ['into one that was merged before', 'one', 'gone', 409, 'lead.merged'],
  ])('%s is refused', async (_what, from, into, status, code) => {
    const ids: Record<string, string> = { none: 'no-such-lead', one: await tell(max) }
    ids['gone'] = await tell({ email: 'mp@gmail.com', firstName: 'Max' })
    await merge(ids['gone'], ids['one'] ?? '')
    const refused = (await post(`/api/leads/${ids[from]}/merge`, { into: ids[into], plan: true })) as never
    expect(refused).toMatchObject({ status, data: { error: { code } } })
  })

  it('needs an operator', async () => {
    const one = await tell(max)
    expect((await pointsman.api('POST', `/api/leads/${one}/merge`, { into: one }, 'viewer')).status).toBe(403)
  })
})

describe('a merge that is taken back', () => {
  const bare = ({ version: _version, updatedAt: _at, ...rest }: Awaited<ReturnType<typeof lead>>) => rest

  it('gives both back as they were, with their addresses, promises and keys', async () => {
    const [one, other] = [await tell(max), await tell(werner)]
    const before = [bare(await lead(one)), bare(await lead(other))]
    const keys = async () => [
      (await pointsman.store.list('matchKeys', { where: { leadId: one } })).map(({ key }) => key).toSorted(),
      (await pointsman.store.list('matchKeys', { where: { leadId: other } })).map(({ key }) => key).toSorted(),
      (await pointsman.store.list('crmRefs')).map(({ leadId, crmId }) => `${leadId} ${crmId}`).toSorted(),
    ]
    const keysBefore = await keys()
    const promised = [await live(one), await live(other), await running(one), await running(other)]
    const { data } = await merge(other, one)
    await pointsman.settle()
    expect(await pointsman.store.find('timelinePrivate', data.mergeId ?? '')).toBeDefined()
    expect(await undo(data.mergeId ?? '')).toMatchObject({
      status: 200,
      data: {
        survivorId: one,
        otherId: other,
        kept: [expect.stringContaining('may still show what it had of the other: phone.')],
      },
    })
    await pointsman.settle()
    // Whoever may be forgotten alone again has no values in the other's story.
    expect(await pointsman.store.find('timelinePrivate', data.mergeId ?? '')).toBeUndefined()
    expect([bare(await lead(one)), bare(await lead(other))]).toEqual(before)
    expect(await keys()).toEqual(keysBefore)
    expect([await live(one), await live(other), await running(one), await running(other)]).toEqual(promised)
    expect(await tell({ email: werner.email, message: 'Back' })).toBe(other)
  })

  it('is found by the lead that was merged, too; the two are never taken for one again', async () => {
    const { known, doubtful, review } = await asked()
    await post(`/api/reviews/${review}/answer`, { chosen: known })
    expect(await pointsman.store.list('matchAnswers')).toMatchObject([{ kind: 'person', same: true }])
    expect((await undo(doubtful)).status).toBe(200)
    expect(await pointsman.store.list('matchAnswers')).toMatchObject([{ kind: 'person', same: false }])
    await tell({ ...max, email: initial.email, city: 'Paris' })
    expect([await open(known), await open(doubtful)]).toEqual([[], []])
    expect((await undo(doubtful)).status).toBe(404)
  })

  it('keeps what was said since where it was said, and says so', async () => {
    const [one, other] = [await tell(max), await tell({ email: 'mp@gmail.com', firstName: 'Max' })]
    const { data } = await merge(other, one)
    await tell({ email: 'mp@gmail.com', title: 'Nobel laureate' })
    pointsman.clock.move(200 * HOUR_MS)
    const { data: undone } = await undo(data.mergeId ?? '')
    expect(undone.kept.join(' ')).toContain(`Said since, and kept by lead ${one}: title`)
    expect(undone.kept.join(' ')).toContain('promise has run out')
    expect((await lead(one)).fields.title).toBe('Nobel laureate')
    expect((await lead(other)).fields.title).toBeUndefined()
    expect(await stepsOf(pointsman, other)).toContain('unmerged')
  })

  it('is refused twice, and below another merge', async () => {
    const [one, other] = [await tell(max), await tell({ email: 'mp@gmail.com', firstName: 'Max' })]
    const third = await tell({ email: 'x@elsewhere.example', firstName: 'Xenia' })
    const { data: first } = await merge(other, one)
    const { data: second } = await merge(one, third)
    expect(await undo(first.mergeId ?? '')).toMatchObject({ status: 409, data: { error: { code: 'merge.on-top' } } })
    await undo(second.mergeId ?? '')
    expect((await undo(first.mergeId ?? '')).status).toBe(200)
    expect(await undo(first.mergeId ?? '')).toMatchObject({ status: 409, data: { error: { code: 'merge.undone' } } })
  })
})

describe('a person who is forgotten after a merge', () => {
  it('is gone whichever of the two is named, and the merge cannot be taken back', async () => {
    const zoe = { firstName: 'Zoexcanary', lastName: 'Quokkason', company: 'Wombatco' }
    const one = await tell({ ...zoe, email: 'zoe@wombatco.example' })
    const other = await tell({ email: 'zq77@canarymail.example', lastName: 'Oldquokka', phone: '+33142278195' })
    const { data } = await merge(other, one)
    await pointsman.settle()
    const words = ['zoexcanary', 'quokkason', 'oldquokka', 'wombatco', 'zq77', '142278195']
    expect((await placesWith(pointsman, words)).length).toBeGreaterThan(0)
    const forgotten = await pointsman.api('POST', '/api/people/forget', { email: 'zoe@wombatco.example' })
    expect(forgotten).toMatchObject({ status: 200, data: { leads: 2 } })
    expect(await placesWith(pointsman, words)).toEqual([])
    expect(await undo(data.mergeId ?? '')).toMatchObject({ status: 409, data: { error: { code: 'merge.erased' } } })
  })
})
