// A person who stands in the CRM already when we first hear of it: whose lead is it then?
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS } from '../../src/time.ts'
import type { WholePointsman } from '../whole-pointsman.ts'
import { end, faces, made, pointsmanOn, type PretendFace } from './crms.ts'
import { form, leadOf, stepsOf } from './leads.ts'

const NORA = 'nora.lind@acme.example'
const EMAIL = 'ada@initech.example'

function seed({ sandbox }: WholePointsman, face: PretendFace, ownerEmail: string): void {
  if (face.name === 'salesforce') {
    sandbox.seed({
      salesforce: { leads: [{ LastName: 'Lovelace', Company: 'Initech', Email: EMAIL, OwnerEmail: ownerEmail }] },
    })
    return
  }
  const owner = sandbox.hubspot.owners().find(({ email }) => email === ownerEmail)
  sandbox.seed({ hubspot: { contacts: [{ properties: { email: EMAIL, hubspot_owner_id: owner?.id ?? '' } }] } })
}

describe.each(faces)('a person known to $name before', (face) => {
  let pointsman: WholePointsman
  beforeEach(async () => {
    pointsman = await pointsmanOn(face)
    await pointsman.settle()
  })
  afterEach(() => end(pointsman))

  const crmId = async (email: string): Promise<string> =>
    (await pointsman.store.list('owners', { where: { connection: face.name, email } }))[0]?.crmId ?? ''
  const arrives = async (): Promise<void> => {
    await pointsman.send('web-form', form(EMAIL))
    await pointsman.settle()
  }

  it('stays with its owner, who gets task and promise; the member whose turn it was gets it back', async () => {
    seed(pointsman, face, NORA)
    await arrives()
    const nora = await crmId(NORA)
    expect(face.owner(pointsman, EMAIL)).toBe(nora)
    const lead = await leadOf(pointsman, EMAIL)
    expect(lead).toMatchObject({ ownerId: nora, pinned: false })
    expect(made(pointsman, face, 'task')).toHaveLength(1)
    const [task] = await pointsman.store.list('syncs', { where: { action: 'create-task' } })
    expect(task).toMatchObject({ state: 'done', payload: { ownerId: nora } })
    expect(await pointsman.store.list('assignments', { where: { endedAt: null } })).toMatchObject([
      { ownerId: nora, pool: null, member: null, deliveredAt: pointsman.clock.now() },
    ])
    expect(await pointsman.store.countBy('slaClocks', 'state')).toEqual({ running: 1 })
    const turns = await pointsman.store.list('turns')
    expect(turns.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['assigned', 1],
      ['returned', -1],
    ])
    expect(await stepsOf(pointsman, lead.id)).toContain('assigned')
  })

  it('moves on when that owner does nothing: the promise holds for everybody', async () => {
    seed(pointsman, face, NORA)
    await arrives()
    const nora = face.owner(pointsman, EMAIL)
    pointsman.clock.move(5 * HOUR_MS)
    await pointsman.settle()
    expect(face.owner(pointsman, EMAIL)).not.toBe(nora)
    expect(await leadOf(pointsman, EMAIL)).toMatchObject({ breaches: 1 })
  })

  it('is taken over from an owner who left', async () => {
    seed(pointsman, face, NORA)
    await pointsman.store.commit({
      updates: [{ table: 'owners', id: `${face.name}:${await crmId(NORA)}`, set: { active: false } }],
    })
    await arrives()
    const owner = face.owner(pointsman, EMAIL)
    expect(owner).not.toBe(await crmId(NORA))
    expect(await leadOf(pointsman, EMAIL)).toMatchObject({ ownerId: owner })
    expect(made(pointsman, face, 'task')).toHaveLength(1)
  })
})
