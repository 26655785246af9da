// Public sets of people with their truth, read from the directory in MATCHING_DATA_DIR. Its one rule: the truth never reaches the matcher.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { RawPerson } from '../../src/matching/people/raw-person.ts'

export interface LabelledSet {
  name: string
  records: RawPerson[]
  /** Id of a record → which person it is. */
  truth: Map<string, string>
}

function rows(directory: string, file: string): Record<string, string>[] {
  const text = readFileSync(join(directory, file), 'utf8').replace(/, "/g, ',"')
  return parse(text, { columns: true, trim: true, quote: '"', relax_quotes: true })
}

/** @param crm without national id and birth date, as a CRM has it */
export function febrl(directory: string, file: 'febrl1' | 'febrl2', crm: boolean): LabelledSet {
  const records: RawPerson[] = []
  const truth = new Map<string, string>()
  for (const row of rows(directory, `${file}.csv`)) {
    const id = row['rec_id'] as string
    truth.set(id, /^rec-\d+/.exec(id)?.[0] as string)
    records.push({
      id,
      first: row['given_name'],
      last: row['surname'],
      street: [row['street_number'], row['address_1'], row['address_2']].join(' ').trim(),
      city: row['suburb'],
      postalCode: row['postcode'],
      state: row['state'],
      ...(crm ? {} : { birthDate: row['date_of_birth'], nationalId: row['soc_sec_id'] }),
    })
  }
  return { name: crm ? `${file}, CRM-like` : file, records, truth }
}

/** Businesses: name, street, city. */
export function restaurants(directory: string): LabelledSet {
  const truth = new Map<string, string>()
  const records = rows(directory, 'restaurants.csv').map((row, at): RawPerson => {
    const id = `r${at}`
    truth.set(id, row['unique_id'] as string)
    return { id, company: row['name'], street: row['address'], city: row['city'] }
  })
  return { name: 'restaurants', records, truth }
}
