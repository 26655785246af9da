// Where a lead stands between marketing and sales, and which moves are allowed.

export const stages = [
  'inquiry',
  'MQL',
  'SAL',
  'SQL',
  'opportunity',
  'customer',
  'disqualified',
  'recycled',
  'nurture',
] as const

/** inquiry → MQL (marketing qualified) → SAL (accepted by sales) → SQL (qualified by sales) → opportunity → customer. */
export type Stage = (typeof stages)[number]

const allowed: Record<Stage, readonly Stage[]> = {
  inquiry: ['MQL', 'SAL', 'SQL', 'opportunity', 'customer', 'nurture', 'disqualified'],
  MQL: ['SAL', 'SQL', 'opportunity', 'customer', 'disqualified', 'recycled', 'nurture'],
  SAL: ['SQL', 'opportunity', 'customer', 'disqualified', 'recycled', 'nurture'],
  SQL: ['opportunity', 'customer', 'disqualified', 'recycled', 'nurture'],
  opportunity: ['customer', 'disqualified', 'recycled', 'nurture'],
  customer: ['opportunity'],
  disqualified: ['MQL', 'nurture', 'recycled'],
  recycled: ['MQL', 'SAL', 'SQL', 'opportunity', 'customer', 'disqualified', 'nurture'],
  nurture: ['MQL', 'SAL', 'SQL', 'opportunity', 'customer', 'disqualified', 'recycled'],
}

export function mayMoveStage(from: Stage, to: Stage): boolean {
  return from === to || allowed[from].includes(to)
}

/** Sales has nothing more to do with the lead as a lead: it does not count to anybody's open ones. */
export const endStages = ['opportunity', 'customer', 'disqualified', 'nurture'] as const satisfies Stage[]

export function isOpenStage(stage: Stage): boolean {
  return !(endStages as readonly Stage[]).includes(stage)
}
