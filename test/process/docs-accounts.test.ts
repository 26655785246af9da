// docs/accounts.md: its lists, settings and commands are those that work.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { evidenceClasses } from '../../src/matching/accounts/evidence-class.ts'
import { parseMatching } from '../../src/pipeline/matching-file.ts'
import { newFolder, type Folder } from '../cli/pointsman-process.ts'
import { commandBlocks, yamlBlocks } from '../docs-blocks.ts'

const text = readFileSync(join(import.meta.dirname, '../../docs/accounts.md'), 'utf8')

let folder: Folder
beforeAll(() => {
  folder = newFolder()
  for (const [, path = '', csv = ''] of text.matchAll(/^```csv\n# (\S+)\n(.*?)^```$/gms)) folder.write(path, csv)
  for (const { path, text: yaml } of yamlBlocks(text)) folder.write(path, yaml)
})
afterAll(() => folder.remove())

it('every command runs, in the order of the guide', async () => {
  const commands = commandBlocks(text).flatMap((block) => block.trim().split('\n'))
  expect(commands).toHaveLength(5)
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
