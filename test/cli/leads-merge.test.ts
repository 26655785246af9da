// pointsman leads merge and unmerge, as docs/matching.md shows them: the plan, the deed, and back.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { commandBlocks } from '../docs-blocks.ts'
import { demoLeads, type DemoLeads } from './demo-leads.ts'

const guide = readFileSync(join(import.meta.dirname, '../../docs/matching.md'), 'utf8')
const [block = ''] = commandBlocks(guide)
const unknown = '01936f0e-0000-7000-8000-000000000000'

let demo: DemoLeads
let grace: string
beforeAll(async () => {
  demo = await demoLeads()
  const { items } = await demo.api<{ items: { id: string }[] }>('/api/leads?email=grace@initech.example')
  grace = items[0]?.id ?? ''
})
afterAll(() => demo.folder.remove())

/** A command of the guide, with the ids of two leads in it. */
const run = (line: string | undefined) => {
  const words = (line ?? '').replace('npx pointsman ', '').replace('$LEAD', grace).replace('$INTO', demo.lead)
  return demo.folder.run(words.split(' '))
}

it('shows the plan and changes nothing, then does it, then takes it back', async () => {
  const [plan, deed, back] = block.trim().split('\n')
  const before = await demo.counts()
  const planned = await run(plan)
  expect(planned).toMatchObject({ code: 0, stderr: '' })
  expect(planned.stdout).toContain(`Lead ${grace} would be merged into ${demo.lead}\n`)
  expect(planned.stdout).toMatch(/^ {2}lastName +Lovelace +Hopper +is taken over +said last, at /m)
  expect(planned.stdout).toMatch(/^ {2}country +DE +- +stays +only one of them says it$/m)
  expect(planned.stdout).toMatch(/^Nothing was changed; run it with --yes to do it\.\n$/m)
  expect(await demo.counts()).toEqual(before)

  const done = await run(deed)
  const [, id = ''] = /^To take it back: npx pointsman leads unmerge (\S+)$/m.exec(done.stdout) ?? []
  expect(id).not.toBe('')
  expect(await demo.api(`/api/leads/${grace}`)).toMatchObject({ lead: { mergedInto: demo.lead, ownerId: null } })

  const undone = await run(back)
  expect(undone.stdout).toContain(`Leads ${demo.lead} and ${grace} are two again, and are never taken for one.\n`)
  expect(await demo.api(`/api/leads/${grace}`)).toMatchObject({ lead: { mergedInto: null } })
  expect(await demo.folder.run(['leads', 'unmerge', id])).toMatchObject({
    code: 4,
    stderr: `Merge ${id} was taken back before.\n`,
  })
})

it('refuses what is not there', async () => {
  const missing = await demo.folder.run(['leads', 'merge', unknown, demo.lead])
  expect(missing).toMatchObject({ code: 4, stderr: `There is no lead ${unknown}.\n` })
  const never = await demo.folder.run(['leads', 'unmerge', unknown])
  expect(never).toMatchObject({ code: 4, stderr: expect.stringContaining(`There is no merge ${unknown}`) })
})
