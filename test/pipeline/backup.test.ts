// The restore drill: a backup is made under load, put into another folder, and started. What was acknowledged before it is there, and
// nothing that was done before is done again.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSqlite } from '../../src/store/check-store.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form } from './leads.ts'

// On PostgreSQL backups are its own tools' work.
describe.skipIf(process.env['WHOLE_ON'] === 'postgres')('a backup of SQLite', () => {
  let pointsman: WholePointsman
  let restored: WholePointsman | undefined
  const acknowledged: string[] = []
  let file: string

  beforeAll(async () => {
    pointsman = await wholePointsman()
    await pointsman.settle()
  })
  afterAll(async () => {
    await restored?.close()
    await pointsman.close()
  })

  const send = async (email: string): Promise<void> => {
    const { status } = await pointsman.send('web-form', form(email))
    if (status === 202) acknowledged.push(email)
  }
  const backup = (body: object = {}) => pointsman.api('POST', '/api/backups', body)
  const bodies = async ({ store }: WholePointsman): Promise<string> =>
    (await store.list('deliveries')).map((row) => row.body.toString()).join('\n')
  const decisions = async ({ store }: WholePointsman) =>
    (await store.list('decisions')).map(({ id, leadId, ownerId, rule, inputs }) => ({
      id,
      leadId,
      ownerId,
      rule,
      inputs,
    }))

  it('is made while leads come in, and is whole', async () => {
    for (let index = 0; index < 60; index += 1) await send(`before-${index}@drill.example`)
    await pointsman.settle()
    const mark = [...acknowledged]
    const made = backup()
    let going = true
    const load = (async () => {
      for (let index = 0; going; index += 1) await send(`during-${index}@drill.example`)
    })()
    const answer = await made
    going = false
    await load
    expect(answer.status).toBe(200)
    file = (answer.data as { file: string }).file
    expect(dirname(file)).toBe(join(pointsman.dataDir, 'backups'))
    expect((await checkSqlite(file)).filter(({ ok }) => !ok)).toEqual([])
    acknowledged.splice(0, acknowledged.length, ...mark)
  })

  it('restored elsewhere holds all that was acknowledged before it, decided as before', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'pointsman-restored-'))
    copyFileSync(file, join(dataDir, 'pointsman.db'))
    const { sandbox, clock } = pointsman
    const effects = sandbox.ledger.counts().effects
    restored = await wholePointsman({ dataDir, sandbox, clock })
    const there = await bodies(restored)
    expect(acknowledged.filter((email) => !there.includes(email))).toEqual([])
    const original = await decisions(pointsman)
    for (const decision of await decisions(restored)) expect(original).toContainEqual(decision)
    expect((await decisions(restored)).length).toBeGreaterThanOrEqual(acknowledged.length)
    // What was written before the backup is not written again.
    const emails = acknowledged.filter((email) => sandbox.salesforce.find('Lead', email))
    expect(emails).toHaveLength(acknowledged.length)
    expect(sandbox.ledger.counts().effects).toEqual(effects)
  })

  it('works on: leads that waited are routed once, with no second effect in the CRM', async () => {
    if (!restored) throw new Error('Nothing was restored.')
    await restored.settle()
    await pointsman.settle()
    await restored.settle()
    const created = pointsman.sandbox.ledger
      .entries({ system: 'salesforce', effects: true })
      .flatMap(({ effects }) => effects.filter(({ kind, object }) => kind === 'create' && object === 'Lead'))
      .map(({ fields }) => String(fields?.['Email']))
    const mine = created.filter((email) => acknowledged.includes(email))
    expect(mine.length).toBe(new Set(mine).size)
    expect((await checkSqlite(join(restored.dataDir, 'pointsman.db'))).filter(({ ok }) => !ok)).toEqual([])
  })

  it('keeps as many as it is told, deletes none but its own, and only when told', async () => {
    const folder = dirname(file)
    writeFileSync(join(folder, 'mine.db'), 'not ours')
    for (let minute = 0; minute < 3; minute += 1) {
      pointsman.clock.move(60_000)
      expect((await backup()).data).toMatchObject({ removed: [] })
    }
    pointsman.clock.move(60_000)
    const answer = await backup({ keep: 2 })
    expect((answer.data as { removed: string[] }).removed).toHaveLength(3)
    const left = readdirSync(folder)
    expect(left).toContain('mine.db')
    expect(left.filter((name) => name.startsWith('pointsman-'))).toHaveLength(2)
    expect(left.some((name) => name.endsWith('.part'))).toBe(false)
  })

  it('clears away what a process left that was killed over its copy', async () => {
    const left = join(dirname(file), 'pointsman-2026-03-01T09-00-00-000Z.db.part')
    const foreign = join(dirname(file), 'mine.db.part')
    for (const path of [left, `${left}-journal`, foreign]) writeFileSync(path, 'half')
    pointsman.clock.move(60_000)
    expect((await backup()).status).toBe(200)
    expect([left, `${left}-journal`, foreign].map((path) => existsSync(path))).toEqual([false, false, true])
  })

  it('is made one at a time, by an admin, and leaves an audit row', async () => {
    pointsman.clock.move(60_000)
    const answers = await Promise.all([backup(), backup()])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await pointsman.api('POST', '/api/backups', {}, 'editor')).status).toBe(403)
    const [row] = await pointsman.store.list('audit', { where: { action: 'backup', target: { not: 'store' } } })
    expect(row).toMatchObject({ actor: 'admin-token', target: expect.stringMatching(/^pointsman-.*\.db$/) })
  })
})

describe('a look at the data', () => {
  let folder: string
  let pointsman: WholePointsman
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pointsman-look-'))
    mkdirSync(join(folder, 'data'))
    pointsman = await wholePointsman({ dataDir: join(folder, 'data') })
    await pointsman.send('web-form', form('ada@look.example'))
    await pointsman.settle()
  })
  afterAll(async () => {
    await pointsman.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const data = () => join(folder, 'data', 'pointsman.db')
  const failing = async (file = data()) =>
    (await checkSqlite(file)).filter(({ ok }) => !ok).map(({ name, message }) => `${name}: ${message}`)

  it('finds nothing wrong beside a store that is open, and changes nothing', async () => {
    expect(await failing()).toEqual([])
    await pointsman.store.ping()
    expect(existsSync(join(folder, 'data', 'backups'))).toBe(false)
  })

  it('finds rows that point at nothing', async () => {
    const [lead] = await pointsman.store.list('leads')
    await pointsman.store.commit({
      inserts: [
        { table: 'personKeys', row: { id: 'lost', kind: 'email', key: 'lost@look.example', leadId: 'nobody' } },
      ],
    })
    expect(lead).toBeDefined()
    expect(await failing()).toEqual([expect.stringContaining('keys know their lead: 1 do not')])
  })

  it('finds a damaged copy', async () => {
    const answer = await pointsman.api('POST', '/api/backups', {})
    const { file } = answer.data as { file: string }
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 4096 * 3, 4096 * 12)
    writeFileSync(file, bytes)
    expect(await failing(file)).toEqual([expect.stringMatching(/^the file is whole: It (is damaged|cannot be read)/)])
  })

  it('says that there is nothing yet', async () => {
    await expect(checkSqlite(join(folder, 'none.db'))).rejects.toMatchObject({ code: 'store.none' })
  })
})
