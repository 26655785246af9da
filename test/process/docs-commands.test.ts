// docs/commands.md: its commands are run as somebody would who copies them, its options are those of --help, its exit codes those of the code.
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { demoLeads, type DemoLeads } from '../cli/demo-leads.ts'
import { command, endOf } from '../cli/pointsman-process.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'commands.md'), 'utf8')
const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
const rows = [...text.matchAll(/^\| `([a-z]+)([^`]*)` \| .* \| (.*?) ?\|$/gm)].map(
  ([, name = '', args = '', options = '']) => ({
    name,
    args: args.trim(),
    options: [...options.matchAll(/`(--[a-z-]+)`/g)].map(([, option]) => option),
  }),
)

let demo: DemoLeads
beforeAll(async () => {
  demo = await demoLeads()
  // `npx pointsman` without npx, which would ask the registry outside of the repository.
  mkdirSync(join(demo.folder.path, 'bin'))
  demo.folder.write('bin/npx', `#!/bin/sh\nshift\nexec '${process.execPath}' '${command}' "$@"\n`)
  chmodSync(join(demo.folder.path, 'bin/npx'), 0o755)
})
afterAll(() => demo.folder.remove())

it('runs every command in it', async () => {
  const { folder } = demo
  const env = {
    ...folder.env,
    PATH: `${join(folder.path, 'bin')}:${folder.env['PATH']}`,
    LEAD: demo.lead,
    EVENT: demo.event,
    SYNC: demo.dead[0],
  }
  expect(blocks.join('').match(/npx pointsman/g)?.length).toBeGreaterThanOrEqual(13)
  for (const block of blocks) {
    const ended = await endOf(spawn('sh', ['-e', '-c', block], { cwd: folder.path, env }))
    expect({ block, code: ended.code, stderr: ended.stderr }).toEqual({ block, code: 0, stderr: '' })
  }
})

it('lists the commands and options of --help, and no other', async () => {
  const { stdout } = await demo.folder.run(['--help'])
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name]) => name).filter((name) => name !== 'help')
  expect(rows.map(({ name }) => name)).toEqual(commands)
  const helps = await Promise.all(rows.map(({ name }) => demo.folder.run([name, '--help'])))
  const told = helps.map(({ stdout: help }, index) => ({
    name: rows[index]?.name,
    args: (/^Usage: pointsman [a-z]+ \[options\] ?(.*)$/m.exec(help)?.[1] ?? '').trim(),
    options: [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]
      .map(([, option]) => option)
      .filter((option) => option !== '--help'),
  }))
  expect(rows).toEqual(told)
})

it('lists the exit codes of the code, and no other', () => {
  const section = text.slice(text.indexOf('## Exit codes'))
  const codes = [...section.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
  expect(codes).toEqual(Object.values(exitCodes))
})

it('shows what a misspelt word really gives', async () => {
  const { folder } = demo
  folder.edit('mappings/web-form.yaml', 'full_name, fullName], with:', 'full_name, fullName], wiht:')
  const { stderr } = await folder.run(['check'])
  folder.edit('mappings/web-form.yaml', 'wiht:', 'with:')
  const [, shown = ''] = /^```\n\$ npx pointsman check\n(.*?)^```$/ms.exec(text) ?? []
  // The example stays true when lines are added to the mapping above it.
  const anywhere = (lines: string): string => lines.replace(/:\d+:\d+ /, ':line:column ')
  expect(anywhere(shown)).toBe(anywhere(stderr))
})
