// docs/cleansing.md: each row of its tables of examples is cleansed as it says, its lists are those of the code, and its YAML parses.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cleanFields } from '../src/cleanse/clean.ts'
import { parseCleansing } from '../src/cleanse/cleansing-file.ts'
import { emailClasses } from '../src/cleanse/email-class.ts'
import { industries } from '../src/cleanse/industry.ts'
import { coarseDepartments, coarseSeniorities } from '../src/cleanse/title-vocabulary.ts'
import { ConfigError } from '../src/errors.ts'

const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'cleansing.md'), 'utf8')

/** Rows of all tables with this head. */
function table(head: string): string[][] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith(`| ${head} |`))
    .flatMap((block) => block.trimEnd().split('\n').slice(2))
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

function fieldsIn(cell: string): Record<string, string> {
  const pairs = [...cell.matchAll(/`(\w+): "([^"]*)"`/g)]
  return Object.fromEntries(pairs.map(([, field = '', value = '']) => [field, value]))
}

const examples = table('typed | clean | reasons')

test.each(examples)('%s becomes %s: %s', (typed, clean, reasons) => {
  const { fields, changes } = cleanFields(fieldsIn(typed ?? ''))
  expect(fields).toEqual(fieldsIn(clean ?? ''))
  expect(changes.map(({ why }) => why).join('; ')).toBe(reasons)
})

test('has two dozen examples', () => {
  expect(examples.length).toBeGreaterThan(24)
})

test.each([
  ['department | coarse', coarseDepartments],
  ['seniority | coarse', coarseSeniorities],
])('the table %s is that of the code', (head, coarse) => {
  const told = table(head).flatMap(([fine = '', to]) => fine.split(', ').map((word) => [word, to]))
  expect(Object.fromEntries(told)).toEqual(coarse)
})

test('names every kind of address, and the number of industries', () => {
  expect(emailClasses.filter((kind) => !text.includes(`\`${kind}\``))).toEqual([])
  expect(text).toContain(`one list of ${industries.length}`)
})

test('the settings parse, and a domain that is none is refused at its line', () => {
  const [, yaml = ''] = /```yaml\n(.*?)```/su.exec(text) ?? []
  expect(parseCleansing({ path: 'cleansing.yaml', text: yaml })).toEqual({
    competitors: new Set(['rival.example', 'other-rival.example']),
    ours: new Set(['acme.example']),
  })
  expect(() => parseCleansing({ path: 'cleansing.yaml', text: 'competitors: [rival]\n' })).toThrow(ConfigError)
  expect(() => parseCleansing({ path: 'cleansing.yaml', text: 'competitors: [rival]\n' })).toThrow(
    /cleansing\.yaml:1:\d+ competitors\[0\]: Give a domain/,
  )
})
