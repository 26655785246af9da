// Industries of many lists in one. Its one rule: what is in no list stays as it was typed.
import { industryNames } from './industry-names.ts'
import { remember } from './remember.ts'
import { isFiller, tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 255

export const industries: readonly string[] = Object.keys(industryNames)

/** `COMPUTER_SOFTWARE`, `Software Development`, `Maschinenbau` → one of `industries`, or undefined. */
export const industryOf = remember((text): string | undefined => known().get(fold(text)), 5_000)

export function cleanIndustry(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value !== undefined && isFiller(value)) return { value: undefined, did: [...did, 'placeholder removed'] }
  const industry = value === undefined ? undefined : industryOf(value)
  if (industry === undefined || industry === value) return { value, did }
  return { value: industry, did: [...did, 'industry of our list'] }
}

let table: ReadonlyMap<string, string> | undefined

/** Made on first use. Our own names go first, then in the order of the list. */
function known(): ReadonlyMap<string, string> {
  if (table) return table
  const names = new Map<string, string>(industries.map((industry) => [fold(industry), industry]))
  for (const [industry, others] of Object.entries(industryNames)) {
    for (const other of others.split(',')) if (!names.has(fold(other))) names.set(fold(other), industry)
  }
  table = names
  return names
}

/** "and" says nothing: HubSpot writes FOOD_BEVERAGES, LinkedIn "Food & Beverages". */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[_-]/gu, ' ')
    .replace(/&|\b(?:and|und|et|e|y|en)\b/gu, ' ')
    .replace(/[^\p{L}\p{N}]/gu, '')
}
