// Who writes, and under what conditions: handed through every write so that one place decides on faults, owners and the ledger.
import type { Effect, FaultName } from '../world.ts'

export interface Writer {
  /** 18-character id of the acting user. */
  userId: string
  /** False when the call said `Sforce-Auto-Assign: FALSE`: the assignment rule stays out. */
  autoAssign: boolean
  /** Grows with each lasting change; cut back when a transaction is undone. */
  effects: Effect[]
  /** Does a record-level fault strike now? */
  strikes(name: FaultName): boolean
  /** The sandbox met a field or object it does not know. */
  unknown(): void
}
