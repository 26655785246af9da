// rulebook/matching.yaml, key survivorship: what is read, and how each fault is told.
import { describe, expect, it, test } from 'vitest'
import { ConfigError, faultLine } from '../../src/errors.ts'
import { parseMatching, unknownConnections } from '../../src/pipeline/matching-file.ts'
import { compileRulebook } from '../../src/pipeline/rulebook.ts'
import { defaultStrategies } from '../../src/survivorship/strategy.ts'

const read = (text: string) => parseMatching({ path: 'rulebook/matching.yaml', text }).strategies

function faults(work: () => unknown): string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(faultLine)
    throw error
  }
  return []
}

test.each(['', 'survivorship:\n', 'survivorship: {}\n'])('%j changes no default', (text) => {
  expect(read(text)).toEqual(defaultStrategies)
})

test('fields that are named have their strategy, all others keep their default', () => {
  const text = `survivorship:
  company: longest
  phone: { strategy: most_recent }
  employees: { strategy: most_trusted_source, sources: [salesforce, hubspot] }
  consent: most_restrictive
`
  expect(read(text)).toEqual({
    ...defaultStrategies,
    company: { strategy: 'longest' },
    phone: { strategy: 'most_recent' },
    employees: { strategy: 'most_trusted_source', sources: ['salesforce', 'hubspot'] },
  })
})

const places = 'rulebook/matching.yaml'

test.each([
  [
    'an unknown strategy, with the one that was meant',
    'company: most_recnt',
    `${places}:2:3 survivorship.company: "most_recnt" is no strategy for company (did you mean "most_recent"?): choose one of most_recent, first, longest, most_complete, most_frequent, never_overwrite, most_trusted_source.`,
  ],
  [
    'one that does not fit its field',
    'score: longest',
    `${places}:2:3 survivorship.score: "longest" is no strategy for score: choose one of most_recent, first, min, max, most_frequent, never_overwrite, most_trusted_source.`,
  ],
  [
    'an unknown field, with the one that was meant',
    'compny: longest',
    `${places}:2:3 survivorship.compny: Unknown key "compny" (did you mean "company"?).`,
  ],
  [
    'any other strategy for consent',
    'consent: most_recent',
    `${places}:2:3 survivorship.consent: consent is always most_restrictive: who said no is not written to, whatever else was said.`,
  ],
  [
    'any sources for consent',
    'consent: { strategy: most_trusted_source, sources: [crm] }',
    `${places}:2:14 survivorship.consent.strategy: consent is always most_restrictive: who said no is not written to, whatever else was said.`,
  ],
  [
    'no sources where they are needed',
    'title: most_trusted_source',
    `${places}:2:3 survivorship.title: most_trusted_source needs its sources: title: { strategy: most_trusted_source, sources: [salesforce] }.`,
  ],
  [
    'no sources where they are needed, in the long form',
    'title: { strategy: most_trusted_source }',
    `${places}:2:3 survivorship.title: most_trusted_source needs sources: [salesforce, …].`,
  ],
  [
    'an empty list of sources',
    'title: { strategy: most_trusted_source, sources: [] }',
    `${places}:2:43 survivorship.title.sources: Name at least one connection.`,
  ],
  [
    'sources of a strategy that asks for none',
    'title: { strategy: longest, sources: [salesforce] }',
    `${places}:2:31 survivorship.title.sources: Only most_trusted_source has sources; longest has none.`,
  ],
  [
    'a source that is named twice',
    'title: { strategy: most_trusted_source, sources: [crm, crm] }',
    `${places}:2:58 survivorship.title.sources[1]: "crm" is named twice.`,
  ],
  [
    'an unknown word in the long form',
    'title: { strategy: most_trusted_source, source: [crm] }',
    `${places}:2:43 survivorship.title.source: Unknown key "source" (did you mean "sources"?).`,
  ],
])('refuses %s', (_says, line, told) => {
  expect(faults(() => read(`survivorship:\n  ${line}\n`))).toEqual([told])
})

test('tells all faults of the file at once', () => {
  const text = 'survivorship:\n  score: longest\n  title: longst\n  consent: first\nsurvivorshp: {}\n'
  expect(faults(() => read(text))).toHaveLength(4)
})

describe('in the rulebook', () => {
  const files = {
    'rulebook/rules.yaml': 'rules: []\notherwise: { pool: all }\n',
    'rulebook/pools.yaml': 'pools: { all: { members: [ada@acme.example] } }\n',
    'rulebook/calendars.yaml': '',
    'rulebook/sla.yaml': '',
  }
  const matching = 'survivorship:\n  title: { strategy: most_trusted_source, sources: [salesforce, hubsport] }\n'

  it('may be missing', () => {
    expect(compileRulebook(files).strategies).toEqual(defaultStrategies)
  })

  it('is part of the version: an edit changes its hash', () => {
    const edited = compileRulebook({ ...files, 'rulebook/matching.yaml': 'survivorship: { title: longest }\n' })
    expect(edited.strategies.title).toEqual({ strategy: 'longest' })
    expect(edited.hash).not.toBe(compileRulebook(files).hash)
  })

  it('tells its faults with those of the other files', () => {
    const faulty = {
      ...files,
      'rulebook/matching.yaml': 'survivorship: { titel: longest }\n',
      'rulebook/sla.yaml': 'x: 1\n',
    }
    expect(faults(() => compileRulebook(faulty))).toEqual([
      'rulebook/matching.yaml:1:17 survivorship.titel: Unknown key "titel" (did you mean "title"?).',
      expect.stringContaining('rulebook/sla.yaml:1:1'),
    ])
  })

  it('names connections that there are', () => {
    const { files: all, strategies } = compileRulebook({ ...files, 'rulebook/matching.yaml': matching })
    const connections = new Map([
      ['salesforce', 1],
      ['hubspot', 2],
    ])
    expect(unknownConnections(all, strategies, connections).map(faultLine)).toEqual([
      `${places}:2:65 survivorship.title.sources[1]: No connection "hubsport" (did you mean "hubspot"?).`,
    ])
  })
})
