// A rule that returns leads to nurture decides on what was said by then. Whatever order a lead's events come in, and however late, whoever
// marketing has qualified ends with an owner, and nobody else does.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { secrets, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { leadOf } from './leads.ts'

const START = Date.parse('2026-11-24T09:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'pointsman-nurture-'))

let pointsman: WholePointsman
beforeAll(async () => {
  cpSync(fileURLToPath(new URL('../../rulebook', import.meta.url)), folder, { recursive: true })
  rmSync(join(folder, 'tests'), { recursive: true })
  const rules = join(folder, 'rules.yaml')
  const nurturing = readFileSync(rules, 'utf8').replace(
    '    ignore: { reason: not yet qualified by marketing }\n',
    `    nurture: { reason: not yet qualified by marketing }
  - name: Size unknown
    when: { lead.employees: { exists: false } }
    nurture: { reason: size unknown }
`,
  )
  writeFileSync(rules, nurturing)
  pointsman = await wholePointsman({ rulebookDir: folder })
})
afterAll(async () => {
  await pointsman.close()
  rmSync(folder, { recursive: true })
})

let people = 0
interface Said {
  minute: number
  stage: string
  employees?: number
}

/** Marketo tells all of it about a new person. @param rests after which of them the pipeline comes to rest */
async function told(all: readonly Said[], rests: readonly boolean[]) {
  people += 1
  const email = `nurture-${people}@permuted.example`
  for (const [place, { minute, ...fields }] of all.entries()) {
    const sentAt = new Date(START + minute * 60_000).toISOString()
    const lead = { leadId: people * 100 + minute, email, lastName: 'Lovelace', country: 'France', sentAt, ...fields }
    const headers = { 'content-type': 'application/json', 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET }
    await pointsman.send('marketo', { headers, body: JSON.stringify(lead) })
    if (rests[place]) await pointsman.settle()
  }
  await pointsman.settle()
  const lead = await leadOf(pointsman, email)
  const live = await pointsman.store.count('assignments', { leadId: lead.id, endedAt: null })
  return { stage: lead.stage, live, isOwned: lead.ownerId !== null }
}

const owned = { stage: 'MQL', live: 1, isOwned: true }
const nurtured = { stage: 'nurture', live: 0, isOwned: false }

describe('a lead that a rule returns to nurture', () => {
  const inquiry = { minute: -9, stage: 'inquiry', employees: 120 }
  const mql = { minute: -5, stage: 'MQL', employees: 120 }

  it.each([
    ['in order, with rest between them', [inquiry, mql], true],
    ['in order, in one breath', [inquiry, mql], false],
    ['the newer first, with rest between them', [mql, inquiry], true],
    ['the newer first, in one breath', [mql, inquiry], false],
  ])('is routed once marketing has qualified it, told %s', async (_name, all, rests) => {
    expect(await told(all, [rests, rests])).toEqual(owned)
  })

  it('is routed when its qualification was said before and came late', async () => {
    const earlier = { ...mql, minute: -12 }
    expect(await told([inquiry, earlier], [true, true])).toEqual(owned)
    expect(await told([earlier, inquiry], [true, true])).toEqual(owned)
  })

  it('is routed when what the rule missed was said before and came late', async () => {
    const { employees: _, ...sizeless } = mql
    expect(await told([sizeless, { ...mql, minute: -12 }], [true, true])).toEqual(owned)
    expect(await told([{ ...mql, minute: -12 }, sizeless], [true, true])).toEqual(owned)
  })

  it('stays there as long as nothing else is said, and is not decided on again', async () => {
    expect(await told([inquiry, { ...inquiry, minute: -12 }, { ...inquiry, minute: -3 }], [true, true, true])).toEqual(
      nurtured,
    )
    const lead = await leadOf(pointsman, `nurture-${people}@permuted.example`)
    expect(await pointsman.store.count('decisions', { leadId: lead.id })).toBe(1)
  })

  it('ends the same way in any order and however its events are grouped', async () => {
    const stages = fc.array(fc.constantFrom('inquiry', 'MQL'), { minLength: 2, maxLength: 4 })
    const runs = stages.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
        fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(runs, async ([all, order, rests]) => {
        const events = order.map((index) => ({ minute: index - 9, stage: all[index] ?? '', employees: 120 }))
        expect(await told(events, rests)).toEqual(all.includes('MQL') ? owned : nurtured)
      }),
      { numRuns: 25 },
    )
  })
})
