// Who is known without their address, in the whole of Pointsman: joined where that is sure, asked about where it is not, and let alone where only
// what many share agrees.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareLeads, type Asking } from '../../src/matching/people/live.ts'
import { MOST_UNDER_KEY } from '../../src/matching/people/live-keys.ts'
import { defaultPeopleSettings } from '../../src/matching/people/settings.ts'
import type { Compared } from '../../src/pipeline/match-people.ts'
import { SECOND_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { placesWith } from './places.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
  await pointsman.settle()
})
afterAll(() => pointsman.close())

type Fields = Record<string, string>

let sent = 0
/** Stored, but not worked on yet. */
async function send(fields: Fields): Promise<void> {
  sent += 1
  const body = JSON.stringify({ submissionId: `people ${sent}`, employees: 120, ...fields })
  await pointsman.send('web-form', { headers: { 'content-type': 'application/json' }, body })
  pointsman.clock.move(SECOND_MS)
}
/** @returns id of the lead it became, or was taken for */
async function tell(fields: Fields): Promise<string> {
  await send(fields)
  await pointsman.settle()
  return idOf(fields['email'] ?? '')
}
async function idOf(email: string): Promise<string> {
  const [event] = await pointsman.store.list('personKeys', { where: { kind: 'email', key: email.toLowerCase() } })
  return event?.leadId ?? ''
}
const reviewsOf = (leadId: string) =>
  pointsman.store.list('reviews', { where: { leadId, kind: 'person', state: 'open' } })

describe('the same lead is taken up', () => {
  it.each<[string, Fields, Fields]>([
    [
      'by a nickname at the same domain',
      { email: 'robert.miller@contoso.example', firstName: 'Robert', lastName: 'Miller', company: 'Contoso' },
      { email: 'bob@contoso.example', firstName: 'Bob', lastName: 'Miller', company: 'Contoso Ltd' },
    ],
    [
      'by names the other way round',
      { email: 'kurt@rotorwerk.example', firstName: 'Kurt', lastName: 'Gödel', company: 'Rotorwerk' },
      { email: 'k.g@rotorwerk.example', firstName: 'Goedel', lastName: 'Kurt', company: 'Rotorwerk' },
    ],
    [
      'by a typing error in the address',
      { email: 'emmy.noether@ringe.example', firstName: 'Emmy', lastName: 'Noether' },
      { email: 'emmy.noehter@ringe.example', firstName: 'Emmy', lastName: 'Noether' },
    ],
    [
      'by their phone, from an address of their own',
      { email: 'alan@bletchley.example', firstName: 'Alan', lastName: 'Turing', phone: '+442071838751' },
      { email: 'prof77@gmail.com', firstName: 'Alan', lastName: 'Turing', phone: '020 7183 8751', country: 'GB' },
    ],
    [
      'by a mailbox that is one for its provider',
      { email: 'sofia.kova@gmail.com', firstName: 'Sofia', lastName: 'Kovalevskaya' },
      { email: 'sofiakova+fair@gmail.com', firstName: 'Sofia', lastName: 'Kovalevskaya' },
    ],
  ])('%s', async (_what, first, second) => {
    const id = await tell(first)
    expect(await tell(second)).toBe(id)
    expect(await reviewsOf(id)).toEqual([])
    const [step] = (await pointsman.store.list('timeline', { where: { leadId: id, step: 'matched' } })).slice(-1)
    expect(step?.text).toMatch(/^The person is known, though not by this address \(.* bits, 12\.0 are sure\)\./)
    const { person } = (step?.data ?? { person: [] }) as {
      person: { leadId: string; bits: number; contributions: { bits: number }[] }[]
    }
    const [evidence] = person
    expect(evidence?.leadId).toBe(id)
    expect(evidence?.contributions.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(evidence?.bits ?? 0, 9)
    // Once known, by the address alone; support finds it by either.
    const { data } = await pointsman.api('GET', `/api/leads?email=${encodeURIComponent(second['email'] ?? '')}`)
    expect((data as { items: object[] }).items).toMatchObject([{ id }])
    expect(await tell({ email: second['email'] ?? '', message: 'Again' })).toBe(id)
  })

  it('in one round, whether the first is stored yet or not', async () => {
    await send({ email: 'grace@navy.example', firstName: 'Grace', lastName: 'Hopper', company: 'Navy' })
    await send({ email: 'g.hopper@navy.example', firstName: 'Grace', lastName: 'Hopper', company: 'Navy' })
    await pointsman.settle()
    expect(await idOf('grace@navy.example')).toBe(await idOf('g.hopper@navy.example'))
  })

  it('by all that it was ever called: a name, number and address of three events', async () => {
    const id = await tell({
      email: 'maria@mitchell.example',
      firstName: 'Maria',
      lastName: 'Mitchell',
      company: 'Vassar',
    })
    await tell({ email: 'maria@mitchell.example', phone: '+12125550123' })
    await tell({ email: 'maria@mitchell.example', company: 'Nantucket' })
    expect(
      await tell({ email: 'comet47@gmail.com', firstName: 'Maria', lastName: 'Mitchell', phone: '+12125550123' }),
    ).toBe(id)
    expect(await tell({ email: 'mm47@yahoo.com', firstName: 'Maria', lastName: 'Mitchell', company: 'Vassar' })).toBe(
      id,
    )
  })
})

describe('another lead is made', () => {
  it('of a second name in a mailbox that several people read; each is known again', async () => {
    const ada = { email: 'info@boole.example', firstName: 'Ada', lastName: 'Byron', company: 'Boole' }
    const mary = { email: 'info@boole.example', firstName: 'Mary', lastName: 'Somerville', company: 'Boole' }
    const first = await tell(ada)
    await tell(mary)
    await tell({ ...ada, message: 'Again' })
    await tell({ ...mary, message: 'Again' })
    const leads = await pointsman.store.list('leads', { where: { email: 'info@boole.example' } })
    expect(leads.map(({ fields }) => fields.firstName)).toEqual(['Ada', 'Mary'])
    expect(leads.map(({ fields }) => fields.message)).toEqual(['Again', 'Again'])
    expect(leads[0]?.id).toBe(first)
    expect(await reviewsOf(leads[1]?.id ?? '')).toEqual([])
    // Who gives no name is the one who has the address.
    expect(await tell({ email: 'info@boole.example', message: 'Hello' })).toBe(first)
  })

  it('of colleagues at one switchboard, also of namesakes once it is known as one', async () => {
    const phone = '+442071838760'
    const names = ['Ann Lee', 'Ben Ford', 'Cleo Hart', 'Dan Webb']
    const ids = []
    for (const [at, name] of names.entries()) {
      ids.push(await tell({ email: `p${at}@switch.example`, name, company: 'Switch', phone }))
    }
    expect(new Set(ids).size).toBe(4)
    for (const id of ids) expect(await reviewsOf(id)).toEqual([])
    const other = await tell({ email: 'annie@gmail.com', firstName: 'Ann', lastName: 'Lee', phone })
    expect(ids).not.toContain(other)
  })

  it('of a phone that three leads have, also where none gave a name', async () => {
    const phone = '+442071838761'
    const asked = []
    for (const at of [0, 1, 2, 3, 4]) {
      const id = await tell({ email: `${'abcde'[at]}-desk${at}@nameless-${at}.example`, phone })
      asked.push((await reviewsOf(id)).length)
    }
    expect(asked).toEqual([0, 1, 1, 0, 0])
  })

  it('of two people of one family, with one phone and one company', async () => {
    const family = { lastName: 'Curie', company: 'Radium', phone: '+33142278190' }
    const marie = await tell({ ...family, email: 'marie@radium.example', firstName: 'Marie' })
    const pierre = await tell({ ...family, email: 'pierre@radium.example', firstName: 'Pierre' })
    expect(pierre).not.toBe(marie)
    expect(await reviewsOf(pierre)).toEqual([])
  })
})

describe('a person is asked', () => {
  it('about who could be the same; the lead is routed meanwhile', async () => {
    const known = await tell({
      email: 'max.planck@quanten.example',
      firstName: 'Max',
      lastName: 'Planck',
      company: 'Quanten',
    })
    const asked = await tell({ email: 'mp@quanten.example', firstName: 'M.', lastName: 'Planck', company: 'Quanten' })
    expect(asked).not.toBe(known)
    const [lead] = await pointsman.store.list('leads', { where: { id: asked } })
    expect(lead?.ownerId).toEqual(expect.any(String))
    const [review] = await reviewsOf(asked)
    expect(review?.candidates).toMatchObject([{ id: known, bits: expect.any(Number) }])
    const [decision] = await pointsman.store.list('decisions', { where: { leadId: asked } })
    expect(decision?.inputs).toMatchObject({
      question: { match: 'unsure' },
      person: [{ leadId: known, band: 'review' }],
    })
    expect(JSON.stringify([review, decision?.inputs])).not.toMatch(/planck/i)
  })

  it('over the API, where a viewer sees only enough to know them again', async () => {
    const { data } = await pointsman.api('GET', '/api/reviews?kind=person', undefined, 'viewer')
    const { items } = data as { items: { candidates: { name: string }[] }[] }
    expect(items[0]?.candidates[0]?.name).toBe('M*** P***, m***@quanten.example, Quanten')
    const operator = await pointsman.api('GET', '/api/reviews?kind=person', undefined, 'operator')
    expect(JSON.stringify(operator.data)).toContain('Max Planck, max.planck@quanten.example, Quanten')
  })

  it('about two leads that are known by their addresses, once one tells more', async () => {
    const one = await tell({ email: 'niels@bohr.example', firstName: 'Niels', lastName: 'Bohr', company: 'Institut' })
    const other = await tell({ email: 'n77@gmail.com' })
    expect(await reviewsOf(other)).toEqual([])
    await tell({ email: 'n77@gmail.com', firstName: 'Niels', lastName: 'Bohr', company: 'Institut' })
    expect((await reviewsOf(other))[0]?.candidates).toMatchObject([{ id: one }])
    // Not the other way round as well.
    await tell({
      email: 'niels@bohr.example',
      firstName: 'Niels',
      lastName: 'Bohr',
      company: 'Institut',
      city: 'Copenhagen',
    })
    expect(await reviewsOf(one)).toEqual([])
  })
})

describe('however many leads share a key', () => {
  it('few are read, and who has one thing more in common is still found', async () => {
    const many = Array.from({ length: MOST_UNDER_KEY + 30 }, (_, at) => at)
    const firm = (at: number): string =>
      `${'Kolibri Zebra Panther Okapi Dingo Walross Gecko'.split(' ')[at % 7]} ${'Nord Ost Süd West Mitte Oben Unten Vorn Hinten Links'.split(' ')[Math.floor(at / 7)]}`
    for (const at of many) {
      await send({ email: `x${at}@firm-${at}.example`, firstName: 'Xaver', lastName: 'Quast', company: firm(at) })
    }
    await pointsman.settle()
    const counts = await pointsman.store.countBy('matchKeys', 'key')
    expect(Math.max(...Object.values(counts))).toBe(MOST_UNDER_KEY)
    const last = many.at(-1) ?? 0
    const found = await tell({ email: 'xq@gmail.com', firstName: 'Xaver', lastName: 'Quast', company: firm(last) })
    expect(found).toBe(await idOf(`x${last}@firm-${last}.example`))
  })
})

describe('what is stored', () => {
  it('gives the same bits and the same band when it is asked again', async () => {
    const { store } = pointsman
    const personal = new Map((await store.list('timelinePrivate')).map(({ id, data }) => [id, data]))
    const others = await store.list('timeline', { where: { step: 'compared' } })
    expect(others.length).toBeGreaterThan(7)
    for (const { id, leadId, data } of others) {
      const { compared } = personal.get((data as { matchedId: string }).matchedId) as { compared: Compared[] }
      const { asking, likeness } = compared.find((one) => one.leadId === leadId)!
      const { right } = personal.get(id) as Pick<Asking, 'right'>
      const again = compareLeads({ ...asking, right }, defaultPeopleSettings)
      const contributions = again.contributions.map(({ field, level, bits }) => ({ field, level, bits }))
      expect({ ...again, contributions }).toEqual(likeness)
      expect(contributions.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(likeness.bits, 9)
    }
  })

  it('of one whom another was compared with goes with the one', async () => {
    const one = await tell({ email: 'vera@rubinwerk.example', firstName: 'Veraxcanary', lastName: 'Rubincanary' })
    const other = { firstName: 'V.', lastName: 'Rubincanary', phone: '+33142278193' }
    await tell({ email: 'vera@rubinwerk.example', phone: '+33142278193' })
    expect(await tell({ ...other, email: 'vr77@gmail.com' })).not.toBe(one)
    await pointsman.api('POST', '/api/people/forget', { email: 'vera@rubinwerk.example' })
    expect(await placesWith(pointsman, ['veraxcanary', 'rubinwerk'])).toEqual([])
    expect(await placesWith(pointsman, ['rubincanary'])).not.toEqual([])
  })

  it('are keys that tell nothing of a person', async () => {
    const keys = await pointsman.store.list('matchKeys')
    expect(keys.length).toBeGreaterThan(100)
    // Ids are of digits too, so only a long number tells anything.
    expect(JSON.stringify(keys)).not.toMatch(/miller|contoso|noether|20718387/i)
    expect(keys.every(({ key }) => /^[\w-]{16}$/.test(key))).toBe(true)
  })

  it('goes with the person who is forgotten', async () => {
    const fields = { firstName: 'Zoltan', lastName: 'Wombatky', company: 'Quokkaco', phone: '+33142278191' }
    const id = await tell({ ...fields, email: 'zoltan@quokkaco.example' })
    expect(await tell({ ...fields, email: 'zw77@gmail.com' })).toBe(id)
    expect(await pointsman.store.count('matchKeys', { leadId: id })).toBeGreaterThan(3)
    await pointsman.api('POST', '/api/people/forget', { email: 'zw77@gmail.com' })
    expect(await pointsman.store.count('matchKeys', { leadId: id })).toBe(0)
    expect(await placesWith(pointsman, ['wombatky', 'quokkaco', '142278191', 'zw77'])).toEqual([])
    expect(await tell({ ...fields, email: 'zw78@gmail.com' })).not.toBe(id)
  })
})
