// What an operator reads when the database cannot be used. No password is ever in it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { openStore, type StoreOptions } from '../../src/store/open-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-open-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function refusal(options: StoreOptions): Promise<string> {
  const error = await openStore(options).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ConfigError)
  return (error as ConfigError).message
}

describe('opening the store', () => {
  it('says where PostgreSQL does not answer, without the password', async () => {
    const message = await refusal({ kind: 'postgres', url: 'postgres://ops:hunter2@127.0.0.1:1/leads' })
    expect(message).toMatch(
      /^DATABASE_URL: PostgreSQL at postgres:\/\/127\.0\.0\.1:1\/leads cannot be used: .*ECONNREFUSED.* Check address/,
    )
    expect(message).not.toContain('hunter2')
  })

  it.each(['leads', 'hunter2@nowhere', ''])('says that "%s" is no address', async (url) => {
    const message = await refusal({ kind: 'postgres', url })
    expect(message).toBe('DATABASE_URL: This is not an address: write postgres://user:password@host:5432/name.')
  })

  it('says which file is no database', async () => {
    const file = join(folder, 'pointsman.db')
    writeFileSync(file, 'not a database, but long enough to be read as one'.repeat(100))
    expect(await refusal({ kind: 'sqlite', file })).toContain(
      `${file}: The database cannot be opened: file is not a database`,
    )
  })

  it('says which folder cannot be made', async () => {
    writeFileSync(join(folder, 'taken'), '')
    const file = join(folder, 'taken', 'pointsman.db')
    expect(await refusal({ kind: 'sqlite', file })).toContain('Check that the folder exists and can be written')
  })
})
