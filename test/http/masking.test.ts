// What a viewer sees of a person.
import { expect, it } from 'vitest'
import { maskEmails, maskFields, maskFor } from '../../src/http/masking.ts'

const viewer = { name: 'viewer-token', role: 'viewer' as const }
const operator = { name: 'operator-token', role: 'operator' as const }

it.each([
  ['ada@example.com', 'a***@example.com'],
  ['Ada Lovelace <ada.l+x@mail.example.co.uk>, call', 'Ada Lovelace <a***@mail.example.co.uk>, call'],
  ['jörg@müller.de und bo@x.org', 'j***@müller.de und b***@x.org'],
  ['no address @ all', 'no address @ all'],
])('masks addresses in a text: %s', (text, masked) => {
  expect(maskEmails(text)).toBe(masked)
})

it('is quick on a megabyte that could be one long address', () => {
  const startedAt = performance.now()
  maskEmails('a'.repeat(1_000_000))
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

it('leaves what recognizes a lead, and hides what contacts it', () => {
  const fields = {
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'L',
    phone: '+49301234567',
    message: 'hi',
    company: 'X',
  }
  expect(maskFields(fields)).toEqual({
    email: 'a***@example.com',
    firstName: 'A***',
    lastName: 'L***',
    phone: '***67',
    message: '***',
    company: 'X',
  })
})

it('finds the values of a person wherever they stand, whole words only', () => {
  const mask = maskFor(viewer, [{ firstName: 'Ada', phone: '+49 30 (1)', lastName: 'Customer' }])
  const value = {
    why: 'ADA of Adams called +49 30 (1).',
    at: new Date(0),
    list: [1, null, 'Ada'],
    stage: 'customer',
    pools: { customer: 'eva@x.org' },
  }
  expect(mask(value)).toEqual({
    why: 'A*** of Adams called ***1).',
    at: new Date(0),
    list: [1, null, 'A***'],
    stage: 'customer',
    pools: { customer: 'e***@x.org' },
  })
})

it('changes nothing for an operator', () => {
  const value = { email: 'ada@example.com' }
  expect(maskFor(operator, [value])(value)).toBe(value)
})
