// The connector that connectors/README.md makes in seven steps is whole: its files, taken from the text, keep the contract.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { loadConnectors } from '../../src/load-connectors.ts'
import { parseMapping } from '../../src/mapping/mapping.ts'
import { connectorContract } from './connector-contract.ts'
import { connectorsFolder } from './fixtures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readme = readFileSync(join(connectorsFolder, 'README.md'), 'utf8')

/** Path → text: a line that is a path in backticks, then a block of code. */
const files = new Map(
  [...readme.matchAll(/^`([\w./-]+)`\n\n(`{3,})\w+\n([\s\S]*?)^\2$/gm)].map(([, path = '', , text = '']) => [
    path,
    text,
  ]),
)

// The contract is collected before any hook runs.
const folder = mkdtempSync(join(tmpdir(), 'seven-steps-'))
for (const shared of ['src', 'node_modules', 'package.json']) symlinkSync(join(root, shared), join(folder, shared))
for (const [path, text] of files) {
  mkdirSync(join(folder, dirname(path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('names seven steps, and gives each file in full', () => {
  expect(readme.match(/^### \d\./gm)).toEqual(['### 1.', '### 2.', '### 3.', '### 4.', '### 5.', '### 6.', '### 7.'])
  expect([...files.keys()]).toEqual([
    'connectors/acme-forms/settings.ts',
    'connectors/acme-forms/source.ts',
    'connectors/acme-forms/connector.ts',
    'connectors/acme-forms/fixtures/submission.json',
    'connectors/acme-forms/README.md',
    'mappings/acme-forms.yaml',
  ])
})

it('makes a connector that is loaded at the start', async () => {
  const connectors = await loadConnectors(join(folder, 'connectors'))
  expect([...connectors].map(([name, { title }]) => [name, title])).toEqual([['acme-forms', 'Acme Forms']])
})

it('makes a mapping whose example holds', () => {
  const path = 'mappings/acme-forms.yaml'
  expect(parseMapping({ path, text: files.get(path) ?? '' })).toMatchObject({ connection: 'acme-forms' })
})

connectorContract(join(folder, 'connectors'), 'acme-forms')
