// What a member missed while it could not take leads. Its one rule: what is not caught up is written into the ledger as a turn, so that the
// numbers still explain themselves, and it is forgotten once, not for each lead anew.
import { MINUTE_MS } from '../../time.ts'
import type { Pool } from './pool.ts'
import type { Standing } from './standing.ts'
import type { Turn } from './turns.ts'

/**
 * Who is a whole lead and more behind the share of those who can take this one, beyond what the pool lets it catch up, is raised to that.
 * A member that never had a turn begins level. While all can take all leads nobody is ever a whole lead behind (pick.ts), so nothing
 * happens then. Changes the standings.
 */
export function levelled(pool: Pool, standings: readonly Standing[], now: Date): Turn[] {
  const entries = new Map<string, Turn>()
  // Each that is raised raises the share of the others: all at once, or the first of many who come back would get all leads meanwhile.
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const raised = raise(pool, standings, now)
    if (raised.length === 0) break
    for (const turn of raised) {
      const before = entries.get(turn.member)
      entries.set(turn.member, before ? { ...before, amount: before.amount + turn.amount } : turn)
    }
  }
  return [...entries.values()]
}

/** Each round brings them nearer by a part of what is missing: far more than are ever needed. */
const MOST_ROUNDS = 200

function raise(pool: Pool, standings: readonly Standing[], now: Date): Turn[] {
  const level = levelOf(standings)
  let weights = 0
  let leads = 0
  for (const standing of standings) {
    if (standing.refused !== null) continue
    weights += standing.weight
    leads += counted(standing, level)
  }
  const entries: Turn[] = []
  for (const standing of standings) {
    const { email, refused, weight, isNew } = standing
    if (refused !== null || weight >= weights) continue
    const behind = (leads * weight) / weights - counted(standing, level)
    // Most are not, and need no further look.
    if (behind < 1) continue
    const allowed = isNew ? 0 : mayCatchUp(pool, standing, now)
    if (behind < allowed + 1) continue
    // Raised, it raises the share too: so much brings it to what is allowed.
    const amount = Math.floor(((behind - allowed) * weights) / (weights - weight) + 1e-9)
    standing.total += amount
    leads += amount
    entries.push({ pool: pool.name, member: email, kind: isNew ? 'joined' : 'expired', amount })
  }
  return entries
}

/** Leads for a weight of 1, of those who can take one and from whom nothing was taken. */
function levelOf(standings: readonly Standing[]): number {
  let leads = 0
  let weights = 0
  for (const { refused, total, owed, weight } of standings) {
    if (refused !== null || owed < 0) continue
    leads += total + owed
    weights += weight
  }
  return weights === 0 ? 0 : leads / weights
}

/** As if nobody had credit: what is owed is made good, not missed. Turns that were taken from a member count as soon as the others have got them. */
function counted({ total, owed, weight }: Standing, level: number): number {
  return owed >= 0 ? total + owed : Math.min(total, Math.max(total + owed, level * weight))
}

function mayCatchUp({ catchUp }: Pool, { lastAt }: Standing, now: Date): number {
  if (catchUp.expiresMinutes === null || lastAt === null) return catchUp.most
  return now.getTime() - lastAt.getTime() > catchUp.expiresMinutes * MINUTE_MS ? 0 : catchUp.most
}
