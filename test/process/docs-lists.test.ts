// docs/lists.md and `pointsman leads import`: its commands are run as somebody would who copies them, against a server that runs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, type Folder, type Server } from '../cli/pointsman-process.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'lists.md'), 'utf8')
const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
const [, shown = ''] = /^```\n(\d+ rows: .*?)^```$/ms.exec(text) ?? []

const LIST = `Email;First Name;Last Name;Company;Country
ada@example.com;Ada;Lovelace;Example Ltd;UK
ada@example.com;Ada;Lovelace;Example Ltd;UK
;Nobody;=cmd();Example Ltd;UK
grace@example.com;Grace;Hopper;Example Ltd;US
`

let folder: Folder
let server: Server
beforeAll(async () => {
  folder = newFolder({ WATCH_SECONDS: '3600' })
  server = await folder.serve()
  folder.write('list.csv', LIST)
})
afterAll(() => folder.remove())

const shell = (script: string) =>
  folder.shell(script, { TOKEN: folder.read('data/demo/admin-token').trim(), POINTSMAN: server.url })

it('runs every command in it, and gives what it shows', async () => {
  expect(blocks).toHaveLength(2)
  const [imports = '', byHand = ''] = blocks
  const { code, stdout, stderr } = await shell(imports)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('Nothing was stored; run it without --dry-run to do it.')
  expect(stdout.slice(-shown.length)).toBe(shown)
  const curl = await shell(byHand)
  expect(JSON.parse(curl.stdout)).toMatchObject({ connection: 'list', taken: 1, refused: [] })
})

it('writes refused rows with line and reason, and makes inert what a spreadsheet would run', () => {
  const [heading, row] = folder.read('refused.csv').trimEnd().split('\n')
  expect(heading).toBe('Email,First Name,Last Name,Company,Country,line,refused because')
  expect(row).toMatch(/^,Nobody,'=cmd\(\),Example Ltd,UK,4,.*It is required/)
})

it('counts a row once, however often the file is imported, and prints a report for machines', async () => {
  const report = await folder.json<object>([
    'leads',
    'import',
    'list.csv',
    '--mapping',
    'list',
    '--campaign',
    'Expo 2026',
    '--json',
  ])
  expect(report).toMatchObject({ rows: 4, taken: 0, duplicate: 3, refused: 1, examples: [{ line: 4 }] })
})

it('reads a large file in parts', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => `lead-${index}@large.example;L;Large ${index};Large Ltd;FR`)
  folder.write('large.csv', `Email;First Name;Last Name;Company;Country\n${rows.join('\n')}\n`)
  const report = await folder.json<object>(['leads', 'import', 'large.csv', '--mapping', 'list', '--json'])
  expect(report).toMatchObject({ rows: 2_500, taken: 2_500, refused: 0 })
})

it.each([
  [['none.csv', '--mapping', 'list'], 2, 'none.csv cannot be read'],
  [['list.csv'], 2, 'Say mapping, or connection'],
  [['list.csv', '--mapping', 'lsit'], 4, 'did you mean "list"'],
  [['list.csv', '--mapping', 'list', '--encoding', 'ebcdic'], 2, 'windows-1252'],
])('refuses %j with a sentence', async (args, code, sentence) => {
  const ended = await folder.run(['leads', 'import', ...args])
  expect(ended.code).toBe(code)
  expect(ended.stderr).toContain(sentence)
})
