// Kinds of senders: which domain is a company's, and which mailbox is one person's.
import { expect, test } from 'vitest'
import { domainClass, emailClass } from '../../src/cleanse/email-class.ts'
import { isFreeMail, isRoleMailbox } from '../../src/cleanse/email.ts'

test.each([
  ['ada@example.com', 'corporate'],
  ['ada@gmail.com', 'free'],
  ['info@gmail.com', 'free'],
  ['ada@yahoo.com.ph', 'free'],
  ['ada@mail.yahoo.com', 'free'],
  ['ada@t-online.de', 'isp'],
  ['ada@comcast.net', 'isp'],
  ['ada@orange.fr', 'isp'],
  ['ada@telus.net', 'isp'],
  ['ada@mailinator.com', 'disposable'],
  ['ada@x.yopmail.com', 'disposable'],
  ['ada@10minutemail.co.za', 'disposable'],
  ['ada@privaterelay.appleid.com', 'relay'],
  ['ada@mozmail.com', 'relay'],
  ['ada@cs.stanford.edu', 'education'],
  ['ada@ox.ac.uk', 'education'],
  ['ada@uni-koeln.de', 'education'],
  ['ada@inf.ethz.ch', 'education'],
  ['ada@usp.br', 'education'],
  ['ada@unipd.it', 'education'],
  ['ada@unicredit.it', 'corporate'],
  ['ada@state.gov', 'government'],
  ['ada@service.gov.uk', 'government'],
  ['ada@finances.gouv.fr', 'government'],
  ['ada@bmi.bund.de', 'government'],
  ['ada@tax.zh.ch', 'government'],
  ['ada@meti.go.jp', 'government'],
  ['ada@appleid.com', 'corporate'],
  ['ada@tempworks.com', 'corporate'],
  ['ada@facebook.com', 'corporate'],
  ['ada@live.example.com', 'corporate'],
  ['info@example.com', 'role'],
  ['sales+emea@example.com', 'role'],
  ['info@ethz.ch', 'role'],
  ['ada', 'invalid'],
] as const)('classes %s as %s', (email, expected) => {
  expect(emailClass(email)).toBe(expected)
})

test.each(['info2', 'sales-emea', 'sales.de', 'customer.service', 'vertrieb', 'no-reply', 'rrhh', 'kundeservice'])(
  '%s@ is read by several people',
  (local) => {
    expect(isRoleMailbox(`${local}@example.com`)).toBe(true)
  },
)

test.each(['ada', 'j.ob', 'information-desk', 'sales.smith', 'hr.meyer'])('%s@ is one person', (local) => {
  expect(isRoleMailbox(`${local}@example.com`)).toBe(false)
})

test('only domains that one organization owns may name an account', () => {
  const free = ['gmail.com', 'bluewin.ch', 'mailinator.com', 'duck.com']
  expect(free.map(isFreeMail)).toEqual([true, true, true, true])
  expect(['example.com', 'mit.edu', 'admin.ch'].map(isFreeMail)).toEqual([false, false, false])
  expect(['example.com', 'mit.edu', 'admin.ch'].map(domainClass)).toEqual(['corporate', 'education', 'government'])
})
