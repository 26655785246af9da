// The running command on a disk that really fills up: a small disk in memory, where this user may mount one.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newFolder, type Folder, type Server } from '../cli/pointsman-process.ts'

const place = mkdtempSync(join(tmpdir(), 'pointsman-disk-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', place]).status === 0
// oxlint-disable-next-line no-console -- a test that was left out must not look like one that passed
if (!mounted) console.warn('SKIPPED: no small disk could be mounted here (that asks for root): full-disk.test.ts')

describe.skipIf(!mounted)('a disk that fills up', () => {
  let folder: Folder
  let server: Server
  const data = join(place, 'data')
  const filler = join(place, 'filler')

  beforeAll(async () => {
    mkdirSync(data)
    folder = newFolder({ WATCH_SECONDS: '3600', DATA_DIR: data, LOG_LEVEL: 'silent' })
    server = await folder.serve()
  })
  afterAll(async () => {
    await folder.remove()
    spawnSync('umount', [place])
    rmSync(place, { recursive: true, force: true })
  })

  let taken = 0
  const send = async (email: string): Promise<number> => {
    const { status } = await fetch(`${server.url}/webhooks/web-form`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, lastName: 'L', company: 'Initech', message: `${Math.random()}`.repeat(5_000) }),
    })
    if (status === 202) taken += 1
    return status
  }
  const ready = async (): Promise<unknown> => (await fetch(`${server.url}/readyz`)).json()
  const deliveries = async (): Promise<number> => {
    const admin = readFileSync(join(data, 'demo', 'admin-token'), 'utf8').trim()
    const answer = await fetch(`${server.url}/api/status`, { headers: { authorization: `Bearer ${admin}` } })
    const { deliveries: byState } = (await answer.json()) as { deliveries: Record<string, number> }
    return Object.values(byState).reduce((sum, one) => sum + one, 0)
  }

  it('refuses leads before it is full, says why, and takes them again when there is room', async () => {
    await vi.waitFor(async () => expect(await ready()).toMatchObject({ ready: true }), { timeout: 20_000 })
    const ballast = join(data, 'demo', 'ballast')
    await vi.waitFor(() => expect(statSync(ballast).size).toBe(16 * 1024 * 1024), { timeout: 10_000 })
    expect(await send('first@disk.example')).toBe(202)
    writeFileSync(filler, Buffer.alloc(70 * 1024 * 1024, 1))
    await vi.waitFor(async () => expect(await send('low@disk.example')).toBe(503), { timeout: 5_000, interval: 200 })
    expect(await ready()).toMatchObject({ ready: false, why: { store: 'storage.low' } })
    // Reading goes on, and every acknowledged lead is there, no other.
    expect(await deliveries()).toBe(taken)
    const before = readdirSync(join(data, 'demo')).toSorted()
    rmSync(filler)
    await vi.waitFor(async () => expect(await ready()).toMatchObject({ ready: true }), {
      timeout: 5_000,
      interval: 200,
    })
    expect(await send('after@disk.example')).toBe(202)
    expect(await deliveries()).toBe(taken)
    expect(readdirSync(join(data, 'demo')).toSorted()).toEqual(expect.arrayContaining(before))
  })
})
