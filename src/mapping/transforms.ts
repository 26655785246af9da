// The closed list of transforms that `with` may name. Each takes text (of a list: each item) and is documented by its row here.
import { cut } from '../cleanse/text.ts'
import { htmlToText } from './html-to-text.ts'

export type Transformable = string | string[]

export interface Transform {
  /** For people; docs/mappings.md shows it. */
  says: string
  /** Written in brackets: `truncate(255)`. Absent: takes none. */
  argument?: { says: string; min: number; max: number }
  run(value: Transformable, argument: number): Transformable | undefined
}

/** Runs on a text, or on each item of a list. */
const each =
  (change: (text: string, argument: number) => string): Transform['run'] =>
  (value, argument) =>
    typeof value === 'string' ? change(value, argument) : value.map((item) => change(item, argument))

const split =
  (separator: string): Transform['run'] =>
  (value) =>
    [value]
      .flat()
      .flatMap((text) => text.split(separator))
      .map((item) => item.trim())
      .filter((item) => item !== '')

export const transforms: Readonly<Record<string, Transform>> = {
  trim: { says: 'Takes spaces off both ends.', run: each((text) => text.trim()) },
  lowercase: { says: 'Small letters.', run: each((text) => text.toLowerCase()) },
  uppercase: { says: 'Capital letters.', run: each((text) => text.toUpperCase()) },
  'collapse-spaces': {
    says: 'Makes one space of many, and takes them off both ends.',
    run: each((text) => text.replace(/\s+/gu, ' ').trim()),
  },
  'html-to-text': { says: 'Drops tags, scripts and styles, and reads &amp; and the like.', run: each(htmlToText) },
  digits: { says: 'Keeps only the digits 0 to 9.', run: each((text) => text.replace(/[^0-9]/gu, '')) },
  'first-word': { says: 'The text up to the first space: a first name out of a full name.', run: each(firstWord) },
  'after-first-word': {
    says: 'The text after the first space: a last name out of a full name. Nothing when there is one word.',
    run: each((text) => text.trim().slice(firstWord(text).length).trim()),
  },
  'range-middle': {
    says: 'The middle of a range as a whole number: "11-50" gives 30, "1,000+" gives 1000. Other text stays as it is.',
    run: each(rangeMiddle),
  },
  'split-comma': { says: 'Makes a list of text with commas.', run: split(',') },
  'split-semicolon': { says: 'Makes a list of text with semicolons, as CRMs send multiple choices.', run: split(';') },
  'first-of': { says: 'The first item of a list.', run: (value) => [value].flat()[0] },
  'last-of': { says: 'The last item of a list.', run: (value) => [value].flat().at(-1) },
  truncate: {
    says: 'Cuts after N characters: truncate(255).',
    argument: { says: 'how many characters to keep', min: 1, max: 100_000 },
    run: each((text, length) => cut(text, length).trimEnd()),
  },
}

function firstWord(text: string): string {
  return text.trim().split(/\s/u, 1)[0] ?? ''
}

const count = String.raw`(\d{1,3}(?:[,.' ]\d{3})+|\d{1,12})`
const range = new RegExp(String.raw`^${count}\s*(?:(?:-|–|—|to)\s*${count}|\+)?\s*(?:employees|people)?$`, 'iu')

function rangeMiddle(text: string): string {
  const [, from, to] = range.exec(text.trim()) ?? []
  if (from === undefined) return text
  const [low, high] = [from, to ?? from].map((part) => Number(part.replace(/\D/gu, '')))
  return String(Math.floor(((low ?? 0) + (high ?? 0)) / 2))
}
