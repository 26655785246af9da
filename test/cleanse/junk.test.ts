// Leads that nobody meant: doubted with a reason, and real names left alone.
import { expect, test } from 'vitest'
import { junkReasons } from '../../src/cleanse/junk.ts'

test.each([
  [{ firstName: 'Test', lastName: 'User' }, ['test lead']],
  [{ company: 'asdf' }, ['test lead', 'keyboard row']],
  [{ lastName: 'qwertz' }, ['test lead', 'keyboard row']],
  [{ lastName: 'lkjhg' }, ['keyboard row']],
  [{ lastName: 'yxcv' }, ['keyboard row']],
  [{ lastName: 'azer' }, ['keyboard row']],
  [{ lastName: 'qweqwe' }, ['keyboard row']],
  [{ firstName: 'xxxx' }, ['repeated letters']],
  [{ firstName: 'aaa' }, ['repeated letters']],
  [{ lastName: 'hfjdkshf' }, ['repeated letters']],
  [{ firstName: 'Mickey', lastName: 'Mouse' }, ['name from fiction']],
  [{ firstName: 'Max', lastName: 'Mustermann' }, ['test lead', 'name from fiction']],
  [{ firstName: 'Ada', lastName: 'Ada' }, ['same first and last name']],
  [{ firstName: 'Ada', lastName: 'Ada', company: 'ADA' }, ['same text in all name fields']],
  [{ lastName: 'see www.spam.example' }, ['link in a name']],
  [{ email: 'ada@example.com' }, ['example address']],
  [{ email: 'test12@acme.example' }, ['test address']],
  [{ email: 'a@a.com' }, ['test address']],
  [{ email: 'ada@mailinator.com' }, ['disposable address']],
  [{ phone: '+14155550123' }, ['invented phone number']],
  [{ phone: '000 000' }, ['invented phone number']],
  [{ phone: '0123456789' }, ['invented phone number']],
])('doubts %j: %j', (fields, reasons) => {
  expect(junkReasons(fields)).toEqual(reasons)
})

test.each([
  {
    firstName: 'Ada',
    lastName: 'Wright',
    email: 'ada@acme.example',
    phone: '+14155552671',
    company: 'Test Equity LLC',
  },
  { firstName: 'Wes', lastName: 'Strnad' },
  { firstName: 'Lili', lastName: 'Were' },
  { firstName: 'Krč', lastName: 'Vrh' },
  { firstName: 'John', lastName: 'III' },
  { firstName: '李', lastName: '王' },
  { company: 'AAA Insurance' },
  { phone: '+442079460018' },
  {},
])('leaves %j alone', (fields) => {
  expect(junkReasons(fields)).toEqual([])
})

test('knows competitors and our own people by their domain, subdomains too', () => {
  const settings = { competitors: new Set(['rival.example']), ours: new Set(['acme.example']) }
  expect(junkReasons({ email: 'ada@mail.rival.example' }, settings)).toEqual(['competitor'])
  expect(junkReasons({ domain: 'rival.example' }, settings)).toEqual(['competitor'])
  expect(junkReasons({ email: 'ada@acme.example' }, settings)).toEqual(['own company'])
  expect(junkReasons({ email: 'ada@other.example' }, settings)).toEqual([])
})

test('no reason holds a value', () => {
  const fields = { firstName: 'asdfgh', lastName: 'asdfgh', email: 'asdfgh@mailinator.com', phone: '1111111' }
  expect(junkReasons(fields).join(' ')).not.toMatch(/asdfgh|mailinator|111/)
})
