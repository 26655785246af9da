// No comparison of a secret or a signature may tell by its duration how much of a guess was right.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { beforeEach, expect, it, vi } from 'vitest'
import { sameText, signatureVerifier, verifySecretHeader } from '../../src/signature.ts'
import { request } from './fixtures.ts'

vi.mock(import('node:crypto'), async (original) => {
  const real = await original()
  return { ...real, timingSafeEqual: vi.fn<typeof real.timingSafeEqual>(real.timingSafeEqual) }
})

const compared = vi.mocked(timingSafeEqual)
beforeEach(() => {
  compared.mockClear()
})

const at = new Date('2026-01-01T10:00:00Z')
const right = createHmac('sha256', 'key').update('a').digest('hex')
const guesses = [`0${right.slice(1)}`, `${right.slice(0, -1)}z`, 'z'.repeat(64)]

it('compares signatures of equal length in constant time, from the first byte that differs to the last', () => {
  const verify = signatureVerifier({
    header: { name: 'signature', form: 'raw' },
    digest: 'hmac-sha256',
    encoding: 'hex',
    template: '{body}',
  })
  for (const signature of [right, ...guesses]) {
    compared.mockClear()
    const given = request({ headers: { signature }, body: Buffer.from('a') }, at)
    const isRight = signature === right
    expect(attempt(() => verify(given, 'key'))).toBe(isRight)
    expect(compared).toHaveBeenCalledTimes(1)
  }
})

it('compares secrets that are sent as they are in constant time', () => {
  expect(attempt(() => verifySecretHeader(request({ headers: { 'x-key': 's3cret' } }, at), 'x-key', 's3cres'))).toBe(
    false,
  )
  expect(compared).toHaveBeenCalledTimes(1)
})

it('never asks for a comparison that would throw: lengths differ, in letters or in bytes', () => {
  for (const [a, b] of [
    ['a', 'ab'],
    ['', ''],
    ['', 'a'],
    ['é', 'e'],
    ['éé', 'abcd'],
    ['ü', 'ü'],
  ] as const) {
    expect(sameText(a, b)).toBe(a !== '' && a === b)
  }
  for (const [a, b] of compared.mock.calls) expect(a.byteLength).toBe(b.byteLength)
})

function attempt(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}
