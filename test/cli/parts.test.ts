// Rows of a file are sent in parts that one call takes.
import { expect, it } from 'vitest'
import type { CsvRow } from '../../src/cli/csv-file.ts'
import { partsOf } from '../../src/cli/parts.ts'

async function sizesOf(texts: string[], most: number): Promise<number[]> {
  async function* rows(): AsyncIterable<CsvRow> {
    for (const [index, text] of texts.entries()) yield { line: index + 2, fields: { name: text } }
  }
  const sizes: number[] = []
  for await (const part of partsOf(rows(), most)) sizes.push(part.length)
  return sizes
}

it.each([
  ['nothing', [], []],
  ['fewer rows than a part holds', ['a', 'b'], [2]],
  ['more rows than a part holds', ['a', 'b', 'c', 'd', 'e', 'f', 'g'], [3, 3, 1]],
  ['long rows', ['x'.repeat(150_000), 'x'.repeat(150_000), 'x'.repeat(150_000)], [2, 1]],
  ['a row that is longer than a part', ['a', 'x'.repeat(900_000), 'b'], [1, 1, 1]],
])('of %s', async (_what, texts, sizes) => {
  expect(await sizesOf(texts, 3)).toEqual(sizes)
})
