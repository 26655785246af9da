// docs/check.md: its commands are run, and its table names every code that there is.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, type Folder } from '../cli/pointsman-process.ts'

const root = join(import.meta.dirname, '..', '..')
const text = readFileSync(join(root, 'docs/check.md'), 'utf8')
const commands = /^```sh\n(.*?)^```$/ms.exec(text)?.[1] ?? ''

let folder: Folder
beforeAll(() => {
  folder = newFolder()
})
afterAll(() => folder.remove())

it('runs its commands', async () => {
  const ended = await folder.shell(commands)
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' })
  expect(ended.stdout).toContain('[rule.overlap]')
  expect(ended.stdout).toContain('::notice file=rulebook/rules.yaml,line=')
})

it('ends with 3 for a warning only when that is asked for, and shows faults to GitHub', async () => {
  folder.edit(
    'rulebook/rules.yaml',
    'rules:\n',
    'rules:\n  - { name: All, when: { lead.stage: inquiry }, ignore: { reason: all } }\n',
  )
  const [plain, strict, github] = await Promise.all([
    folder.run(['check']),
    folder.run(['check', '--strict']),
    folder.run(['check', '--strict', '--format', 'github']),
  ])
  expect([plain.code, strict.code, github.code]).toEqual([0, 3, 3])
  expect(plain.stdout).toMatch(/^rulebook\/rules\.yaml:5: warning: Rule "Not ready for sales" never wins/m)
  expect(github.stdout).toMatch(/^::warning file=rulebook\/rules\.yaml,line=5,title=rule\.unreachable::/m)
  folder.edit(
    'rulebook/rules.yaml',
    'lead.stage: inquiry }, ignore: { reason: all }',
    'lead.stge: inquiry }, ignore: { reason: all }',
  )
  const faulty = await folder.run(['check', '--format', 'github'])
  expect(faulty.code).toBe(3)
  expect(faulty.stdout).toMatch(/^::error file=rulebook\/rules\.yaml,line=4,.*Unknown key "lead\.stge"/m)
})

it('names every code', () => {
  const folders = ['src/routing/check', 'src/pipeline']
  const source = folders.flatMap((dir) =>
    readdirSync(join(root, dir)).map((name) => readFileSync(join(root, dir, name), 'utf8')),
  )
  const codes = source.flatMap((file) =>
    [...file.matchAll(/'((?:rule|pool|owner|sla|check)\.[a-z-]+)'/g)].map(([, code = '']) => code),
  )
  const told = [...text.matchAll(/^\| `([a-z.-]+)` \|/gm)].map(([, code = '']) => code)
  const known = new Set(codes.filter((code) => !['pool.yaml', 'rule.yaml', 'sla.yaml'].includes(code)))
  expect([...known].toSorted()).toEqual(told.toSorted())
})
