// Which numbers a rulebook's pools and rules will ask for, so that they can be read before anything is decided. Its one rule: what no cap and no
// method asks for is not read.
import type { RoutingBook } from '../book.ts'
import type { Rule } from '../rules/rule.ts'
import { windowStarts, type Cap } from './caps.ts'
import type { Pool } from './pool.ts'
import { ruleLedger } from './turns.ts'

export interface AskedNumbers {
  /** Every ledger that may get a turn: pools, and rules with caps. */
  ledgers: string[]
  recent: { pool: string; since: Date; fastTrack: boolean }[]
  /** Addresses of those whose open leads are asked for. */
  openOf: string[]
}

export function askedNumbers({ pools, rules }: RoutingBook, now: Date): AskedNumbers {
  const capped = cappedRules(rules)
  const recent = [
    ...[...pools.values()].flatMap((pool) =>
      windowStarts(capsOf(pool), pool.zone, now).map((since) => ({
        pool: pool.name,
        since: new Date(since),
        fastTrack: pool.countsFastTrack,
      })),
    ),
    ...capped.flatMap(({ name, caps, zone }) =>
      windowStarts(caps, zone, now).map((since) => ({
        pool: ruleLedger(name),
        since: new Date(since),
        fastTrack: true,
      })),
    ),
  ]
  const loaded = [...pools.values()].filter(asksForOpen)
  const people = loaded.flatMap(({ members }) =>
    members.flatMap(({ email, backup }) => [email, ...(backup ? [backup] : [])]),
  )
  return {
    ledgers: [...pools.keys(), ...capped.map(({ name }) => ruleLedger(name))],
    recent,
    openOf: [...new Set(people)],
  }
}

const known = new WeakMap<readonly Rule[], Rule[]>()

/** Of a hundred thousand rules few have any; they are asked for with each batch. */
function cappedRules(rules: readonly Rule[]): Rule[] {
  const before = known.get(rules)
  if (before) return before
  const found = rules.filter(({ caps }) => caps.length > 0)
  known.set(rules, found)
  return found
}

function capsOf({ caps, memberCaps, members }: Pool): Cap[] {
  return [...caps, ...memberCaps, ...members.flatMap((member) => member.caps ?? [])]
}

function asksForOpen(pool: Pool): boolean {
  return pool.method === 'least-loaded' || capsOf(pool).some((cap) => 'open' in cap)
}
