// pointsman territories: a table looked through, without a server.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, type Folder } from './pointsman-process.ts'

const csv = `country,postal_from,postal_to,pool
DE,10000,19999,north
DE,20000,29999,south
DE,25000,34999,north
DE,40000,49999,north
DE,40000,49999,south
`
let folder: Folder
beforeAll(() => {
  folder = newFolder()
  mkdirSync(join(folder.path, 'rulebook/territories'), { recursive: true })
  folder.write('rulebook/territories/germany.csv', csv)
})
afterAll(() => folder.remove())

it('tells overlaps and gaps, each with its rows', async () => {
  const { code, stdout } = await folder.run(['territories', 'germany'])
  expect([code, stdout]).toEqual([
    0,
    `rulebook/territories/germany.csv: 5 rows, 2 owners and pools

Overlaps
1 pair of rows ask for the same: the first wins, the second gets no lead.
  line 5: DE, postal code 40000 to 49999: north
  line 6: DE, postal code 40000 to 49999: south

1 pair of rows reach into each other: where both hold, the first of each pair wins.
  line 3: DE, postal code 20000 to 29999: south
  line 4: DE, postal code 25000 to 34999: north


Gaps
3 kinds of leads that no row takes:
  DE, postal code 35000 to 39999
  DE, where nothing else is known
  other countries than DE
`,
  ])
})

it('tells machines, and only what is asked for', async () => {
  const { stdout } = await folder.run(['territories', 'rulebook/territories/germany.csv', '--gaps', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    rows: 5,
    gaps: { gaps: [{ lead: { country: 'DE', postalCode: '35000' } }, {}, {}] },
  })
  expect(JSON.parse(stdout)).not.toHaveProperty('overlaps')
})

it('names the table that was meant, and the faults of one that is faulty', async () => {
  expect(await folder.run(['territories', 'germny'])).toMatchObject({
    stderr: expect.stringContaining('There is no table "germny" (did you mean "germany"?).'),
  })
  folder.write('rulebook/territories/faulty.csv', 'country,pool\nQQ,a\n')
  expect(await folder.run(['territories', 'faulty'])).toMatchObject({
    stderr: expect.stringContaining('rulebook/territories/faulty.csv:2:1: "QQ" is no country'),
  })
})
