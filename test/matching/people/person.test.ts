// What is read out of a raw record.
import { describe, expect, it, test } from 'vitest'
import { birthDateOf } from '../../../src/matching/people/birth-date.ts'
import { readPerson } from '../../../src/matching/people/person.ts'
import { profileOf } from '../../../src/matching/people/profile.ts'
import { streetOf } from '../../../src/matching/people/street.ts'

test.each([
  ['1980-03-27', '19800327'],
  ['19800327', '19800327'],
  ['27.3.1980', '19800327'],
  ['3/27/1980', '19800327'],
  ['1980-03-27T00:00:00Z', '19800327'],
  ['1980', '19800000'],
  ['03/1980', undefined],
  ['soon', undefined],
  ['', undefined],
])('the birth date %j is %s', (text, expected) => {
  expect(birthDateOf(text)).toBe(expected)
})

test.each([
  ['12 High St.', 'High Street 12'],
  ['435 S. La Cienega Blv.', '435 south la cienega boulevard'],
  ['Hauptstr. 5', 'Hauptstraße 5'],
  ['5th Ave 10', '10 Fifth Avenue'],
])('%s is the street %s', (a, b) => {
  const [one, other] = [streetOf(a), streetOf(b)]
  expect(one?.number).toBe(other?.number)
  expect(one?.words.toSorted()).toEqual(other?.words.toSorted())
})

describe('a record', () => {
  it('keeps all addresses and numbers that are some', () => {
    const { emails, phones } = readPerson({
      id: '1',
      email: ['A.da@GMail.com', 'n/a', 'grace@navy.mil'],
      phone: ['+44 20 7123 4567', '-'],
    })
    expect(emails.map(({ key }) => key)).toEqual(['ada@gmail.com', 'grace@navy.mil'])
    expect(phones).toEqual(['+442071234567'])
  })

  it('takes the domain of the company from the address, never that of a provider', () => {
    expect(readPerson({ id: '1', email: 'ada@mail.acme.co.uk' }).domains).toEqual(['acme.co.uk'])
    expect(readPerson({ id: '1', email: 'ada@gmail.com' }).domains).toEqual([])
  })

  it('knows senior and junior', () => {
    expect(readPerson({ id: '1', first: 'John', last: 'Berg, Jr.' }).generation).toBe('jr')
    expect(readPerson({ id: '1', full: 'John Berg III' }).generation).toBe('3')
  })

  it('holds no id of one digit repeated', () => {
    expect(readPerson({ id: '1', nationalId: '000-00-0000' }).nationalId).toBeUndefined()
  })
})

it('of several records of one person, what most say counts, and all contacts are kept', () => {
  const records = [
    { id: '2', first: 'Ada', last: 'Lovelace', email: 'ada@example.com' },
    { id: '1', first: 'Ada', last: 'Lovelase', phone: '+442071234567' },
    { id: '3', first: 'Ada', last: 'Lovelace', email: 'al@example.org', birthDate: '1980-03-27' },
  ].map((raw) => readPerson(raw))
  const profile = profileOf(records)
  expect(profile).toMatchObject({ id: '1', familyText: 'lovelace', birthDate: '19800327', phones: ['+442071234567'] })
  expect(profile.emails.map(({ key }) => key).toSorted()).toEqual(['ada@example.com', 'al@example.org'])
  expect(profileOf(records.toReversed())).toMatchObject({ id: '1', familyText: 'lovelace' })
})
