// docs/operate.md: its commands are run in order, from the first check to the backup, as by the person who installs it.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { roles } from '../../src/pipeline/pipeline.ts'
import { newFolder, type Folder } from '../cli/pointsman-process.ts'
import { freshSchema } from '../postgres-schema.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operate.md'), 'utf8')
const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)

let folder: Folder
beforeAll(() => {
  folder = newFolder()
  // Ready without any CRM: a form whose leads are only kept.
  folder.write('rulebook/connections.yaml', 'connections: { web-form: { connector: web-form } }\n')
})
afterAll(() => folder.remove())

const lacking = ['curl', 'tar'].filter((program) => spawnSync('which', [program]).status !== 0)
it.skipIf(lacking.length > 0)('runs every command in it, in order (needs curl and tar)', async () => {
  const page = 'http://127.0.0.1:4600'
  let url = page
  expect(blocks).toHaveLength(7)
  const server = process.env['TEST_DATABASE_URL']
  const schema = server ? await freshSchema(server) : undefined
  const moved = schema?.url ?? 'moved.db'
  for (const block of blocks) {
    if (block === 'npm start\n') {
      url = (await folder.serve()).url
      continue
    }
    const ended = await folder.shell(block.replaceAll(page, url).replace(/postgres:.*/, `'${moved}'`))
    expect({ block, code: ended.code, stderr: ended.stderr }).toEqual({ block, code: 0, stderr: '' })
  }
  await schema?.drop()
  const listed = spawnSync('tar', ['-tzf', join(folder.path, 'pointsman-backup.tar.gz')], { encoding: 'utf8' })
  const files = listed.stdout.trimEnd().split('\n')
  expect(files).toContain('data/pointsman.db')
  // Closed in order, so the database is one file; and no token leaves the machine.
  expect(files.filter((file) => /-wal$|-shm$|token|ballast/.test(file))).toEqual([])
})

it('lists the roles of the code, from the least to the most', () => {
  const section = text.slice(text.indexOf('## Tokens and roles'), text.indexOf('## Health'))
  expect([...section.matchAll(/^\| (\w+) \|/gm)].map(([, role]) => role)).toEqual(['role', ...roles])
})

it('names metrics that there are', async () => {
  const server = await folder.serve()
  const answer = await fetch(`${server.url}/metrics`)
  const metrics = await answer.text()
  const named = [...text.matchAll(/`(pointsman_[a-z_]+)/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(4)
  expect(named.filter((name) => !metrics.includes(`# TYPE ${name} `))).toEqual([])
})
