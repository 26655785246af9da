// What the product is measured against. bare: Fastify alone, which parses and verifies nothing · commit: with one committed insert for each
// request · least: the least that acknowledges durably, an HMAC, a unique key and one commit for all requests of a turn. It keeps no headers,
// tells nobody, bounds nothing and works on nothing: what is between it and the product is what the product is.
// Started by bench/intake.ts: node floor.ts <kind> <file for the rows>
import { createHmac, createSecretKey, hash, randomUUID } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { fastify, type FastifyInstance } from 'fastify'
import { CLIENT_SECRET } from './signed-request.ts'

const ROUTE = '/webhooks/:connection'
const [, , kind = 'bare', file = ''] = process.argv
const app = fastify()
if (kind === 'bare') app.post(ROUTE, (_request, reply) => reply.code(200).send({}))
else if (kind === 'commit') commitEach(app, openRows())
else commitTogether(app, openRows())

function openRows(): Sqlite.Database {
  const db = new Sqlite(file)
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = full')
  db.exec(
    'create table deliveries (id text primary key, delivery_key text unique, received_at integer not null, body blob not null)',
  )
  return db
}

function commitEach(server: FastifyInstance, db: Sqlite.Database): void {
  const insert = db.prepare('insert into deliveries values (?, null, ?, ?)')
  server.post(ROUTE, (request, reply) => {
    insert.run(randomUUID(), Date.now(), JSON.stringify(request.body))
    return reply.code(200).send({})
  })
}

function commitTogether(server: FastifyInstance, db: Sqlite.Database): void {
  const [begin, commit] = [db.prepare('begin immediate'), db.prepare('commit')]
  const insert = db.prepare('insert into deliveries values (?, ?, ?, ?) on conflict do nothing')
  const key = createSecretKey(Buffer.from(CLIENT_SECRET))
  let waiting: { values: unknown[]; answer: () => void }[] = []
  let count = 0

  function flush(): void {
    const batch = waiting
    waiting = []
    begin.run()
    for (const { values } of batch) insert.run(...values)
    commit.run()
    for (const { answer } of batch) answer()
  }

  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.post(ROUTE, async (request, reply) => {
    const body = request.body as Buffer
    const time = String(request.headers['x-hubspot-request-timestamp'])
    createHmac('sha256', key).update(`POST${request.url}`).update(body).update(time).digest('base64')
    count += 1
    // In the order of arrival, as the product's ids and keys are.
    const id = count.toString(36).padStart(12, '0')
    await new Promise<void>((answer) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ values: [id, `${id} ${hash('sha256', body)}`, Date.now(), body], answer })
    })
    return reply.code(200).send({})
  })
}

const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ url })
