// Who is the same person by address.
import { expect, test } from 'vitest'
import { matchPerson, personKeys } from '../../src/matching/match.ts'

test('one mailbox is one person, however it is typed', () => {
  const keys = [{ kind: 'email', key: 'ada@example.com' }]
  expect(personKeys({ email: ' Ada@EXAMPLE.com' })).toEqual(keys)
  expect(personKeys({ email: 'ada+fair@example.com' })).not.toEqual(keys)
})

test('what is no address is no key, so two wrong addresses are never one person', () => {
  expect(personKeys({ email: 'none' })).toEqual([])
  expect(personKeys({ lastName: 'Lovelace' })).toEqual([])
  expect(matchPerson({ email: 'none' }, new Map([['email:none', 'l1']]))).toEqual({ kind: 'new' })
})

test('finds the lead of the same address', () => {
  const found = new Map([['email:ada@example.com', 'l1']])
  expect(matchPerson({ email: 'ada@example.com' }, found)).toEqual({
    kind: 'same',
    leadId: 'l1',
    why: 'same e-mail address',
    bits: 9,
  })
  expect(matchPerson({ email: 'grace@example.com' }, found)).toEqual({ kind: 'new' })
})

test('a shared mailbox is weaker evidence, and says so', () => {
  const match = matchPerson({ email: 'info@example.com' }, new Map([['email:info@example.com', 'l1']]))
  expect(match).toMatchObject({ kind: 'same', leadId: 'l1', bits: 3, why: expect.stringContaining('several people') })
})
