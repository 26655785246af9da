// Industries and numbers of employees: many lists, one form.
import { expect, test } from 'vitest'
import { employeeCount, employeeRange } from '../../src/cleanse/employees.ts'
import { cleanIndustry, industries, industryOf } from '../../src/cleanse/industry.ts'

test.each([
  ['11-50', 11, 50],
  ['5001 – 10000 employees', 5001, 10_000],
  ['1,000+', 1000, null],
  ['50k', 50_000, 50_000],
  ['1-5k', 1000, 5000],
  ['2.5k', 2500, 2500],
  ['less than 10', 1, 9],
  ['up to 10', 1, 10],
  ['> 500', 501, null],
  ['1.000-5.000', 1000, 5000],
  ['über 500 Mitarbeiter', 501, null],
  ['weniger als 10 Mitarbeiter:innen', 1, 9],
  ['von 10 bis 49 Mitarbeitern', 10, 49],
  ['ab 250', 250, null],
  ['de 10 à 49 salariés', 10, 49],
  ['plus de 500', 501, null],
  ['moins de 10', 1, 9],
  ['entre 10 y 49 empleados', 10, 49],
  ['meer dan 100 medewerkers', 101, null],
  ['10-Jan', 1, 10],
  ['Nov-50', 11, 50],
  ['just me', 1, 1],
])('%j is %i to %s', (text, min, max) => {
  expect(employeeRange(text)).toEqual({ min, max })
})

test.each(['abc', '10-5', '-5', '1.5', '12 Main Street', '', '3-'])('%j is no number of people', (text) => {
  expect(employeeRange(text)).toBeUndefined()
})

test('one number stands for a range', () => {
  expect(['11-50', '1,000+', 'less than 10', '200'].map(employeeCount)).toEqual([30, 1000, 5, 200])
})

test.each([
  ['COMPUTER_SOFTWARE', 'Software'],
  ['Software Development', 'Software'],
  ['Information Technology & Services', 'IT Services'],
  ['HOSPITAL_HEALTH_CARE', 'Healthcare'],
  ['Food & Beverage', 'Food & Beverage'],
  ['Maschinenbau', 'Machinery'],
  ['Bâtiment', 'Construction'],
  ['seguros', 'Insurance'],
  ['Not for profit', 'Not For Profit'],
])('%j is %s', (text, industry) => {
  expect(industryOf(text)).toBe(industry)
})

test('keeps an industry of no list as it was typed', () => {
  expect(cleanIndustry(' Underwater basket weaving ')).toEqual({ value: 'Underwater basket weaving', did: ['trimmed'] })
  expect(cleanIndustry('SaaS')).toEqual({ value: 'Software', did: ['industry of our list'] })
  expect(industries).toHaveLength(42)
})
