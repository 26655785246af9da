// Step 2: a delivery becomes its events, each counted once; one that cannot be read is kept with the reason.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, sendContacts } from './leads.ts'

describe('splitting deliveries', () => {
  let pointsman: WholePointsman
  const ids = Array.from({ length: 100 }, (_, index) => String(9_000 + index))

  beforeAll(async () => {
    pointsman = await wholePointsman()
    await pointsman.settle()
    // No contact can be read from HubSpot: events stay as they were split.
    pointsman.sandbox.faults.set([{ name: 'server-error', system: 'hubspot', rate: 1, path: '/contacts/batch/read' }])
  })
  afterAll(() => pointsman.close())

  it('makes a hundred events of a body that holds a hundred', async () => {
    await sendContacts(pointsman, ids)
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ waiting: 100 })
    const [event] = await pointsman.store.list('events', { where: { hydrateId: '9099' } })
    expect(event).toMatchObject({ connection: 'hubspot', kind: 'person' })
  })

  it('knows an event that comes again in another delivery: it is counted as a duplicate and not worked on', async () => {
    await sendContacts(pointsman, ['9500', '9000', '9000'])
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ waiting: 101, duplicate: 2 })
  })

  it('keeps a body that cannot be read, with the reason, beside those that can', async () => {
    const wrong = JSON.stringify([{ objectId: 1 }])
    await pointsman.store.commit({
      inserts: [
        {
          table: 'deliveries',
          row: {
            ...(await pointsman.store.list('deliveries'))[0]!,
            id: 'unreadable-one',
            deliveryKey: 'unreadable-one',
            state: 'received',
            body: Buffer.from(wrong),
          },
        },
      ],
    })
    await pointsman.send('web-form', form('ada@initech.example'))
    await pointsman.settle()
    const delivery = await pointsman.store.find('deliveries', 'unreadable-one')
    expect(delivery).toMatchObject({ state: 'unreadable', claimId: null })
    expect(delivery?.fault).toContain('subscriptionType')
    expect(delivery?.body.toString()).toBe(wrong)
    expect(await pointsman.store.countBy('events', 'state')).toMatchObject({ routed: 1 })
  })

  it('keeps what a removed connection had sent, and says what to do', async () => {
    const [sample] = await pointsman.store.list('deliveries')
    await pointsman.store.commit({
      inserts: [
        {
          table: 'deliveries',
          row: { ...sample!, id: 'removed', connection: 'old-form', deliveryKey: 'k', state: 'received' },
        },
      ],
    })
    await pointsman.settle()
    const delivery = await pointsman.store.find('deliveries', 'removed')
    expect(delivery).toMatchObject({ state: 'unreadable', fault: expect.stringContaining('"old-form"') })
  })
})
