// docs/plan.md: its commands are run against a server that runs, over leads that it has routed.
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlanReport } from '../../src/cli/plan-lines.ts'
import { demoLeads, type DemoLeads } from '../cli/demo-leads.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'plan.md'), 'utf8')
const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, kind = '', block = '']) => ({ kind, block }))
const shell = blocks.filter(({ kind }) => kind === 'sh').map(({ block }) => block)

let demo: DemoLeads
beforeAll(async () => {
  demo = await demoLeads()
  cpSync(join(demo.folder.path, 'rulebook'), join(demo.folder.path, 'draft'), { recursive: true })
  rmSync(join(demo.folder.path, 'draft/tests'), { recursive: true })
  demo.folder.edit('draft/rules.yaml', 'between: [50, 999]', 'between: [500, 999]')
  const pools = demo.folder.read('draft/pools.yaml')
  const [head = ''] = pools.split('  catch-all:\n')
  demo.folder.write('draft/pools.yaml', `${head}  catch-all: { sla: standard, members: [sofia.rossi@acme.example] }\n`)
  demo.folder.write(
    'leads.csv',
    'email,Last Name,company,country,employees,stage\nmax@initech.example,Planck,Initech,Germany,120,MQL\n,Nobody,,,,\n',
  )
})
afterAll(() => demo.folder.remove())

const planned = (args: string[]) => demo.folder.run(['plan', ...args], { env: { RULEBOOK_DIR: 'draft' } })

const sh = (commands: string) => demo.folder.shell(commands)

describe('plan', () => {
  it('ends with 0 where the files are the live version', async () => {
    const { code, stdout } = await demo.folder.run(['plan'])
    expect(stdout).toMatch(/^The files are the live version [0-9a-f]{16}: nothing would change\.\n$/)
    expect(code).toBe(0)
  })

  it('runs the commands of the guide', async () => {
    for (const commands of shell) {
      const lines = commands.trim().split('\n')
      for (const line of lines) {
        const { code, stderr } = await sh(line)
        expect([line, code, stderr]).toEqual([line, 2, ''])
      }
    }
  })

  it('names who would have got whom, by which rule', async () => {
    const { stdout } = await planned([])
    expect(stdout).toMatch(
      /^3 decisions of the history, by the live version [0-9a-f]{16} and by the files [0-9a-f]{16}\.\n/,
    )
    expect(stdout).toMatch(/\nRules\n +\d {2}EMEA mid-market → otherwise\n/)
    expect(stdout).toMatch(/\nPools\n +\d {2}emea-mid-market → catch-all\n/)
    expect(stdout).toMatch(/\nExamples\n.* {2}Ada Lovelace, Northwind: .+ → .+ \("EMEA mid-market" → "otherwise"\)/s)
    const { plan } = await jsonOf(['--json'])
    expect(plan).toMatchObject({ leads: 3 })
    expect(plan.leads - plan.unchanged).toBeGreaterThan(0)
  })

  it('tells nobody in a pull request who the lead is', async () => {
    const { stdout } = await planned(['--format', 'markdown'])
    expect(stdout).toMatch(/^## Routing plan\n\n3 decisions/)
    expect(stdout).toContain('| EMEA mid-market | otherwise |')
    expect(stdout).toContain(`| ${demo.lead} |`)
    expect(stdout).not.toMatch(/Lovelace|Northwind/)
  })

  it('takes the rows of a file, and counts those that cannot be mapped', async () => {
    const report = await jsonOf(['--csv', 'leads.csv', '--mapping', 'list', '--json'])
    expect(report).toMatchObject({ from: 'leads.csv', skipped: 1, plan: { leads: 1, moved: { byRule: 1 } } })
  })

  it('reads a history page by page, and no more than it is told', async () => {
    expect((await jsonOf(['--limit', '2', '--json'])).plan.leads).toBe(2)
    expect((await jsonOf(['--since', '2099-01-01T00:00:00Z', '--json'])).plan.leads).toBe(0)
    const first = await demo.api<{ items: { id: string }[]; owners: unknown[]; next: string }>(
      '/api/rulebook/history?limit=2',
    )
    const rest = await demo.api<{ items: unknown[]; owners: unknown[]; next: null }>(
      `/api/rulebook/history?limit=2&cursor=${first.next}`,
    )
    expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null])
    expect([first.owners.length > 0, rest.owners.length]).toEqual([true, 0])
  })

  it('refuses what it cannot plan', async () => {
    const [alone, both, mapping] = await Promise.all([
      planned(['--csv', 'leads.csv']),
      planned(['--csv', 'leads.csv', '--mapping', 'list', '--since', '2d']),
      planned(['--csv', 'leads.csv', '--mapping', 'lst']),
    ])
    expect([alone.code, both.code, mapping.code]).toEqual([2, 2, 4])
    expect(mapping.stderr).toContain('There is no mapping "lst" to a lead (did you mean "list"?)')
  })

  async function jsonOf(args: string[]): Promise<PlanReport> {
    return JSON.parse((await planned(args)).stdout) as PlanReport
  }
})
