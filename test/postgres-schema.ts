// A schema of its own on the PostgreSQL server of TEST_DATABASE_URL, for one Pointsman of a test.
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'

export interface FreshSchema {
  url: string
  drop(): Promise<void>
}

export async function freshSchema(server: string): Promise<FreshSchema> {
  const schema = `pointsman_test_${randomUUID().replaceAll('-', '')}`
  await ask(server, `create schema ${schema}`)
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${schema}`)
  return { url: url.href, drop: () => ask(server, `drop schema ${schema} cascade`) }
}

async function ask(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
