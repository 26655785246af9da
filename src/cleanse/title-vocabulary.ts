// The words for departments and seniorities, and the coarser vocabularies that follow from them. Its one rule: each fine word maps to one coarse word.

export const departments = [
  'general management',
  'sales',
  'business development',
  'marketing',
  'product',
  'engineering',
  'information technology',
  'research',
  'operations',
  'purchasing',
  'finance',
  'human resources',
  'legal',
  'customer success',
  'consulting',
  'project management',
  'administrative',
  'other',
] as const
export type Department = (typeof departments)[number]

/** Highest first. former: said of the past (retired, ex-), so nobody to route by. */
export const seniorities = [
  'owner',
  'c-level',
  'vp',
  'director',
  'head',
  'manager',
  'lead',
  'senior',
  'professional',
  'junior',
  'intern',
  'former',
] as const
export type Seniority = (typeof seniorities)[number]

/** Eleven departments, as contact data vendors of Europe count them. */
export const coarseDepartments = {
  'general management': 'other',
  sales: 'sales',
  'business development': 'business development',
  marketing: 'marketing',
  product: 'other',
  engineering: 'other',
  'information technology': 'information technology',
  research: 'other',
  operations: 'other',
  purchasing: 'purchasing',
  finance: 'other',
  'human resources': 'human resources',
  legal: 'other',
  'customer success': 'customer support',
  consulting: 'consulting',
  'project management': 'project management',
  administrative: 'administrative',
  other: 'other',
} as const satisfies Record<Department, string>

/** Six levels: who runs the company, who directs, who leads people, and three of those who do the work. */
export const coarseSeniorities = {
  owner: 'management',
  'c-level': 'management',
  vp: 'director',
  director: 'director',
  head: 'lead',
  manager: 'lead',
  lead: 'lead',
  senior: 'senior',
  professional: 'professional',
  junior: 'junior',
  intern: 'junior',
  former: 'professional',
} as const satisfies Record<Seniority, string>
