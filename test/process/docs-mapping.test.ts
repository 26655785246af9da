// docs/mapping.md: its commands are run as somebody would who copies them, beside the mappings that it shows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoSeed } from '../../sandbox/demo-seed.ts'
import { createSandbox, sandboxClient, type Sandbox } from '../../sandbox/server.ts'
import { newFolder, type Folder } from '../cli/pointsman-process.ts'
import { commandBlocks, yamlBlocks } from '../docs-blocks.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'mapping.md'), 'utf8')
const [shown = ''] = [...text.matchAll(/^```text\n(.*?)^```$/gms)].map(([, block]) => block ?? '')

let sandbox: Sandbox
let folder: Folder
beforeAll(async () => {
  sandbox = await createSandbox()
  sandbox.seed(demoSeed)
  const url = await sandbox.listen()
  folder = newFolder({ SF_ID: sandboxClient.id, SF_SECRET: sandboxClient.secret })
  folder.write(
    'rulebook/connections.yaml',
    `connections:
  salesforce:
    connector: salesforce
    settings: { loginUrl: "${url}", clientId: env:SF_ID, clientSecret: env:SF_SECRET }
  web-form: { connector: web-form, writesTo: salesforce }
`,
  )
  for (const block of yamlBlocks(text)) folder.write(block.path, block.text)
})
afterAll(async () => {
  await folder.remove()
  await sandbox.close()
})

it('runs every command in it, and shows what map prints', async () => {
  const blocks = commandBlocks(text)
  expect(blocks.join('').match(/npx pointsman/g)?.length).toBeGreaterThanOrEqual(7)
  let printed = ''
  for (const block of blocks) {
    const ended = await folder.shell(block)
    expect({ block, code: ended.code, stderr: ended.stderr }).toEqual({ block, code: 0, stderr: '' })
    printed += ended.stdout
  }
  expect(printed).toContain(shown)
})

it('finds the faults that it shows, at the places that it names', async () => {
  const acme = yamlBlocks(text).find(({ path }) => path === 'mappings/acme-form.yaml')
  const [faults = ''] = /^```text\n(mappings\/acme-form\.yaml:\d+:\d+ fields[^`]*)```$/m.exec(text)?.slice(1) ?? []
  const broken = (acme?.text ?? '')
    .replace('  email: contact', '  emial: contact')
    .replace('html-to-text', 'html-to-txt')
    .replace('\nrequire: [email]', '')
  folder.write('mappings/acme-form.yaml', broken)
  const ended = await folder.run(['check'])
  expect(ended.code).toBe(3)
  for (const line of faults.trim().split('\n').slice(0, 2))
    expect(ended.stderr).toContain(line.replace(/^.*?:\d+:\d+ /, ''))
})
