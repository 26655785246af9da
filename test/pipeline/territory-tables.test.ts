// Tables of territories from the folder to the decision: named by their hash, stored once, read by a thread when they are large.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, faultLine } from '../../src/errors.ts'
import { loadRulebook, tableFrom, tableOnDisk } from '../../src/pipeline/load-rulebook.ts'
import { compileRulebook } from '../../src/pipeline/rulebook.ts'
import { markOf, readTableText } from '../../src/pipeline/rulebook-tables.ts'
import { decide } from '../../src/routing/decide.ts'
import { explainDecision } from '../../src/routing/explain/sentences.ts'
import { question } from '../routing/book-of.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf } from './leads.ts'

const csv = (rows: number): string =>
  `country,postal,pool\n${Array.from({ length: rows }, (_, n) => `DE,${String(n).padStart(5, '0')},${n % 2 === 0 ? 'even' : 'odd'}\n`).join('')}`
const path = 'rulebook/territories/germany.csv'
const files = {
  'rulebook/rules.yaml':
    'rules: [{ name: by table, when: { lead.country: DE }, assign: { territory: germany, else: pool rest } }]\notherwise: { pool: rest }\n',
  'rulebook/pools.yaml':
    'pools: { even: { members: [mia@acme.example] }, odd: { members: [jonas@acme.example] }, rest: { members: [zoe@acme.example] } }\n',
  'rulebook/sla.yaml': '',
  'rulebook/calendars.yaml': '',
}
const asked = (postalCode: string) => question({ lead: { fields: { country: 'DE', postalCode } } })

async function faultsOf(work: () => unknown): Promise<string[]> {
  try {
    await work()
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(faultLine)
    throw error
  }
  return []
}

describe('a rulebook with a table', () => {
  it('gives a lead to whom its row names, and says which row', () => {
    const { routing } = compileRulebook({ ...files, [path]: csv(20) })
    const decision = decide(asked('00013'), routing)
    expect(decision.outcome).toMatchObject({ kind: 'assign', pool: 'odd' })
    expect(explainDecision(decision)).toContain(
      'In the table germany, line 15 takes it (DE, postal code 00013): pool odd.',
    )
    const none = decide(asked('99999'), routing)
    expect(none.outcome).toMatchObject({ kind: 'assign', pool: 'rest' })
    expect(explainDecision(none)).toContain('In the table germany no row holds.')
  })

  it('has one hash, whether the table stands there itself or by its mark', () => {
    const table = readTableText(path, csv(20))
    const marked = compileRulebook({ ...files, [path]: markOf(table.hash) }, { tables: new Map([[table.hash, table]]) })
    const inFull = compileRulebook({ ...files, [path]: csv(20) })
    expect(marked.hash).toBe(inFull.hash)
    expect(inFull.files[path]).toBe(markOf(table.hash))
    expect(compileRulebook({ ...files, [path]: csv(21) }).hash).not.toBe(inFull.hash)
  })

  it('tells what tables and rules name that there is not', async () => {
    expect(
      await faultsOf(() => compileRulebook({ ...files, [path]: 'country,pool\nDE,evan\nAT,odd\nCH,evan\n' })),
    ).toEqual(['rulebook/territories/germany.csv:2:1: No pool "evan" in pools.yaml (did you mean "even"?).'])
    expect(await faultsOf(() => compileRulebook({ ...files, [path]: 'country,owner\nDE,mia\n' }))).toEqual([
      'rulebook/territories/germany.csv:2:1: "mia" is no owner: write account.owner, account.successManager, lead.owner, previous owner or a user\'s e-mail address.',
    ])
    expect(await faultsOf(() => compileRulebook({ ...files, 'rulebook/territories/germony.csv': csv(1) }))).toEqual([
      'rulebook/rules.yaml:1:65 rules[0].assign.territory: No table rulebook/territories/germany.csv (did you mean "germony"?).',
    ])
    expect(await faultsOf(() => compileRulebook({ ...files, [path]: markOf('0'.repeat(64)) }))).toEqual([
      'rulebook/territories/germany.csv: This table is not in the store: publish the rulebook again with its files.',
    ])
  })
})

describe('read by a thread', () => {
  let dir: string
  beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'pointsman-tables-'))))
  afterAll(() => rmSync(dir, { recursive: true }))

  it('a large table is the same as one that is read here', async () => {
    const text = csv(20_000)
    writeFileSync(join(dir, 'germany.csv'), text)
    const here = readTableText(path, text)
    const there = await tableOnDisk(path, join(dir, 'germany.csv'))
    expect(there.hash).toBe(here.hash)
    expect(there.data).toEqual(here.data)
    expect(await tableFrom(path, here.hash, gzipSync(text))).toMatchObject({ hash: here.hash, data: { count: 20_000 } })
  })

  it('its faults are told with their lines', async () => {
    writeFileSync(join(dir, 'faulty.csv'), `${csv(20_000)}QQ,1,odd\n"`)
    expect(await faultsOf(() => tableOnDisk(path, join(dir, 'faulty.csv')))).toEqual([
      'rulebook/territories/germany.csv:20002:1: "QQ" is no country that we know: write its code, such as DE.',
      expect.stringMatching(/germany\.csv:20003:1: .*mend the quotes here/),
    ])
    expect(await faultsOf(() => tableFrom(path, '0'.repeat(64), gzipSync(csv(20_000))))).toEqual([
      'rulebook/territories/germany.csv: The table that came along is another one than the rulebook names: send it again.',
    ])
  })

  const many = (when: string): typeof files => ({
    ...files,
    'rulebook/rules.yaml': `rules:\n${Array.from({ length: 1_000 }, (_, n) => `  - { name: r${n}, when: { lead.score: ${n} }, assign: { pool: odd } }\n`).join('')}  - { name: last, when: ${when}, assign: { territory: germany } }\notherwise: { pool: rest }\n`,
  })

  it('a large rulebook decides as one that is read here, and knows its lines', async () => {
    const text = csv(20)
    const there = await loadRulebook({ ...many('{ lead.country: DE }'), [path]: text })
    const here = compileRulebook({ ...many('{ lead.country: DE }'), [path]: text })
    expect(there.hash).toBe(here.hash)
    expect(there.routing.rules.map(({ name, place }) => [name, place])).toEqual(
      here.routing.rules.map(({ name, place }) => [name, place]),
    )
    expect(decide(asked('00013'), there.routing)).toEqual(decide(asked('00013'), here.routing))
  })

  it('its faults are the same', async () => {
    const faulty = { ...many('{ lead.contry: DE }'), 'rulebook/pools.yaml': 'pools: []', [path]: csv(2) }
    const there = await faultsOf(() => loadRulebook(faulty))
    expect(there).toEqual(await faultsOf(() => compileRulebook(faulty)))
    expect(there).toHaveLength(2)
  })
})

describe('published', () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman()
    await pointsman.settle()
  })
  afterAll(() => pointsman.close())

  const rules = `rules: [{ name: by table, when: { lead.country: { exists: true } }, assign: { territory: germany } }]\notherwise: { pool: catch-all }\n`
  const text = 'country,owner\nDE,mia.kern@acme.example\nGB,sofia.rossi@acme.example\n'
  const publish = async (table: string, tables?: Record<string, string>) => {
    const live = (await pointsman.api('GET', '/api/rulebook')).data as { files: Record<string, string> }
    const edited = { ...live.files, 'rulebook/rules.yaml': rules, [path]: table }
    const body = { files: Object.fromEntries(Object.entries(edited).filter(([name]) => !name.includes('/tests/'))) }
    return pointsman.api('POST', '/api/rulebook/publish', tables ? { ...body, tables } : body, 'editor')
  }

  it('by its mark and beside it, the table decides, and is stored once', async () => {
    const { hash, content } = readTableText(path, text)
    const first = await publish(markOf(hash), { [hash]: Buffer.from(content ?? []).toString('base64') })
    expect(first).toMatchObject({ status: 200, data: { published: true } })
    await pointsman.send('web-form', form('ada@table-1.example', { submissionId: 'table-1', country: 'Germany' }))
    await pointsman.settle()
    const lead = await leadOf(pointsman, 'ada@table-1.example')
    const [decision] = await pointsman.store.list('decisions', { where: { leadId: lead.id } })
    expect(decision?.decision.tables).toMatchObject([{ table: 'germany', line: 2, to: 'mia.kern@acme.example' }])
    expect(await publish(markOf(hash))).toMatchObject({ status: 200, data: { published: false } })
    expect(await publish(text)).toMatchObject({ status: 200, data: { published: false } })
    expect(await pointsman.store.count('rulebookTables')).toBe(1)
  })

  it('one that nobody has is refused', async () => {
    const { status, data } = await publish(markOf('0'.repeat(64)))
    expect([status, JSON.stringify(data)]).toEqual([422, expect.stringContaining('This table is not in the store')])
  })

  it('another process reads it out of the store', async () => {
    const two = await wholePointsman({
      sharedStore: pointsman.store,
      sandbox: pointsman.sandbox,
      clock: pointsman.clock,
    })
    try {
      await publish(text.replace('mia.kern', 'jonas.weber'))
      await two.send('web-form', form('bo@table-2.example', { submissionId: 'table-2', country: 'Germany' }))
      await two.settle()
      const lead = await leadOf(two, 'bo@table-2.example')
      const [decision] = await two.store.list('decisions', { where: { leadId: lead.id } })
      expect(decision?.decision.tables).toMatchObject([{ to: 'jonas.weber@acme.example' }])
    } finally {
      await two.close()
    }
  })
})
