// docs/privacy.md: its commands are run against a server that runs, its YAML is read as retention.yaml is.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { parseRetention } from '../../src/pipeline/retention.ts'
import { newFolder, type Folder, type Server } from '../cli/pointsman-process.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'privacy.md'), 'utf8')
const blockOf = (kind: string) => new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1] ?? ''

let folder: Folder
let server: Server
beforeAll(async () => {
  folder = newFolder({ WATCH_SECONDS: '3600' })
  server = await folder.serve()
})
afterAll(() => folder.remove())

it('runs its commands, and explain then says that the inputs were erased', async () => {
  const sent = await fetch(`${server.url}/webhooks/web-form`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.com', lastName: 'Lovelace', company: 'Example Ltd', country: 'DE' }),
  })
  expect(sent.status).toBe(202)
  const explained = await vi.waitFor(
    async () => {
      const told = await folder.json<{ leadId: string; decisions: unknown[] }>(['explain', 'ada@example.com', '--json'])
      expect(told.decisions).toHaveLength(1)
      return told
    },
    { timeout: 30_000, interval: 500 },
  )
  const ended = await folder.shell(blockOf('sh'))
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' })
  expect(ended.stdout).toMatch(
    /^Would erase: 1 leads, 1 events, 1 deliveries, 0 contacts, \d writes\. Nothing was changed/,
  )
  expect(ended.stdout).toMatch(
    /\nErased: 1 leads, 1 events, 1 deliveries, 0 contacts, \d writes\.\nFor your records: person [\w-]{43}\./,
  )
  const after = await folder.run(['explain', explained.leadId])
  expect(after.stdout).toMatch(/erased +\S+.*: the person was forgotten/)
  expect(after.stdout).toContain('The inputs were erased on')
  expect(after.stdout).not.toContain('Lovelace')
})

it('shows a retention that can be used as it stands', () => {
  expect(parseRetention({ path: 'docs/privacy.md', text: blockOf('yaml') })).toMatchObject({
    attempts: 90,
    audit: 1100,
  })
})
