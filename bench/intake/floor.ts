// What the product is measured against: Fastify alone, and Fastify with one committed insert for each request. It verifies nothing.
// Started by bench/intake.ts: node floor.ts <file for the rows, or "none">
import { randomUUID } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { fastify } from 'fastify'

const [, , file = 'none'] = process.argv
const app = fastify()

if (file === 'none') {
  app.post('/webhooks/:connection', (_request, reply) => reply.code(200).send({}))
} else {
  const db = new Sqlite(file)
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = full')
  db.exec('create table deliveries (id text primary key, received_at integer not null, body text not null)')
  const insert = db.prepare('insert into deliveries values (?, ?, ?)')
  app.post('/webhooks/:connection', (request, reply) => {
    insert.run(randomUUID(), Date.now(), JSON.stringify(request.body))
    return reply.code(200).send({})
  })
}
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ url })
