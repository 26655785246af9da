// docs/commands.md: its commands are run as somebody would who copies them, its options are those of --help, its exit codes those of the code.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { demoLeads, type DemoLeads } from '../cli/demo-leads.ts'

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
})
afterAll(() => demo.folder.remove())

it('runs every command in it', async () => {
  const { folder } = demo
  const env = { LEAD: demo.lead, EVENT: demo.event, SYNC: demo.dead[0] }
  expect(blocks.join('').match(/npx pointsman/g)?.length).toBeGreaterThanOrEqual(13)
  for (const block of blocks) {
    const ended = await folder.shell(block, env)
    expect({ block, code: ended.code, stderr: ended.stderr }).toEqual({ block, code: 0, stderr: '' })
  }
})

function toldBy(words: string[], help: string) {
  const [name = '', ...subs] = words
  const usage = new RegExp(`^Usage: pointsman ${words.join(' ')} \\[options\\] ?(.*)$`, 'm').exec(help)?.[1] ?? ''
  return {
    name,
    args: [...subs, usage.trim()].join(' ').trim(),
    options: [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]
      .map(([, option]) => option)
      .filter((option) => option !== '--help'),
  }
}

it('lists the commands and options of --help, and no other', async () => {
  const help = async (words: string[]): Promise<string> => (await demo.folder.run([...words, '--help'])).stdout
  const commandsIn = (said: string): string[] =>
    [...said.matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name = '']) => name).filter((name) => name !== 'help')
  const tops = commandsIn(await help([]))
  const told = await Promise.all(
    tops.map(async (name) => {
      const said = await help([name])
      // A group of commands, such as `leads`, has none of its own.
      const subs = /^Commands:$/m.test(said) ? commandsIn(said.slice(said.indexOf('Commands:'))) : []
      const calls = subs.length > 0 ? subs.map((sub) => [name, sub]) : [[name]]
      return Promise.all(calls.map(async (words) => toldBy(words, await help(words))))
    }),
  )
  expect(rows).toEqual(told.flat())
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
