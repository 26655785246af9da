// docs/accounts.md: its lists, settings and commands are those that work.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { evidenceClasses } from '../../src/matching/accounts/evidence-class.ts'
import { parseMatching } from '../../src/pipeline/matching-file.ts'
import { weights as shipped } from '../../src/matching/people/levels.ts'
import { newFolder, type Folder } from '../cli/pointsman-process.ts'
import { commandBlocks, yamlBlocks } from '../docs-blocks.ts'

const text = readFileSync(join(import.meta.dirname, '../../docs/accounts.md'), 'utf8')

/** Each person twice, every third with a slip in the name and another phone. */
function manyPeople(count: number): { people: string; labels: string } {
  const firsts = 'Ada Grace Linus Ken Dennis Barbara Margaret Edsger Donald Alan Joan Radia Frances Hedy Karen'.split(
    ' ',
  )
  const lasts =
    'Byron Hopper Torvalds Thompson Ritchie Liskov Hamilton Dijkstra Knuth Turing Clarke Perlman Allen'.split(' ')
  const people = ['id,first name,last name,email,phone,city']
  const labels = ['record,person']
  for (let n = 0; n < count; n += 1) {
    const first = firsts[n % firsts.length] ?? ''
    const last = `${lasts[n % lasts.length] ?? ''}${'abcdefghijklmnopqrstuvwxyz'[n % 26] ?? ''}`
    const email = `${first}.${last}${n}@company${n % 40}.example`.toLowerCase()
    const city = `City${n % 17}`
    people.push(`${n}a,${first},${last},${email},+4319${String(100_000 + n)},${city}`)
    const slip = n % 3 === 0 ? last.slice(1) : last
    people.push(
      `${n}b,${first},${slip},${n % 5 === 0 ? '' : email},+4319${String(100_000 + n + (n % 3 === 0 ? 5_000 : 0))},${city}`,
    )
    labels.push(`${n}a,${n}`, `${n}b,${n}`)
  }
  return { people: `${people.join('\n')}\n`, labels: `${labels.join('\n')}\n` }
}

let folder: Folder
beforeAll(async () => {
  folder = newFolder({ WATCH_SECONDS: '3600' })
  for (const [, path = '', csv = ''] of text.matchAll(/^```csv\n# (\S+)\n(.*?)^```$/gms)) folder.write(path, csv)
  for (const { path, text: yaml } of yamlBlocks(text)) folder.write(path, yaml)
  const { people, labels } = manyPeople(300)
  folder.write('people-large.csv', people)
  folder.write('people-large-labels.csv', labels)
  await folder.serve()
})
afterAll(() => folder.remove())

it('every command runs, in the order of the guide', async () => {
  const commands = commandBlocks(text).flatMap((block) => block.trim().split('\n'))
  expect(commands).toHaveLength(10)
  for (const command of commands) {
    const ended = await folder.run(command.replace('npx pointsman ', '').split(' '))
    expect([command, ended.code, ended.stderr]).toEqual([command, 0, ''])
  }
  const rows = folder.read('matched.csv').trim().split('\n').slice(1)
  expect(rows.map((row) => /^\d,[^,]*,[^,]*,[^,]*,(\w+),(\w*),/.exec(row)?.slice(1))).toEqual([
    ['auto', 'A1'],
    ['auto', 'A2'],
    ['review', 'A2'],
    ['none', ''],
    ['auto', 'A3'],
  ])
  const people = folder.read('clusters.csv').trim().split('\n').slice(1)
  expect(people.map((row) => row.split(',')[0])).toEqual([
    expect.any(String),
    people[0]?.split(',')[0],
    expect.any(String),
  ])
  expect(people[2]?.split(',')[0]).not.toBe(people[0]?.split(',')[0])
})

it('an import says what became of the rows, and a second one what changed', async () => {
  const report = () => folder.json<object>(['accounts', 'import', 'accounts.csv', '--list', 'again', '--replace'])
  expect(await report()).toMatchObject({ rows: 3, added: 3, changed: 0, same: 0, refused: 0, dropped: 0 })
  folder.write('accounts.csv', 'id,name,website\nA1,Contoso Group,contoso.example\nA3,Fabrikam,\n,,\nA4,,\n')
  const refused = await folder.run(['accounts', 'import', 'accounts.csv', '--list', 'again', '--replace'])
  expect(refused.stdout).toBe(
    '3 rows: 0 new, 2 changed, 0 as they were, 1 refused. Leads are matched against the list "again" from now on.\n' +
      'Nothing was dropped, because rows were refused: mend them, then import the whole file again.\n' +
      '  line 5: It has neither name nor domain: give it one of them.\n' +
      'Write the refused rows to a file with --refused <file>.\n',
  )
  folder.write('accounts.csv', 'id,name,website\nA1,Contoso Group,contoso.example\nA3,Fabrikam,\n')
  expect(await report()).toMatchObject({ rows: 2, added: 0, changed: 0, same: 2, refused: 0, dropped: 1 })
  const again = ['accounts', 'import', 'accounts.csv', '--list', 'again', '--replace', '--dry-run']
  expect(await folder.json(again)).toMatchObject({ same: 2, dropped: 0 })
  folder.write('accounts.csv', `id,name,website\nA1,Contoso Group,contoso.example\nA5,${'x'.repeat(120_000)},\n`)
  expect(await folder.json(again)).toMatchObject({ rows: 2, same: 1, refused: 1, dropped: null })
})

it('learned weights are those of the file, in the form that the rulebook takes', () => {
  const { weights } = parseMatching({ path: 'weights.yaml', text: folder.read('weights.yaml') }).people
  expect(weights).not.toEqual(shipped)
  expect(weights.given.exact.surprise).toEqual(shipped.given.exact.surprise)
})

it('the settings are taken as they stand', () => {
  const [block] = yamlBlocks(text)
  const { accounts } = parseMatching(block ?? { path: 'none', text: '' })
  expect(accounts).toMatchObject({ routeTo: 'child', onTie: 'review', deniedDomains: ['agency.example'] })
  expect(accounts.exclude.names[0]?.test('TEST Inc')).toBe(true)
})

it('lists every letter of evidence', () => {
  const letters = [...text.matchAll(/^\| ([A-Z]) \|/gm)].map(([, letter]) => letter)
  expect(letters).toEqual([...evidenceClasses])
})

it('a fault of the settings is told with its line', () => {
  const faulty = {
    path: 'rulebook/matching.yaml',
    text: 'accounts:\n  similarName: auto\n  exclude: { names: ["(a"] }\n',
  }
  expect(() => parseMatching(faulty)).toThrow(/rulebook\/matching.yaml:2:\d+ accounts.similarName/)
  expect(() => parseMatching(faulty)).toThrow(/rulebook\/matching.yaml:3:\d+ accounts.exclude.names\[0\]/)
})
