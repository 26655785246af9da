// Department and seniority that a sender gave: HubSpot's hs_role, an enrichment tool, a form. Its one rule: what our words do not cover stays as typed.
import { foldTitle } from './title-fold.ts'
import { readTitle } from './title.ts'
import { departments, seniorities, type Seniority } from './title-vocabulary.ts'
import { tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 100

/** Words of the usual tools that are no titles: HubSpot hs_seniority, LinkedIn seniority, ZoomInfo management level. Folded, without spaces. */
const levels: ReadonlyMap<string, Seniority> = new Map<string, Seniority>(
  Object.entries({
    csuite: 'c-level',
    cxo: 'c-level',
    clevelexec: 'c-level',
    clevelexecutive: 'c-level',
    executive: 'c-level',
    vplevelexec: 'vp',
    vplevel: 'vp',
    vicepresident: 'vp',
    directorlevel: 'director',
    managerlevel: 'manager',
    midseniorlevel: 'senior',
    individualcontributor: 'professional',
    nonmanager: 'professional',
    contributor: 'professional',
    employee: 'professional',
    staff: 'professional',
    entry: 'junior',
    entrylevel: 'junior',
    training: 'intern',
    founder: 'owner',
    partner: 'owner',
    unpaid: 'intern',
  } as const satisfies Record<string, Seniority>),
)

export function cleanDepartment(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  const known = value === undefined ? undefined : departmentOf(value)
  return known === undefined || known === value
    ? { value, did }
    : { value: known, did: [...did, 'department of our list'] }
}

export function cleanSeniority(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  const known = value === undefined ? undefined : seniorityOf(value)
  return known === undefined || known === value
    ? { value, did }
    : { value: known, did: [...did, 'seniority of our list'] }
}

function departmentOf(text: string): string | undefined {
  const plain = text.replaceAll('_', ' ')
  const ours = departments.find((department) => department === foldTitle(plain))
  if (ours !== undefined) return ours
  const { department, confidence } = readTitle(plain)
  return confidence.department >= 0.85 ? department : undefined
}

function seniorityOf(text: string): string | undefined {
  const folded = foldTitle(text)
  const ours = seniorities.find((seniority) => seniority === folded)
  if (ours !== undefined) return ours
  const known = levels.get(folded.replace(/[^a-z]/g, ''))
  if (known !== undefined) return known
  const { seniority, confidence } = readTitle(text.replaceAll('_', ' '))
  return confidence.seniority >= 0.9 ? seniority : undefined
}
