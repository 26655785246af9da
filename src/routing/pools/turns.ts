// The ledger of a pool: who got what, and what was given back. Whose turn it is, is computed from it; there is no pointer to corrupt.

const turnKinds = ['assigned', 'returned', 'rejected-as-junk', 'manual', 'expired'] as const
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
  lastAt: Date | null
}
