// docs/rulebook.md: its files are read by the real parsers, its tables are worked out anew, its commands are run.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addBusinessMinutes } from '../src/calendar/business-time.ts'
import { parseCalendars, type Calendar } from '../src/calendar/calendar.ts'
import { dayGroups } from '../src/calendar/weekday.ts'
import { compileRulebook, rulebookFileNames } from '../src/pipeline/rulebook.ts'
import { operators } from '../src/routing/rules/condition-grammar.ts'
import { decide } from '../src/routing/decide.ts'
import { explainDecision } from '../src/routing/explain/sentences.ts'
import { fields } from '../src/routing/rules/fields.ts'
import { nextMember } from '../src/routing/pools/next-member.ts'
import { plainPool, type Pool } from '../src/routing/pools/pool.ts'
import type { MemberTurns } from '../src/routing/pools/turns.ts'
import { keepingTouches, usuallyMetBy } from '../src/sla/grammar.ts'
import { breachSteps } from '../src/sla/policy.ts'
import { demoLeads, type DemoLeads } from './cli/demo-leads.ts'
import { bookOf, owner, ownersOf, question } from './routing/book-of.ts'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docs/rulebook.md'), 'utf8')
const shipped = Object.fromEntries(
  rulebookFileNames.map((name) => [`rulebook/${name}`, readFileSync(join(root, 'rulebook', name), 'utf8')]),
)
const blocks = [...text.matchAll(/^```yaml\n# (\S+)\n(.*?)^```$/gms)].map(([, file = '', block = '']) => ({
  file,
  block: `# ${file}\n${block}`,
}))
const whole = Object.fromEntries(blocks.map(({ file, block }) => [file, block]))

/** Cells of the rows of the table with this head. */
function table(head: string): string[][] {
  const [, rows = ''] = text.split(`\n${head}`)
  const [body = ''] = rows.split('\n\n')
  const lines = body.split('\n').slice(2)
  return lines.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
}

describe('its files', () => {
  it('are the four of a rulebook and one of tests, and compile together', () => {
    expect(Object.keys(whole)).toEqual(
      ['rules.yaml', 'pools.yaml', 'sla.yaml', 'calendars.yaml', 'tests/customers.yaml'].map(
        (name) => `rulebook/${name}`,
      ),
    )
    const { routing, tests } = compileRulebook(whole)
    expect([routing.rules.length, tests]).toEqual([5, 3])
  })

  it('name words that there are, and all of them', () => {
    const words = [
      ...keepingTouches,
      ...breachSteps,
      ...dayGroups,
      'within',
      'calendar',
      'metBy',
      'onBreach',
      'zone',
      'hours',
      'holidays',
    ]
    expect(words.filter((word) => !text.includes(`\`${word}\``))).toEqual([])
    const usual = usuallyMetBy.map((kind) => `\`${kind}\``)
    expect(text).toContain(`unless said, ${usual.slice(0, -1).join(', ')} and ${usual.at(-1)} |`)
  })
})

describe('conditions', () => {
  it('list every field with its kind, and no other', () => {
    const rows = table('| field | kind | holds |')
    const kinds = [...fields].map(([name, { type }]) => [name, typeof type === 'string' ? type : 'one of'])
    expect(rows.map(([name, kind]) => [name, kind])).toEqual(kinds)
    for (const [name = '', kind, holds = ''] of rows) {
      if (kind !== 'one of') continue
      expect(holds.split(':')[0]?.split(', '), name).toEqual(fields.get(name)?.type)
    }
  })

  it.each(table('| example | holds when |'))('%s can be written', (when) => {
    expect(ruleWith(when).rules).toHaveLength(1)
  })

  const rows = table('| operator | kinds | example | holds for | does not hold for |')
  it('list every operator, and no other', () => {
    expect(rows.map(([operator]) => operator)).toEqual(operators)
  })

  // Whether it changed is told by the event, not by a value.
  it.each(rows.filter(([operator]) => operator !== 'changed'))(
    '%s (%s): %s',
    (operator, _kinds, example = '', yes = '', no = '') => {
      expect(example).toContain(`{ ${operator}: `)
      const answers = (values: string): boolean[] => values.split(', ').map((value) => exampleHolds(example, value))
      expect(new Set(answers(yes))).toEqual(new Set([true]))
      expect(new Set(answers(no))).toEqual(new Set([false]))
    },
  )
})

function ruleWith(when: string): ReturnType<typeof bookOf> {
  return bookOf(`rules: [{ name: one, when: ${when}, assign: { pool: emea } }]\notherwise: { pool: emea }`)
}

function exampleHolds(example: string, value: string): boolean {
  const [name = ''] = example.split(':')
  const known = fields.get(name)?.type === 'number' ? Number(value) : value
  const lead = { fields: value === 'unknown' ? {} : { [name.replace('lead.', '')]: known } }
  return decide(question({ lead }), ruleWith(`{ ${example} }`)).rules[0]?.holds ?? false
}

describe('turns', () => {
  const people = (...names: string[]) => ownersOf(...names.map((name) => owner(`${name}@acme.example`)))
  const poolOf = (weights: Record<string, number>): Pool => ({
    ...plainPool,
    name: 'pool',
    members: Object.entries(weights).map(([name, weight]) => ({ email: `${name}@acme.example`, weight })),
  })

  it('go as the table says', () => {
    const head = '| lead | jonas, weight 3 | ana, weight 2 | liam, weight 1 | next |'
    const turns = new Map<string, MemberTurns>()
    const rows = table(head).map(([lead]) => {
      const asked = question({
        owners: people('jonas', 'ana', 'liam'),
        turns: new Map([['pool', [...turns.values()]]]),
        seed: `any ${lead}`,
      })
      const { member, trace } = nextMember(poolOf({ jonas: 3, ana: 2, liam: 1 }), asked)
      const total = (turns.get(member ?? '')?.total ?? 0) + 1
      turns.set(member ?? '', { member: member ?? '', total, lastAt: new Date(Number(lead)) })
      const cells = trace.candidates.map((one) => `${one.total} of ${Math.round(one.target * 100) / 100}`)
      return [lead, ...cells, member?.split('@')[0]]
    })
    expect(rows).toHaveLength(6)
    expect(table(head)).toEqual(rows)
  })
})

it('says when promises are due as the calendar has it', () => {
  const office = parseCalendars({ path: 'calendars.yaml', text: whole['rulebook/calendars.yaml'] ?? '' }).get(
    'office',
  ) as Calendar
  // All of them in winter: Berlin is an hour ahead of UTC.
  const instant = (wall = ''): Date => new Date(`${wall.replace(' ', 'T')}:00+01:00`)
  const rows = table('| begins | due | |')
  expect(rows).toHaveLength(4)
  for (const [begins, due] of rows) expect(addBusinessMinutes(office, instant(begins), 240)).toEqual(instant(due))
})

it('shows the decision that the rules of this repository give', () => {
  const rulebook = compileRulebook(shipped)
  const owners = ownersOf(
    owner('jonas.weber@acme.example', { name: 'Jonas Weber' }),
    owner('ana.silva@acme.example'),
    owner('liam.obrien@acme.example'),
  )
  const asked = question({ owners, lead: { fields: { country: 'DE', employees: 320 } } })
  const [, shown = ''] = /^```\n(Rule .*?)\n```$/ms.exec(text) ?? []
  expect(shown.split('\n')).toEqual(explainDecision(decide(asked, rulebook.routing)))
})

describe('its commands', () => {
  let demo: DemoLeads
  beforeAll(async () => {
    demo = await demoLeads()
  })
  afterAll(() => demo.folder.remove())

  it('run, each of them', async () => {
    const { folder } = demo
    const commands = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
    expect(commands).toHaveLength(3)
    for (const block of commands) {
      const ended = await folder.shell(block, { LEAD: demo.lead })
      expect({ block, code: ended.code, stderr: ended.stderr }).toEqual({ block, code: 0, stderr: '' })
    }
  })

  it('list the faults that are shown', async () => {
    const { folder } = demo
    const rules = folder.read('rulebook/rules.yaml')
    const sla = folder.read('rulebook/sla.yaml')
    folder.edit('rulebook/rules.yaml', 'lead.employees: { between', 'lead.employes: { between')
    folder.edit('rulebook/sla.yaml', 'calendar: office', 'calendar: ofice')
    const { code, stderr } = await folder.run(['check'])
    folder.write('rulebook/rules.yaml', rules)
    folder.write('rulebook/sla.yaml', sla)
    const [, shown = ''] = /^```\n(2 faults:\n.*?)^```$/ms.exec(text) ?? []
    // The example stays true when lines are added to the files above it.
    const anywhere = (lines: string): string => lines.replaceAll(/:\d+:\d+ /g, ':line:column ')
    expect([code, anywhere(stderr)]).toEqual([3, anywhere(shown)])
  })
})
