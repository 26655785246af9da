// Accounts of a list: taken in by parts, matched against at once, dropped when the whole list has them no more.
import { describe, expect, it } from 'vitest'
import { leadOf, stepsOf } from './leads.ts'
import type { WholePointsman } from '../whole-pointsman.ts'
import { begin, drop, FIRST, hooli, initech, SECOND, take, type Cells } from './account-imports.ts'

async function lead(pointsman: WholePointsman, fields: Cells) {
  const body = JSON.stringify({ lastName: 'Byron', ...fields })
  await pointsman.send('web-form', { headers: { 'content-type': 'application/json' }, body })
  await pointsman.settle()
  return leadOf(pointsman, fields['email'] ?? '')
}

describe('a list of accounts', () => {
  it('is matched against at once, and its owner gets the lead, by address', async () => {
    const pointsman = await begin()
    expect((await lead(pointsman, { email: 'a@initech.example' })).accountId).toBeNull()
    expect(await take([initech, hooli])).toEqual({
      list: 'accounts',
      added: 2,
      changed: 0,
      same: 0,
      refused: [],
      leftOut: [],
    })
    const found = await lead(pointsman, { email: 'b@initech.example' })
    expect(found.accountId).toBe('list.accounts:A1')
    const owner = await pointsman.store.find('owners', `salesforce:${found.ownerId}`)
    expect(owner?.email).toBe('jonas.weber@acme.example')
  })

  it('has the form of accounts of a CRM', async () => {
    const pointsman = await begin()
    await take([hooli])
    expect(await pointsman.store.find('accounts', 'list.accounts:A2')).toMatchObject({
      connection: 'list.accounts',
      parentId: 'A1',
      relationship: 'unknown',
      details: { country: 'DE', phone: '+49301234567' },
    })
  })

  it('leaves out what cannot be read, and says so', async () => {
    const pointsman = await begin()
    const odd = { ...hooli, domain: 'not a site', country: 'XX', relationship: 'foo', duns: '123', contacts: 'many' }
    expect(await take([initech, odd])).toMatchObject({
      added: 2,
      refused: [],
      leftOut: [{ row: 3, fields: ['domain', 'relationship', 'country', 'phone', 'contacts', 'duns'] }],
    })
    expect(await pointsman.store.find('accounts', 'list.accounts:A2')).toMatchObject({ domain: null, details: null })
  })

  it('reads amounts as people type them, and none that could be two', async () => {
    const pointsman = await begin()
    const amounts = ['1500', '1,500.50', '1.500,50 €', 'EUR 1 500', '1500,5', '1.500', '1e5']
    await take(amounts.map((openPipeline, at) => ({ ...hooli, id: `P${at}`, openPipeline })))
    const read = await Promise.all(
      amounts.map(
        async (_, at) => (await pointsman.store.find('accounts', `list.accounts:P${at}`))?.details?.openPipeline,
      ),
    )
    expect(read).toEqual([1500, 1500.5, 1500.5, 1500, 1500.5, undefined, undefined])
  })

  it('counts a row that stands twice as one, wherever its part ends', async () => {
    await begin()
    expect(await take([initech, initech])).toMatchObject({ added: 1, same: 1, refused: [] })
    expect(await take([initech])).toMatchObject({ added: 0, same: 1, refused: [] })
  })

  it('takes no host that many companies share for what an account is known by', async () => {
    await begin()
    const page = (name: string): Cells => ({ name, domain: `https://www.linkedin.com/company/${name}` })
    expect(await take([page('aaa'), page('bbb')])).toMatchObject({ added: 0, refused: [{ row: 2 }, { row: 3 }] })
  })

  it('loses nothing to an older import that is still going on', async () => {
    const pointsman = await begin()
    await take([initech, hooli], SECOND)
    expect(await take([{ ...initech, name: 'Initech of yesterday' }], FIRST)).toMatchObject({
      changed: 0,
      refused: [{ row: 2, why: expect.stringContaining('later import') }],
    })
    expect(await drop(SECOND)).toMatchObject({ dropped: 0, kept: 2 })
    expect(await pointsman.store.find('accounts', 'list.accounts:A1')).toMatchObject({ name: 'Initech Ltd' })
  })

  it('takes twelve parts at once', async () => {
    await begin()
    const parts = Array.from({ length: 12 }, (_, at) => take([{ ...hooli, id: `T${at}` }]))
    expect((await Promise.all(parts)).map(({ added }) => added)).toEqual(Array.from({ length: 12 }, () => 1))
  })

  it('is changed by coming again, and what says the same is not written', async () => {
    const pointsman = await begin()
    await take([initech, hooli])
    const before = await pointsman.store.find('accounts', 'list.accounts:A2')
    expect(await take([{ ...initech, name: 'Initech Group' }, hooli], SECOND)).toMatchObject({ changed: 1, same: 1 })
    expect(await pointsman.store.find('accounts', 'list.accounts:A1')).toMatchObject({ name: 'Initech Group', run: 2 })
    expect((await pointsman.store.find('accounts', 'list.accounts:A2'))?.run).toBe(before?.run)
  })

  it('keeps what the file has no more, until it is asked to drop it', async () => {
    const pointsman = await begin()
    await take([initech, hooli])
    const theirs = await lead(pointsman, { email: 'a@hooli.example' })
    expect(theirs.accountId).toBe('list.accounts:A2')
    await take([initech], SECOND)
    expect(await drop(SECOND, { dryRun: true })).toEqual({ list: 'accounts', dropped: 1, kept: 1 })
    expect(await pointsman.store.count('accounts', { connection: 'list.accounts' })).toBe(2)
    expect(await drop(SECOND)).toEqual({ list: 'accounts', dropped: 1, kept: 1 })
    expect(await pointsman.store.find('accounts', 'list.accounts:A2')).toBeUndefined()
    expect((await leadOf(pointsman, 'a@hooli.example')).accountId).toBeNull()
    expect(await stepsOf(pointsman, theirs.id)).toContain('account-gone')
    expect((await lead(pointsman, { email: 'b@hooli.example' })).accountId).toBeNull()
  })

  it('refuses rows with a reason, and takes the others', async () => {
    await begin()
    const domains = Array.from({ length: 500 }, (_, n) => `domain-${n}.example`).join(';')
    const { added, refused } = await take([
      { country: 'DE', name: '' },
      { name: 'Nobody' },
      { ...initech, id: 'A 1' },
      initech,
      { ...hooli, id: 'A1' },
      { ...hooli, domains },
    ])
    expect(added).toBe(1)
    expect(refused.map(({ row, why }) => [row, why.split(':')[0]])).toEqual([
      [2, 'It has neither name nor domain'],
      [3, 'It has neither id nor domain to be known by when the list comes again'],
      [4, 'The id "A 1" has signs that an id cannot have'],
      [6, 'The id "A1" stands in row 5 already, with something else'],
      [7, 'Its domains is longer than 5000 signs'],
    ])
    expect((await take([{ ...initech, name: 'Other' }])).refused).toMatchObject([{ row: 2, why: /an earlier row/ }])
  })

  it('knows an account without id by its domain', async () => {
    const pointsman = await begin()
    const { id: _id, ...bare } = initech
    await take([bare])
    expect(await pointsman.store.find('accounts', 'list.accounts:initech.example')).toBeDefined()
  })

  it('stores nothing in a dry run', async () => {
    const pointsman = await begin()
    expect(await take([initech], FIRST, { dryRun: true })).toMatchObject({ added: 1 })
    expect(await pointsman.store.count('accounts', { connection: 'list.accounts' })).toBe(0)
  })

  it('is one of several, each with what it brought', async () => {
    const pointsman = await begin()
    await take([initech], FIRST, { list: 'erp' })
    await take([hooli], FIRST, { list: 'targets' })
    await take([initech], SECOND, { list: 'erp' })
    expect(await drop(SECOND, { list: 'erp' })).toMatchObject({ dropped: 0 })
    expect(await pointsman.store.find('accounts', 'list.targets:A2')).toBeDefined()
    expect((await lead(pointsman, { email: 'a@hooli.example' })).accountId).toBe('list.targets:A2')
  })

  it('takes two parts at one moment whole, one after the other', async () => {
    const pointsman = await begin()
    await Promise.all([take([initech]), take([hooli])])
    const runs = (await pointsman.store.list('accounts', { where: { connection: 'list.accounts' } })).map(
      ({ run }) => run,
    )
    expect(new Set(runs)).toEqual(new Set([1, 2]))
  })

  it('is written down with who brought and who dropped it', async () => {
    const pointsman = await begin()
    await take([initech, hooli])
    await take([hooli], SECOND)
    await drop(SECOND)
    const rows = await pointsman.store.list('audit', { where: { target: 'accounts' } })
    expect(rows.map(({ action, actor, detail }) => [action, actor, detail])).toEqual([
      ['accounts.import', expect.any(String), { added: 2, changed: 0, same: 0, refused: 0 }],
      ['accounts.import', expect.any(String), { added: 0, changed: 0, same: 1, refused: 0 }],
      ['accounts.drop', expect.any(String), { dropped: 1 }],
    ])
  })
})
