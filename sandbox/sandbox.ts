// What a running sandbox offers to tests, the demo and its own control routes.
import type { CountedFaults } from './faults.ts'
import type { hubspot } from './hubspot/hubspot.ts'
import type { Ledger } from './ledger.ts'
import type { PretendSalesforce, SalesforceSeed } from './salesforce/salesforce.ts'
import type { LedgerEntry } from './world.ts'

export interface SandboxSeed {
  salesforce?: SalesforceSeed
  hubspot?: unknown
}

export interface Sandbox {
  /** @param port 0 or none: any free one. @returns base address: `http://127.0.0.1:4700` */
  listen(port?: number): Promise<string>
  close(): Promise<void>
  ledger: Ledger
  faults: CountedFaults
  salesforce: PretendSalesforce
  hubspot: ReturnType<typeof hubspot>
  /** Both systems as born, no faults, an empty ledger. */
  reset(): void
  /** Adds to the state. @throws Error with a sentence when the seed does not fit */
  seed(seed: SandboxSeed): void
  dump(): SandboxDump
  /** @param ledger entries of the earlier run, to go on from */
  restore(dump: SandboxDump, ledger?: readonly LedgerEntry[]): void
}

export interface SandboxDump {
  salesforce: unknown
  hubspot: unknown
}

/** What the owner of a state file wants to hear. */
export interface SandboxEvents {
  entry?(entry: LedgerEntry): void
  /** The state of a system changed, or the ledger was emptied. */
  changed?(what: 'state' | 'ledger'): void
}
