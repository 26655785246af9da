// Lead to account in the whole of Pointsman: by name where that is sure, by a person where it is not, and fresh as the CRM is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
})
afterAll(() => pointsman.close())

async function lead(fields: Record<string, string>) {
  const body = JSON.stringify({ lastName: 'Byron', ...fields })
  await pointsman.send('web-form', { headers: { 'content-type': 'application/json' }, body })
  await pointsman.settle()
  const [found] = await pointsman.store.list('leads', { where: { email: fields['email'] } })
  return found
}

async function accountNamed(name: string) {
  const [account] = await pointsman.store.list('accounts', { where: { connection: 'salesforce', name } })
  return account
}

async function reviews(state = 'open'): Promise<{ id: string; why: string; candidates: { name: string }[] }[]> {
  const { data } = await pointsman.api('GET', `/api/reviews?state=${state}`)
  return (data as { items: never }).items
}

describe('a lead with free mail', () => {
  it('gets the account whose name it typed, where no other could be meant', async () => {
    const found = await lead({ email: 'ada@gmail.com', company: 'TAILSPIN Inc.' })
    expect(found?.accountId).toBe((await accountNamed('Tailspin'))?.id)
    const [step] = await pointsman.store.list('timeline', { where: { leadId: found?.id, step: 'matched' } })
    expect(step?.text).toContain('Tailspin (D): the same name')
  })

  it('gets none for a name that nobody has', async () => {
    expect((await lead({ email: 'grace@gmail.com', company: 'Umbrella' }))?.accountId).toBeNull()
  })
})

describe('a lead whose account is in doubt', () => {
  it('is routed without one, and a person is asked once', async () => {
    const found = await lead({ email: 'linus@gmail.com', company: 'Tailspinn' })
    expect(found).toMatchObject({ accountId: null, ownerId: expect.any(String) })
    await lead({ email: 'linus@gmail.com', company: 'Tailspinn', phone: '+43316123456' })
    expect(await reviews()).toMatchObject([{ candidates: [{ name: 'Tailspin' }] }])
  })

  it('gets the account that the person chose, and so do all who type it so', async () => {
    const [review] = await reviews()
    const chosen = (await accountNamed('Tailspin'))?.id
    const answered = await pointsman.api('POST', `/api/reviews/${review?.id}/answer`, { chosen }, 'operator')
    expect(answered).toMatchObject({ status: 200, data: { state: 'accepted', decidedBy: expect.any(String) } })
    expect((await lead({ email: 'linus@gmail.com', company: 'Tailspinn' }))?.accountId).toBe(chosen)
    expect((await lead({ email: 'margaret@gmail.com', company: 'TailSpinn GmbH' }))?.accountId).toBe(chosen)
    expect(await reviews()).toEqual([])
  })

  it('is asked about once only: an answered review cannot be answered again', async () => {
    const [review] = await reviews('accepted')
    const again = await pointsman.api('POST', `/api/reviews/${review?.id}/answer`, { chosen: null }, 'operator')
    expect(again).toMatchObject({ status: 409, data: { error: { code: 'review.not-open' } } })
  })

  it('is never asked again about what a person refused', async () => {
    await lead({ email: 'ken@gmail.com', company: 'Contosso' })
    const [review] = await reviews()
    const refused = await pointsman.api('POST', `/api/reviews/${review?.id}/answer`, { chosen: null }, 'operator')
    expect(refused).toMatchObject({ status: 200, data: { state: 'rejected' } })
    expect((await lead({ email: 'dennis@gmail.com', company: 'Contosso' }))?.accountId).toBeNull()
    expect(await reviews()).toEqual([])
  })

  it('needs an account of the CRM it is written to', async () => {
    await lead({ email: 'barbara@gmail.com', company: 'Fabricam' })
    const [review] = await reviews()
    const body = { chosen: 'hubspot:1' }
    const answer = await pointsman.api('POST', `/api/reviews/${review?.id}/answer`, body, 'operator')
    expect(answer).toMatchObject({ status: 422, data: { error: { code: 'review.no-account' } } })
  })
})

describe('an answer that lets the rules decide anew', () => {
  /** A lead that could belong to the customer Contoso, held by a pool. */
  async function doubted(email: string, company: string, fields: Record<string, string> = {}) {
    const found = await lead({ email, company, country: 'France', employees: '120', ...fields })
    const [review] = (await reviews()).filter(({ candidates }) => candidates.some(({ name }) => name === 'Contoso'))
    return { before: found, review: review?.id ?? '' }
  }
  async function answer(review: string, more: object) {
    const chosen = (await accountNamed('Contoso'))?.id
    const { status } = await pointsman.api('POST', `/api/reviews/${review}/answer`, { chosen, ...more }, 'operator')
    await pointsman.settle()
    return status
  }
  const ownerOf = async (email: string) => (await pointsman.store.list('leads', { where: { email } }))[0]?.ownerId

  it('gives the lead to who knows the account', async () => {
    const { before, review } = await doubted('anew@gmail.com', 'Contozo')
    expect(await answer(review, { reroute: true })).toBe(200)
    const theirs = (await accountNamed('Contoso'))?.ownerId
    expect(before?.ownerId).not.toBe(theirs)
    expect(await ownerOf('anew@gmail.com')).toBe(theirs)
    const ended = await pointsman.store.list('assignments', {
      where: { leadId: before?.id, ownerId: before?.ownerId ?? '' },
    })
    expect(ended).toMatchObject([{ endedBecause: 'its account was answered' }])
  })

  it('leaves the owner alone where it was not asked for', async () => {
    const { before, review } = await doubted('stays@gmail.com', 'Contozzo')
    await answer(review, {})
    expect(await ownerOf('stays@gmail.com')).toBe(before?.ownerId)
  })

  it.each(['open', 'complete-call'] as const)('leaves a lead that somebody works already: %s', async (act) => {
    const email = `${act}@gmail.com`
    const { before, review } = await doubted(email, act === 'open' ? 'Contoxo' : 'Contoyo')
    pointsman.clock.move(MINUTE_MS)
    const as = String(pointsman.sandbox.salesforce.find('Lead', email)?.['OwnerId'])
    pointsman.sandbox.salesforce.act({ as, lead: email, do: act })
    pointsman.clock.move(2 * MINUTE_MS)
    await pointsman.settle()
    await answer(review, { reroute: true })
    expect(await ownerOf(email)).toBe(before?.ownerId)
  })

  it('gives it to nobody else of the pool that would get it again', async () => {
    const chosen = (await accountNamed('Tailspin'))?.id
    // More than one, since it may be the same one's turn again.
    for (const company of ['Tailspyn', 'Taylspin', 'Tailspim', 'Teilspin']) {
      const email = `${company.toLowerCase()}@gmail.com`
      const before = await lead({ email, company, country: 'France', employees: '120' })
      const [review] = (await reviews()).filter(({ candidates }) => candidates.some(({ name }) => name === 'Tailspin'))
      await pointsman.api('POST', `/api/reviews/${review?.id}/answer`, { chosen, reroute: true }, 'operator')
      await pointsman.settle()
      const [after] = await pointsman.store.list('leads', { where: { email } })
      expect(after).toMatchObject({ accountId: chosen, ownerId: before?.ownerId })
      expect(await pointsman.store.count('assignments', { leadId: before?.id })).toBe(1)
    }
  })
})

describe('an account that gets another name in the CRM', () => {
  it('is found by it after the next reading, without a restart', async () => {
    expect((await lead({ email: 'a@gmail.com', company: 'Hooli' }))?.accountId).toBeNull()
    const fields = { Name: 'Hooli' }
    const as = 'mia.kern@acme.example'
    pointsman.sandbox.salesforce.actOnAccount({ as, account: 'Fabrikam', do: 'edit', fields })
    pointsman.clock.move(11 * MINUTE_MS)
    await pointsman.settle()
    expect((await lead({ email: 'b@gmail.com', company: 'Hooli' }))?.accountId).toBe((await accountNamed('Hooli'))?.id)
  })
})
