// Configuration that would take all memory, all time or the stack: refused with its line, and nothing crashes.
import { expect, it } from 'vitest'
import { z } from 'zod'
import { ConfigError } from '../src/errors.ts'
import { readYaml } from '../src/yaml-file.ts'

const anything = z.record(z.string(), z.unknown())

function faultOf(text: string): string {
  try {
    readYaml({ path: 'rulebook/rules.yaml', text }, anything)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'none'
}

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, at) => {
    const inner = `*${'abcdefgh'[at]}`
    return `${name}: &${name} [${Array.from({ length: 9 }, () => inner).join(', ')}]`
  }),
].join('\n')

it.each([
  ['aliases that multiply', bomb, 'rulebook/rules.yaml:9:40: "*h" and the aliases in it make more than 100 copies'],
  [
    'an alias of nothing',
    'a: 1\nb: *nobody',
    'rulebook/rules.yaml:2:4: "*nobody" stands for "&nobody", which does not stand before it',
  ],
  ['an alias of itself', 'a: &a [1, *a]', 'rulebook/rules.yaml:1:11: "*a" holds itself'],
  [
    '100,000 brackets',
    `a: 1\nb: ${'['.repeat(100_000)}`,
    'rulebook/rules.yaml:2:68: This is nested deeper than 64 levels',
  ],
  ['100,000 braces that are closed', `b: ${'{a: '.repeat(100_000)}1${'}'.repeat(100_000)}`, 'rulebook/rules.yaml:1:'],
  [
    '100,000 dashes',
    `b:\n  ${'- '.repeat(100_000)}`,
    'rulebook/rules.yaml:2:131: This is nested deeper than 64 levels',
  ],
  [
    'a stair of keys',
    Array.from({ length: 1_000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    'rulebook/rules.yaml:65:1: This is nested deeper than 64 levels',
  ],
  ['6 MB', `a: ${'x'.repeat(6_000_000)}`, 'rulebook/rules.yaml: The file is longer than 5 MB'],
  ['a key twice', 'a: 1\na: 2', 'rulebook/rules.yaml:2:1'],
  ['a broken quote', 'a: "x\nb: 1', 'rulebook/rules.yaml:'],
])('%s is refused with its line', (_what, text, expected) => {
  expect(faultOf(text)).toContain(expected)
})

it.each([
  ['shared pieces', `when: &emea { country: [DE, FR] }\nrules:\n${'  - *emea\n'.repeat(50)}`],
  ['brackets and dashes in texts', `a: "[[[[ - - - ["\nb: |\n  - - - [ [ [\n  text`],
  ['forty levels', `a: ${'['.repeat(40)}${']'.repeat(40)}`],
])('%s are taken', (_what, text) => {
  expect(faultOf(text)).toBe('none')
})
