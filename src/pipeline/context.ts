// What every step of the pipeline works with. Built once in app.ts; holds no state of its own beyond caches of the store.
import type { Crm, Outbound } from '../connector.ts'
import type { DataKey } from '../data-key.ts'
import type { Fault } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time.ts'
import type { AccountIndexes } from './account-indexes.ts'
import type { Connection } from './connections.ts'
import type { Rulebook } from './rulebook.ts'

export interface Context {
  store: Store
  clock: Clock
  log: Log
  dataKey: DataKey
  /** UUIDv7 text. */
  newId(): string
  connections: ReadonlyMap<string, Connection>
  /** CRM connections by name. */
  crms: ReadonlyMap<string, Crm>
  /** For sources that hydrate. */
  outbounds: ReadonlyMap<string, Outbound>
  /** What keeps the files of this machine from becoming the live version; empty when nothing does. */
  fileFaults(): readonly Fault[]
  /** The live version: rules and mappings. Whoever decides reads it once. */
  rulebook(): Promise<Rulebook>
  /** A version that was live once. @throws NotFoundError, ConfigError */
  rulebookOf(hash: string): Promise<Rulebook>
  /** A version that was compiled for another reason will be asked for: it is not compiled again. */
  keepRulebook(rulebook: Rulebook): void
  /** All accounts of a CRM by what they are found by, as this process holds them: up to date with the last reading that came to its end. */
  accountIndex: AccountIndexes
  /** How many leads there are, about: counted now and then. */
  leadsStored(): Promise<number>
  /** There may be work of this kind now. */
  wake(job: string): void
}
