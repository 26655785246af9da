// Department and seniority out of a job title in seven languages. Its one rule: it says which words it read and how sure it is, and guesses nothing
// from words that it does not know.
import { remember } from './remember.ts'
import { titleParts } from './title-fold.ts'
import { departmentLexicon, levelLexicon, matchesAt, type Hit } from './title-lexicon.ts'
import { foldTitle } from './title-fold.ts'
import { seniorities, type Department, type Seniority } from './title-vocabulary.ts'

export interface TitleReading {
  /** other, with little confidence, when no word was known. */
  department: Department
  seniority: Seniority
  /** 0 to 1: how sure each is. Below 0.5 nothing in the title spoke for it. */
  confidence: { department: number; seniority: number }
  /** The words that were read, folded, and what each was taken for. */
  matched: { words: string; means: Department | Seniority | 'assistant of somebody' }[]
}

/** Said alone, they mean more than their words do. */
const whole: ReadonlyMap<string, readonly [Department, Seniority]> = new Map<string, [Department, Seniority]>([
  ['directeur', ['general management', 'c-level']],
  ['directrice', ['general management', 'c-level']],
  ['chef', ['general management', 'owner']],
  ['boss', ['general management', 'owner']],
  ['director', ['other', 'director']],
  ['direttore', ['general management', 'director']],
  ['gerente', ['general management', 'manager']],
])

const SURE = { role: 0.95, field: 0.85, hint: 0.7, nothing: 0.2 } as const

interface Part {
  departments: Hit<Department>[]
  levels: Hit<Seniority>[]
  former: boolean
}

/** The answer is shared by all who ask for the same title: do not change it. */
export const readTitle = remember(reading, 10_000)

function reading(title: string): TitleReading {
  const alone = whole.get(foldTitle(title).trim())
  if (alone) {
    const words = foldTitle(title).trim()
    const matched = alone.map((means) => ({ words, means }))
    return {
      department: alone[0],
      seniority: alone[1],
      confidence: { department: SURE.hint, seniority: SURE.hint },
      matched,
    }
  }
  const all = withPast(titleParts(title).map(readPart))
  const now = all.filter(({ former }) => !former)
  const told = now.some(({ departments, levels }) => departments.length + levels.length > 0)
  const past = all.length > 0 && !told && all.some(({ former }) => former)
  const parts = told ? now : all
  const level = past ? undefined : chooseLevel(parts)
  const department = chooseDepartment(parts) ?? runsIt(level)
  const matched = parts
    .flatMap(({ departments, levels }) => [...departments, ...levels])
    .map(({ words, means }) => ({ words, means }))
  const byRole = department !== undefined && department.tier === 'role'
  const seniority: Seniority = past ? 'former' : (level?.means ?? 'professional')
  return {
    department: department?.means ?? 'other',
    seniority,
    confidence: {
      department: SURE[department?.tier ?? 'nothing'],
      seniority: past || level ? SURE.role : byRole ? SURE.hint : department ? 0.5 : SURE.nothing,
    },
    matched,
  }
}

function readPart(words: readonly string[]): Part {
  const { past, rest } = cutPast(words)
  const assistant = matchesAt(rest, levelLexicon().assistants)
  if (assistant) {
    const at = { words: assistant.words, at: assistant.at }
    return {
      departments: [{ ...at, means: 'administrative', tier: 'role' }],
      levels: [{ ...at, means: 'professional', tier: 'role' }],
      former: past,
    }
  }
  return { departments: departmentLexicon().read(rest), levels: levelsOf(rest), former: past }
}

/** A part of nothing but "retired" speaks of those before it. */
function withPast(parts: readonly Part[]): Part[] {
  const last = parts.findLastIndex(
    ({ departments, levels, former }) => former && departments.length + levels.length === 0,
  )
  return parts.map((part, at) => (at < last ? { ...part, former: true } : part))
}

function cutPast(words: readonly string[]): { past: boolean; rest: readonly string[] } {
  const { former } = levelLexicon()
  const opening = former.longestAt(words, 0)
  if (opening > 0) return { past: true, rest: words.slice(opening) }
  for (const length of [3, 2, 1]) {
    const at = words.length - length
    if (at > 0 && former.longestAt(words, at) === length) return { past: true, rest: words.slice(0, at) }
  }
  // a.D., i.R.: alone they are an Italian chief executive and investor relations.
  const last = words.at(-1)
  if (words.length > 1 && (last === 'ad' || last === 'ir')) return { past: true, rest: words.slice(0, -1) }
  return { past: false, rest: words }
}

function levelsOf(words: readonly string[]): Hit<Seniority>[] {
  const hits = levelLexicon().read(words)
  const chief = words.indexOf('chief')
  const officer = words.lastIndexOf('officer')
  if (chief >= 0 && officer > chief) {
    hits.push({ words: words.slice(chief, officer + 1).join(' '), at: chief, means: 'c-level', tier: 'role' })
  }
  // Partner Marketing Manager, Partner Account Manager: a partner of the company, not in it.
  return hits.filter(({ words: said, at }) => said !== 'partner' || at === words.length - 1 || words[at + 1] === 'and')
}

const rank = (level: Seniority): number => seniorities.indexOf(level)

function chooseLevel(parts: readonly Part[]): Hit<Seniority> | undefined {
  const hits = parts.flatMap(({ levels }) => deputies(levels))
  const top = hits.toSorted((a, b) => rank(a.means) - rank(b.means))[0]
  if (top === undefined || rank(top.means) <= rank('head')) return top
  // Somebody who learns it does not hold it yet: Junior Sales Manager, Intern Team Lead.
  return hits.find(({ means }) => means === 'intern') ?? hits.find(({ means }) => means === 'junior') ?? top
}

/** Assistant Store Manager: stands in for one, so counts as one; Marketing Assistant does not. */
function deputies(levels: readonly Hit<Seniority>[]): readonly Hit<Seniority>[] {
  const first = levels.find(({ words }) => words === 'assistant' || words === 'asst' || words === 'associate')
  const leads = first && levels.some(({ at, means }) => at > first.at && rank(means) <= rank('manager'))
  return leads ? levels.filter((hit) => hit !== first) : levels
}

/** Who owns or leads the whole company has no department but that. */
function runsIt(level: Hit<Seniority> | undefined): Hit<Department> | undefined {
  if (level?.means !== 'owner' && level?.means !== 'c-level') return undefined
  return { ...level, means: 'general management', tier: 'hint' }
}

const tiers = ['role', 'field', 'hint'] as const

function chooseDepartment(parts: readonly Part[]): Hit<Department> | undefined {
  const hits = parts.flatMap(({ departments }) => departments)
  for (const tier of tiers) {
    const found = hits.find((hit) => hit.tier === tier)
    if (found) return found
  }
  return undefined
}
