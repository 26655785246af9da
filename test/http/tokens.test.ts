// Tokens: who is who, and the admin token that is made once and kept.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTokens, openTokens, readAdminToken } from '../../src/http/tokens.ts'
import { tokenOf } from './test-server.ts'

it('knows each token by its role, and nothing else', () => {
  const tokens = createTokens(tokenOf)
  expect(tokens.identify(`Bearer ${tokenOf.editor}`)).toEqual({ name: 'editor-token', role: 'editor' })
  expect(tokens.identify(`bearer ${tokenOf.viewer}`)).toEqual({ name: 'viewer-token', role: 'viewer' })
  const refused = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    tokenOf.admin,
    `Bearer ${tokenOf.admin}x`,
    `Basic ${tokenOf.admin}`,
  ]
  for (const header of [...refused, `Bearer ${tokenOf.admin} x`, `Bearer ${'a'.repeat(5000)}`]) {
    expect([header, tokens.identify(header)]).toEqual([header, undefined])
  }
  expect(createTokens({}).identify('Bearer undefined')).toBeUndefined()
})

describe('the admin token', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pointsman-tokens-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is the given one, and then no file is written', async () => {
    const { tokens, admin } = await openTokens({ admin: tokenOf.admin }, folder)
    expect(admin).toEqual({ token: tokenOf.admin, file: null })
    expect(tokens.identify(`Bearer ${tokenOf.admin}`)?.role).toBe('admin')
    expect(await readAdminToken(folder)).toBeUndefined()
  })

  it('is made at random, kept for the owner only, and used again at the next start', async () => {
    const data = join(folder, 'not', 'there', 'yet')
    const first = await openTokens({ viewer: tokenOf.viewer }, data)
    expect(first.admin.token).toMatch(/^[\w-]{43}$/)
    expect(first.admin.file).toBe(join(data, 'admin-token'))
    expect((await stat(join(data, 'admin-token'))).mode & 0o777).toBe(0o600)
    expect((await readFile(join(data, 'admin-token'), 'utf8')).trim()).toBe(first.admin.token)
    const second = await openTokens({}, data)
    expect(second.admin.token).toBe(first.admin.token)
    expect(second.tokens.identify(`Bearer ${first.admin.token}`)?.role).toBe('admin')
    expect((await openTokens({}, join(folder, 'other'))).admin.token).not.toBe(first.admin.token)
  })

  it('refuses a damaged file and says what to do', async () => {
    await writeFile(join(folder, 'admin-token'), 'short\n')
    await expect(openTokens({}, folder)).rejects.toThrow('delete the file')
  })
})
