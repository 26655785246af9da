// What PostgreSQL answered is on its disk, whatever its settings say.
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { refuseNotDurable } from '../../src/store/postgres-durability.ts'
import { freshSchema } from '../postgres-schema.ts'

const server = process.env['TEST_DATABASE_URL'] ?? ''

describe.skipIf(server === '')('a session on PostgreSQL', () => {
  it.each([
    ['off', 'on'],
    ['on', 'on'],
    ['remote_apply', 'remote_apply'],
  ])('with synchronous_commit = %s works with %s, on each of its connections', async (given, then) => {
    const schema = await freshSchema(server)
    const url = new URL(schema.url)
    url.searchParams.set('options', `${url.searchParams.get('options')} -c synchronous_commit=${given}`)
    const database = await openPostgres(url.href)
    const answers = await Promise.all(Array.from({ length: 20 }, () => database.read(sql`show synchronous_commit`)))
    await database.close()
    await schema.drop()
    expect(new Set(answers.flat(2))).toEqual(new Set([then]))
  })
})

it('refuses a server that does not wait for its disk', () => {
  expect(() => refuseNotDurable('off', 'postgres://here')).toThrow('postgres://here works with fsync = off')
  expect(() => refuseNotDurable('on', 'postgres://here')).not.toThrow()
})
