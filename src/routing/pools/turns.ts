// The ledger of a pool: who got what, and what was given back. Whose turn it is, is computed from it; there is no pointer to corrupt.

/**
 * assigned, fast-track: got a lead (the latter may be left out of caps) · returned: it went to somebody else before anybody worked it ·
 * rejected-as-junk: credit for it · manual: a person gave or took turns · joined: a new member begins level with the others ·
 * expired: what a member missed while it could not take leads, and will not catch up
 */
export const turnKinds = [
  'assigned',
  'fast-track',
  'returned',
  'rejected-as-junk',
  'manual',
  'joined',
  'expired',
] as const
export type TurnKind = (typeof turnKinds)[number]

export interface Turn {
  pool: string
  member: string
  kind: TurnKind
  /** +1 for a lead got, -1 for credit given back. */
  amount: number
}

/** Sum of one member's turns. */
export interface MemberTurns {
  member: string
  total: number
  /** When it got its last lead. */
  lastAt: Date | null
  /** Leads that it was given credit for and has not got since; below 0, those that were taken from it and that others have not got. Absent: none. */
  owed?: number
}

/** So many leads one member got in a pool since then. */
export interface Recent {
  member: string
  /** Milliseconds since 1970. */
  since: number
  leads: number
}

/** Rules with caps have a ledger of their own: one member without a name. */
export const ruleLedger = (rule: string): string => `rule ${rule}`

/** What the next lead of a member makes good, and how. */
function owedAfter(owed: number, { kind, amount }: Turn): number {
  switch (kind) {
    case 'assigned':
    case 'fast-track':
      return owed === 0 ? 0 : owed - Math.sign(owed)
    case 'joined':
    case 'expired':
      return owed
    case 'returned':
    case 'rejected-as-junk':
    case 'manual':
      return owed - amount
  }
}

/** The member's numbers after a turn of its own. The trigger of the database adds up the same (migrations 0005). */
export function afterTurn(before: MemberTurns | undefined, turn: Turn, now: Date): MemberTurns {
  const isLead = (turn.kind === 'assigned' || turn.kind === 'fast-track') && turn.amount > 0
  const owed = owedAfter(before?.owed ?? 0, turn)
  return {
    member: turn.member,
    total: (before?.total ?? 0) + turn.amount,
    lastAt: isLead ? now : (before?.lastAt ?? null),
    ...(owed === 0 ? {} : { owed }),
  }
}
