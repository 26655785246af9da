// Every request the pretend CRMs got and what lastingly came of it. Its one rule: an entry is closed before its answer leaves.
import type { Effect, LedgerEntry, System } from './world.ts'

export interface LedgerFilter {
  system?: System
  /** Only entries with at least one effect. */
  effects?: boolean
  /** Only entries after this number. */
  after?: number
}

export interface LedgerCounts {
  requests: Record<System, number>
  unknown: number
  faults: Record<string, number>
  /** `salesforce create Lead` → how many */
  effects: Record<string, number>
}

/** What is known of a request while it is being answered. */
export interface OpenEntry {
  system: System
  method: string
  path: string
  effects: Effect[]
  fault?: string
  unknown?: true
}

export interface Ledger {
  readonly length: number
  /** Oldest first. */
  entries(filter?: LedgerFilter): LedgerEntry[]
  counts(): LedgerCounts
  clear(): void
}

export interface WritableLedger extends Ledger {
  close(open: OpenEntry, answer: { at: string; status: number; request: unknown }): LedgerEntry
  /** Takes over entries of an earlier run; numbers go on from the last one. */
  load(entries: readonly LedgerEntry[]): void
}

/** @param onEntry hears of each entry as it is closed */
export function createLedger(onEntry: (entry: LedgerEntry) => void): WritableLedger {
  let entries: LedgerEntry[] = []
  let last = 0
  return {
    get length() {
      return entries.length
    },
    entries: (filter = {}) => entries.filter((entry) => wanted(entry, filter)),
    counts: () => count(entries),
    clear() {
      entries = []
      last = 0
    },
    close(open, { at, status, request }) {
      last += 1
      const entry: LedgerEntry = {
        n: last,
        at,
        system: open.system,
        method: open.method,
        path: open.path,
        status,
        request,
        ...(open.fault === undefined ? {} : { fault: open.fault }),
        ...(open.unknown ? { unknown: true as const } : {}),
        effects: open.effects,
      }
      entries.push(entry)
      onEntry(entry)
      return entry
    },
    load(earlier) {
      entries = [...earlier]
      last = earlier.at(-1)?.n ?? 0
    },
  }
}

function wanted(entry: LedgerEntry, filter: LedgerFilter): boolean {
  if (filter.system !== undefined && entry.system !== filter.system) return false
  if (filter.effects === true && entry.effects.length === 0) return false
  return filter.after === undefined || entry.n > filter.after
}

function count(entries: readonly LedgerEntry[]): LedgerCounts {
  const counts: LedgerCounts = { requests: { salesforce: 0, hubspot: 0 }, unknown: 0, faults: {}, effects: {} }
  for (const entry of entries) {
    counts.requests[entry.system] += 1
    if (entry.unknown) counts.unknown += 1
    if (entry.fault !== undefined) counts.faults[entry.fault] = (counts.faults[entry.fault] ?? 0) + 1
    for (const effect of entry.effects) {
      const name = `${entry.system} ${effect.kind} ${effect.object}`
      counts.effects[name] = (counts.effects[name] ?? 0) + 1
    }
  }
  return counts
}
