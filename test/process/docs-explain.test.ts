// docs/explain.md: its commands are run against a server that runs, and what it shows is printed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoLeads, type DemoLeads } from '../cli/demo-leads.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'explain.md'), 'utf8')
const blockOf = (kind: string) => new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1] ?? ''

let demo: DemoLeads
beforeAll(async () => {
  demo = await demoLeads()
})
afterAll(() => demo.folder.remove())

it('runs its commands, and they print what it shows', async () => {
  const ended = await demo.folder.shell(blockOf('sh'))
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' })
  expect(ended.stdout).toContain('Decided again from what was stored: the same rule and the same owner.')
  expect(ended.stdout).toMatch(
    /Next in line, if not this owner\n {2}1\. \S.*, pool emea-mid-market, by the rule "EMEA mid-market"\n/,
  )
  const [title = '', change = ''] = blockOf('text').trim().split('\n')
  const [, beginning = '', end = ''] = /^(.*→ ).*( of pool .*)$/.exec(change) ?? []
  expect(ended.stdout).toContain(title)
  expect(ended.stdout.split('\n').find((line) => line.startsWith(beginning) && line.endsWith(end))).toBeDefined()
  expect(beginning).toContain('lead.employees')
})
