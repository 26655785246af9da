// How alike two company names are: facts about names that are one company's, and about names that only look so.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companyKey } from '../../../src/cleanse/company-key.ts'
import { comparedName, companySimilarity } from '../../../src/matching/index/name-similarity.ts'

const alike = (a: string, b: string): number => companySimilarity(companyKey(a), companyKey(b))

describe('one company, .9 and more', () => {
  it.each([
    ['Acme Corp.', 'ACME Corporation, Inc'],
    ['face book', 'Facebook Inc'],
    ['Studio 54', 'Studio54'],
    ['7-Eleven', 'Seven Eleven'],
    ['Channel 4', 'Channel Four'],
    ['Siemens AG', 'Siemans'],
    ['Caterpillar Inc.', 'Catterpillar'],
    ['Acme Bearing', 'Acme Bearings GmbH'],
    ['Bearings Acme', 'Acme Bearings'],
    ['Intl Business Machines', 'International Business Machines'],
    ['Holt Brothers Plumbing', 'Holt Bros. Plumbing'],
    ['Meridian Tech', 'Meridian Technologies'],
    ['IBM', 'International Business Machines Corporation'],
    ['BMW AG', 'Bayerische Motoren Werke'],
    ['Acme München', 'Acme Munich'],
    ['Acme Deutschland GmbH', 'Acme Germany'],
    ['Grand Nat Insurance', 'Grand National Insurance'],
    ['The Boeing Company', 'Boeing'],
  ])('%s is %s', (a, b) => {
    expect(alike(a, b)).toBeGreaterThanOrEqual(0.9)
  })
})

describe('one says more than the other: above .8 and below .9 for a weak word or a place', () => {
  it.each([
    ['Acme', 'Acme Germany'],
    ['Acme', 'Acme Berlin'],
    ['Acme', 'Acme Group'],
    ['Acme', 'Acme Holding Germany'],
    ['Siemens', 'Siemens Energy'],
    ['IBM Germany', 'International Business Machines'],
    ['Acme Bearings', 'Acme Bearings Texas'],
    ['facebok', 'face book'],
  ])('%s, %s', (a, b) => {
    expect(alike(a, b)).toBeGreaterThan(0.8)
    expect(alike(a, b)).toBeLessThan(0.95)
  })

  it.each([
    ['Chevron', 'Chevron Texaco'],
    ['International Business Machines', 'International Business Machines Watson'],
    ['Bosch', 'Robert Bosch GmbH'],
    ['Channel', 'Channel 4'],
    ['Virgin', 'Virgin Galactic'],
  ])('never above .8 for a word that tells companies apart: %s, %s', (a, b) => {
    expect(alike(a, b)).toBeLessThanOrEqual(0.8)
    expect(alike(a, b)).toBeGreaterThan(0.5)
  })
})

describe('two companies, .8 and less', () => {
  it.each([
    ['Delta Air Lines', 'Delta Dental'],
    ['Acme Deutschland', 'Acme France'],
    ['Schneider Electric Logistics Germany', 'Schneider Electric Logistics France'],
    ['Acme Bearings', 'Acme Bakery'],
    ['Johnson Controls', 'Johnson Electric'],
    ['American Airlines', 'American Express'],
    ['Deutsche Bank', 'Deutsche Bahn'],
    ['Visa', 'Vista'],
    ['Audi', 'Audio'],
    ['Micro Devices', 'Microsoft Devices'],
    ['Continent', 'Continental'],
    ['Alpha Solutions', 'Beta Solutions'],
    ['International Services Group', 'Global Services Group'],
  ])('%s is not %s', (a, b) => {
    expect(alike(a, b)).toBeLessThanOrEqual(0.8)
  })

  it.each([
    ['3i', '3M'],
    ['Studio 54', 'Studio 55'],
    ['Channel 4', 'Channel 5'],
    ['Area51 Aerospace Manufacturing', 'Area 52 Aerospace Manufacturing'],
    ['HP', 'HB'],
    ['HP Services', 'HB Services'],
    ['ABC Logistics Germany', 'ABD Logistics Germany'],
    ['KPN', 'KPMG'],
    ['Level 3 Communications', 'Level 5 Communications'],
  ])('strongly not, where a number or a short word differs: %s, %s', (a, b) => {
    expect(alike(a, b)).toBeLessThanOrEqual(0.45)
  })

  it('nothing is like a placeholder, itself neither', () => {
    expect(alike('n/a', 'n/a')).toBe(0)
    expect(alike('n/a', 'Acme')).toBe(0)
  })
})

describe('a name compared', () => {
  it('counts a rare word more than a frequent one where frequencies are known', () => {
    const weightOf = (word: string): number => (word === 'dining' ? 0.2 : 1)
    const [short, long] = [comparedName('quillon'), comparedName('quillon dining')]
    expect(companySimilarity(short, long, weightOf)).toBeGreaterThan(companySimilarity(short, long))
  })

  const word = fc.constantFrom(
    'acme',
    'acmee',
    'apex',
    'germany',
    'france',
    'group',
    'intl',
    'international',
    'ibm',
    'business',
    'machines',
    '7',
    '54',
    'bearings',
    'book',
    'face',
    'facebook',
    'is',
    '技术',
  )
  const name = fc.array(word, { minLength: 1, maxLength: 15 }).map((words) => comparedName(words.join(' ')))

  it('is as like the other as the other is like it, from 0 to 1, and 1 for the same core only', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const score = companySimilarity(a, b)
        expect(companySimilarity(b, a)).toBe(score)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score === 1).toBe(a.core === b.core)
        expect(score).toBeLessThanOrEqual(1)
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on what was compared before', () => {
    fc.assert(
      fc.property(name, name, name, (a, b, other) => {
        const score = companySimilarity(a, b)
        companySimilarity(other, a)
        expect(companySimilarity(a, b)).toBe(score)
      }),
    )
  })
})
