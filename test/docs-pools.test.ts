// docs/pools.md: its YAML is read, and its commands are run against a server that runs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCalendars } from '../src/calendar/calendar.ts'
import { parseRoutingBook } from '../src/routing/book.ts'
import { methods } from '../src/routing/pools/grammar.ts'
import { newFolder, type Folder } from './cli/pointsman-process.ts'

const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'pools.md'), 'utf8')
const blocks = (kind: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block)

describe('its YAML', () => {
  const calendars = parseCalendars({
    path: 'calendars.yaml',
    text: `calendars:
  office: { zone: Europe/Berlin, hours: { weekdays: 09:00-17:00 } }
  mornings: { zone: Europe/Lisbon, hours: { weekdays: 08:00-12:00 } }`,
  })

  it.each(blocks('yaml'))('is read: %s', (pools) => {
    const [, first = ''] = /^ {2}([\w-]+):$/m.exec(pools) ?? []
    const rules = { path: 'rules.yaml', text: `rules: []\notherwise: { pool: ${first} }` }
    const files = { rules, pools: { path: 'pools.yaml', text: pools } }
    const book = parseRoutingBook(files, { policies: new Set(['standard']), calendars })
    expect(book.pools.get(first)?.members.length).toBeGreaterThan(1)
  })
})

it('tells every method, and no other', () => {
  const table = text.slice(text.indexOf('| `method` |'))
  const told = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name = '']) => name).slice(1)
  expect(new Set(told)).toEqual(new Set(methods))
  expect(told).toHaveLength(methods.length)
})

describe('its commands', () => {
  let folder: Folder
  beforeAll(async () => {
    folder = newFolder({ WATCH_SECONDS: '3600' })
    await folder.serve()
  })
  afterAll(() => folder.remove())

  it('run, each of them', async () => {
    const said: string[] = []
    for (const block of blocks('sh')) {
      const ended = await folder.shell(block)
      expect({ block, code: ended.code, stderr: ended.stderr }).toEqual({ block, code: 0, stderr: '' })
      said.push(ended.stdout)
    }
    expect(said.join('')).toMatch(/^jonas\.weber@acme\.example is away from .* until .*: holidays\.$/m)
    expect(said.join('')).toMatch(/^ {2}jonas\.weber@acme\.example +weight 2 +got 0 /m)
    expect(said.join('')).toMatch(/will get 2 leads more of pool emea-mid-market/)
    expect(said.join('')).toMatch(/will get 1 lead fewer of pool emea-mid-market/)
  })

  it('say what is wrong: a member that there is not, a time that lies behind', async () => {
    const unknown = await folder.run(['members', 'away', 'jonas.webber@acme.example'])
    expect(unknown).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('did you mean "jonas.weber@acme.example"'),
    })
    const past = await folder.run(['members', 'away', 'jonas.weber@acme.example', '--until', '2020-01-01T00:00:00Z'])
    expect(past.stderr).toContain('give "until" a time that lies ahead')
  })
})
