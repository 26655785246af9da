// Match keys of addresses: equal only where the provider delivers to one mailbox.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { emailKey } from '../../src/cleanse/email-key.ts'

test.each([
  [' Ada.Love.Lace+x@GoogleMail.com ', 'adalovelace@gmail.com'],
  ['a.d.a@gmail.com', 'ada@gmail.com'],
  ['ada+news@outlook.com', 'ada@outlook.com'],
  ['a.da+news@hotmail.co.uk', 'a.da@hotmail.co.uk'],
  ['ada+x@icloud.com', 'ada@icloud.com'],
  ['ada-shop@yahoo.fr', 'ada@yahoo.fr'],
  ['ada+shop@yahoo.fr', 'ada+shop@yahoo.fr'],
  ['a.d-a+x@example.com', 'a.d-a+x@example.com'],
  ['ada+x@live.example.com', 'ada+x@live.example.com'],
  ['Ada <ada@BÜCHER.de>', 'ada@xn--bcher-kva.de'],
  ['+x@gmail.com', undefined],
  ['ada', undefined],
])('the key of %j is %s', (email, key) => {
  expect(emailKey(email)).toBe(key)
})

test('takes tags off everywhere when told so', () => {
  expect(emailKey('ada+x@example.com', { stripPlus: true })).toBe('ada@example.com')
  expect(emailKey('ada-x@example.com', { stripPlus: true })).toBe('ada-x@example.com')
})

test('the key of a key is itself', () => {
  const domains = fc.constantFrom('gmail.com', 'googlemail.com', 'yahoo.de', 'live.nl', 'example.com', 'BÜCHER.de')
  const locals = fc.stringMatching(/^[a-zA-Z0-9.+-]{1,20}$/)
  fc.assert(
    fc.property(locals, domains, fc.boolean(), (local, domain, stripPlus) => {
      const key = emailKey(`${local}@${domain}`, { stripPlus })
      expect(key === undefined ? undefined : emailKey(key, { stripPlus })).toBe(key)
    }),
    { numRuns: 500 },
  )
})
