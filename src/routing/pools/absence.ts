// Who is away, drained or paused at a moment: state that changes by the hour, kept in the store and not in files. Its one rule: what has ended
// by then, or not begun, counts for nothing.

export const absenceKinds = ['away', 'drained', 'paused'] as const
export type AbsenceKind = (typeof absenceKinds)[number]

/** away: of a member, in every pool, backups stand in · drained: of a member, who keeps what it has · paused: of a pool */
export interface Absence {
  kind: AbsenceKind
  from: Date
  /** null: until somebody ends it. */
  until: Date | null
  reason: string | null
}

/** The one that lasts longest, of those that count now. */
export function absenceAt(absences: readonly Absence[] | undefined, now: Date): Absence | undefined {
  let found: Absence | undefined
  for (const absence of absences ?? []) {
    if (absence.from > now || (absence.until !== null && absence.until <= now)) continue
    if (!found || endOf(absence) > endOf(found)) found = absence
  }
  return found
}

const endOf = ({ until }: Absence): number => until?.getTime() ?? Number.POSITIVE_INFINITY

/** `is away until 2026-11-30T08:00Z`. Not why: this goes into decisions and into tasks of the CRM, and the reason is between colleagues. */
export function absenceText({ kind, until }: Absence): string {
  return `is ${kind}${until === null ? '' : ` until ${until.toISOString().slice(0, 16)}Z`}`
}
