// A connection to PostgreSQL that fell silent (a failover, a net that forgot it) holds nobody for longer than an answer may take.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStore } from '../../src/store/body.ts'
import { createPostgresDatabase, openPostgres } from '../../src/store/open-postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { freshSchema, type FreshSchema } from '../postgres-schema.ts'
import { insert, sample } from './sample-rows.ts'

const server = process.env['TEST_DATABASE_URL'] ?? ''
const CONNECTIONS = 4

describe.skipIf(server === '')('a connection that fell silent', () => {
  let schema: FreshSchema
  let net: ForgetfulNet
  let store: Store
  beforeAll(async () => {
    schema = await freshSchema(server)
    await (await openPostgres(schema.url)).close()
    net = await forgetfulNet(new URL(server))
    const url = new URL(schema.url)
    url.hostname = '127.0.0.1'
    url.port = String(net.port)
    const pool = new Pool({ connectionString: url.href, max: CONNECTIONS })
    pool.on('error', () => undefined)
    pool.on('connect', (client) => client.on('error', () => undefined))
    store = createStore(createPostgresDatabase(pool, 'postgres://here', { shortMs: 2_000, longMs: 2_000 }))
  })
  afterAll(async () => {
    await net.close()
    await store.close()
    await schema.drop()
  })
  const useAll = () => Promise.all(Array.from({ length: 2 * CONNECTIONS }, () => store.ping()))

  it('keeps nobody from being taken in: it is given up, and so are the others of its age, unasked', async () => {
    await useAll()
    net.forget()
    expect(await store.insertDeliveries([sample('deliveries')])).toEqual([{ duplicate: false }])
    expect(net.askedInVain()).toBe(1)
    await useAll()
    expect(net.askedInVain()).toBe(1)
    expect(await store.count('deliveries')).toBe(1)
  })

  it('is no end of a change set that had not begun', async () => {
    await useAll()
    net.forget()
    await store.commit({ inserts: [insert('audit')] })
    expect([await store.count('audit'), net.askedInVain()]).toEqual([1, 1])
  })

  it('is said to be a server that cannot be reached when no new one can be made', async () => {
    await useAll()
    net.forget(true)
    await expect(store.list('audit')).rejects.toMatchObject({ code: 'storage.unreachable' })
  })
})

interface ForgetfulNet {
  port: number
  /** Keeps its connections open and hands on nothing more of them. @param forGood new ones are closed at once */
  forget(forGood?: boolean): void
  /** Connections of those that were asked something since. */
  askedInVain(): number
  close(): Promise<void>
}

/** Of PostgreSQL's protocol: a farewell, to which no answer is expected. */
const TERMINATE = 0x58

async function forgetfulNet(target: URL): Promise<ForgetfulNet> {
  let age = 0
  let isDown = false
  const asked = new Set<Socket>()
  const sockets = new Set<Socket>()
  const proxy = createServer((from) => {
    if (isDown) {
      from.destroy()
      return
    }
    const born = age
    const to = connect(Number(target.port || 5432), target.hostname)
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one)
      one.on('error', () => undefined).on('close', () => other.destroy())
      one.on('data', (piece) => {
        if (born === age) other.write(piece)
        else if (one === from && piece[0] !== TERMINATE) asked.add(from)
      })
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    port: (proxy.address() as AddressInfo).port,
    forget(forGood = false) {
      age += 1
      asked.clear()
      isDown = forGood
    },
    askedInVain: () => asked.size,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}
