// E-mail addresses: one form for the same mailbox, doubt instead of repair for the rest.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanEmail, emailDomain, isEmail, isFreeMail, isRoleMailbox } from '../../src/cleanse/email.ts'

test.each([
  [' Ada@Example.COM ', 'ada@example.com'],
  ['ada+trade-fair@example.com', 'ada+trade-fair@example.com'],
  ['mailto:ada@example.com', 'ada@example.com'],
  ['Ada Lovelace <Ada@example.com>', 'ada@example.com'],
  ['ada@bücher.de', 'ada@xn--bcher-kva.de'],
  ['ADA@BÜCHER.DE', 'ada@xn--bcher-kva.de'],
  ['ａｄａ＠example.com', 'ada@example.com'],
  ['ada\u200B@example.com', 'ada@example.com'],
  ["o'brien@example.ie", "o'brien@example.ie"],
  ['jörg@example.de', 'jörg@example.de'],
])('brings %j into one form', (raw, value) => {
  expect(cleanEmail(raw)).toMatchObject({ value })
  expect(cleanEmail(raw).suspicious).toBeUndefined()
})

test.each(['ada', 'ada@', '@example.com', 'ada@example', 'a b@example.com', 'ada@@example.com', '.ada@example.com'])(
  'keeps the invalid address %j and doubts it',
  (raw) => {
    expect(cleanEmail(raw)).toEqual({ value: raw, did: [], suspicious: 'invalid e-mail address' })
  },
)

test.each([
  'ada@1.2.3.4',
  'ada@-example.com',
  `${'a'.repeat(65)}@example.com`,
  `ada@${'a.'.repeat(126)}com`,
  'a..b@example.com',
  'ada@example.c',
])('does not take %j for an address', (raw) => {
  expect(isEmail(raw)).toBe(false)
})

test('an address that is too long never becomes another, valid one', () => {
  const { value, suspicious } = cleanEmail(`ada@example.com.${'a.'.repeat(400)}com`)
  expect(suspicious).toBe('invalid e-mail address')
  expect(isEmail(value ?? '')).toBe(false)
})

test('says what it did, in order', () => {
  expect(cleanEmail(' ADA@Bücher.de').did).toEqual(['trimmed', 'lower case', 'domain as ASCII'])
})

test('nothing is left of blank text', () => {
  expect(cleanEmail(' \u200B ').value).toBeUndefined()
})

test('doubts role mailboxes, and keeps them', () => {
  expect(cleanEmail('Info@Example.com')).toMatchObject({ value: 'info@example.com', suspicious: 'role mailbox' })
  expect(isRoleMailbox('information-desk@example.com')).toBe(false)
})

test('knows free mail by its domain, whatever comes before it', () => {
  expect(['gmail.com', 'web.de', 'hey.com', 'mail.yahoo.com'].map(isFreeMail)).toEqual([true, true, true, true])
  expect(['example.com', 'microsoft.com', 'notgmail.com'].map(isFreeMail)).toEqual([false, false, false])
})

test('gives the domain of an address, and none of an invalid one', () => {
  expect(emailDomain('ada@mail.example.com')).toBe('mail.example.com')
  expect(emailDomain('ada')).toBeUndefined()
})

test('never loses a valid address', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      const { value, suspicious } = cleanEmail(email)
      expect(value).toBe(email.toLowerCase())
      expect(suspicious).not.toBe('invalid e-mail address')
    }),
  )
})

test('cleaning a clean address changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 400 })), (raw) => {
      const once = cleanEmail(raw).value
      expect(cleanEmail(once ?? '').value).toBe(once)
    }),
  )
})
