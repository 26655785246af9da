// Job titles: department and seniority in seven languages, and the traps.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanDepartment, cleanSeniority } from '../../src/cleanse/title-fields.ts'
import { readTitle } from '../../src/cleanse/title.ts'
import { coarseDepartments, coarseSeniorities, departments, seniorities } from '../../src/cleanse/title-vocabulary.ts'
import { labelled, share } from './labelled.ts'

interface Row {
  language: string
  title: string
  department: string
  seniority: string
}

const titles = labelled<Row>('titles.csv')
const all = [...titles.looked, ...titles.unseen]

describe('labelled titles', () => {
  test('are 424, in seven languages, in our words', () => {
    expect(all).toHaveLength(424)
    expect(new Set(all.map(({ language }) => language)).size).toBe(7)
    expect(all.filter(({ department }) => !(departments as readonly string[]).includes(department))).toEqual([])
    expect(all.filter(({ seniority }) => !(seniorities as readonly string[]).includes(seniority))).toEqual([])
  })

  test('that were not looked at are read right: department 97 %, seniority 95 %', () => {
    expect(share(titles.unseen, (row) => readTitle(row.title).department === row.department)).toBeGreaterThan(0.97)
    expect(share(titles.unseen, (row) => readTitle(row.title).seniority === row.seniority)).toBeGreaterThan(0.95)
  })

  test.each(['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'])('in %s: both 90 %', (language) => {
    const rows = all.filter((row) => row.language === language)
    expect(share(rows, (row) => readTitle(row.title).department === row.department)).toBeGreaterThan(0.9)
    expect(share(rows, (row) => readTitle(row.title).seniority === row.seniority)).toBeGreaterThan(0.9)
  })
})

test.each([
  ['assistant to the CEO', 'administrative', 'professional'],
  ['Assistentin der Geschäftsführung', 'administrative', 'professional'],
  ['Assistante de direction commerciale', 'administrative', 'professional'],
  ['VP of Engineering, retired', 'engineering', 'former'],
  ['Former CFO, now consultant', 'consulting', 'professional'],
  ['Geschäftsführer a.D.', 'general management', 'former'],
  ['AD', 'general management', 'c-level'],
  ['Chief of Staff', 'general management', 'manager'],
  ['Chief Happiness Officer', 'general management', 'c-level'],
  ['Chief Engineer', 'engineering', 'head'],
  ['Account Manager', 'sales', 'professional'],
  ['Senior Account Manager', 'sales', 'senior'],
  ['Sales Manager', 'sales', 'manager'],
  ['Assistant Store Manager', 'sales', 'manager'],
  ['Marketing Assistant', 'marketing', 'junior'],
  ['Junior Sales Manager', 'sales', 'junior'],
  ['Product Owner', 'product', 'professional'],
  ['HR Business Partner', 'human resources', 'professional'],
  ['Partner Marketing Manager', 'marketing', 'manager'],
  ['Lead Generation Specialist', 'business development', 'professional'],
  ['CEO & Founder at Sales Consulting GmbH', 'general management', 'owner'],
  ['Geschäftsführer Vertrieb', 'sales', 'c-level'],
  ['Teamleiter*in Kundenservice (m/w/d)', 'customer success', 'lead'],
  ['Mitarbeiter:in Vertriebsinnendienst', 'sales', 'professional'],
  ['GESCHAEFTSFUEHRERIN', 'general management', 'c-level'],
  ['Werkstudent', 'other', 'intern'],
] as const)('%s: %s, %s', (title, department, seniority) => {
  expect(readTitle(title)).toMatchObject({ department, seniority })
})

test('says which words it read, and how sure it is', () => {
  expect(readTitle('Leiterin Einkauf')).toEqual({
    department: 'purchasing',
    seniority: 'head',
    confidence: { department: 0.85, seniority: 0.95 },
    matched: [
      { words: 'einkauf', means: 'purchasing' },
      { words: 'leiter', means: 'head' },
    ],
  })
})

test('guesses nothing from words it does not know', () => {
  const { department, seniority, confidence, matched } = readTitle('Zorblax Quindle')
  expect({ department, seniority, matched }).toEqual({ department: 'other', seniority: 'professional', matched: [] })
  expect(Math.max(confidence.department, confidence.seniority)).toBeLessThan(0.5)
})

test('each of our words has one coarser word', () => {
  expect(Object.keys(coarseDepartments)).toEqual([...departments])
  expect(Object.keys(coarseSeniorities)).toEqual([...seniorities])
})

test.each([
  [cleanDepartment, 'human_resources', 'human resources'],
  [cleanDepartment, 'Vertrieb', 'sales'],
  [cleanDepartment, 'Special Projects Unit X', 'project management'],
  [cleanDepartment, 'Nobody knows', 'Nobody knows'],
  [cleanSeniority, 'c_suite', 'c-level'],
  [cleanSeniority, 'Individual contributor', 'professional'],
  [cleanSeniority, 'VP-Level', 'vp'],
  [cleanSeniority, 'mysterious', 'mysterious'],
])('%o takes %s as %s', (clean, raw, value) => {
  expect(clean(raw).value).toBe(value)
})

test('reads any text, quickly enough for a field that anybody may fill', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 255 }), (title) => {
      expect(departments).toContain(readTitle(title).department)
    }),
  )
  const start = performance.now()
  readTitle('leiter '.repeat(36))
  readTitle('a'.repeat(255))
  expect(performance.now() - start).toBeLessThan(50)
})
