// The installation's key: what is sealed stays closed to others, what is hashed is known again, and a store keeps to its key.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataKey, openDataKey } from '../src/data-key.ts'
import { wholePointsman, type WholePointsman } from './whole-pointsman.ts'

const mine = createDataKey('m'.repeat(32))
const other = createDataKey('o'.repeat(32))
const plain = Buffer.from('x-signature: canary')

it('opens what it sealed, and never seals twice alike', () => {
  const sealed = mine.seal(plain)
  expect(sealed.includes('canary')).toBe(false)
  expect(mine.open(sealed)).toEqual(plain)
  expect(mine.seal(plain)).not.toEqual(sealed)
})

it('opens nothing that was altered, cut, or sealed with another key', () => {
  const sealed = mine.seal(plain)
  for (let place = 0; place < sealed.length; place += 1) {
    const altered = Buffer.from(sealed)
    altered[place] = (altered[place] ?? 0) ^ 1
    expect(mine.open(altered)).toBeNull()
    expect(mine.open(sealed.subarray(0, place))).toBeNull()
  }
  expect(other.open(sealed)).toBeNull()
})

it('hashes the same text alike, apart by kind and by key', () => {
  expect(mine.hash('email', 'ada@example.com')).toBe(createDataKey('m'.repeat(32)).hash('email', 'ada@example.com'))
  const hashes = [mine.hash('email', 'a'), mine.hash('phone', 'a'), other.hash('email', 'a'), mine.hash('email', 'b')]
  expect(new Set(hashes).size).toBe(4)
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-key-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('is made at the first start, for the owner only, and kept', () => {
  const first = openDataKey(null, folder)
  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600)
  expect(openDataKey(null, folder).fingerprint).toBe(first.fingerprint)
  expect(first.fingerprint).not.toContain(readFileSync(join(folder, 'key'), 'utf8').trim())
})

it('refuses a damaged kept key, and says what to do', () => {
  writeFileSync(join(folder, 'key'), 'short\n')
  expect(() => openDataKey(null, folder)).toThrow(/key: The kept key is damaged: put it back from a backup/)
  expect(openDataKey('g'.repeat(32), folder).fingerprint).toMatch(/^[0-9a-f]{16}$/)
})

it('a store refuses another key than its first, until the operator says that the first is lost', async () => {
  const pointsman: WholePointsman = await wholePointsman()
  try {
    await expect(pointsman.app.checkKey(false)).resolves.toBeUndefined()
    const row = await pointsman.store.find('settings', 'data-key')
    if (!row) throw new Error('The store remembers no key.')
    await pointsman.store.commit({ upserts: [{ table: 'settings', row: { ...row, value: other.fingerprint } }] })
    await expect(pointsman.app.checkKey(false)).rejects.toMatchObject({ code: 'key.other' })
    await pointsman.app.checkKey(true)
    await expect(pointsman.app.checkKey(false)).resolves.toBeUndefined()
  } finally {
    await pointsman.close()
  }
})
