// Leads dealt one after the other, as the pipeline does it: what was decided is counted for the next one.
import { decide } from '../../../src/routing/decide.ts'
import type { Decision } from '../../../src/routing/decision.ts'
import type { RoutingBook } from '../../../src/routing/book.ts'
import { askedNumbers } from '../../../src/routing/pools/asked-numbers.ts'
import type { Absence } from '../../../src/routing/pools/absence.ts'
import { afterTurn, type MemberTurns, type Recent, type Turn } from '../../../src/routing/pools/turns.ts'
import type { OwnerIndex, Question } from '../../../src/routing/question.ts'
import { bookOf, owner, ownersOf, question } from '../book-of.ts'

/** `mia` → mia@acme.example */
export const address = (name: string): string => `${name}@acme.example`

/** Everything goes to this pool. @param text of the pool in YAML, members included */
export function poolBook(text: string, others = ''): RoutingBook {
  return bookOf('rules: []\notherwise: { pool: sales }', `pools:\n  sales: ${text}\n${others}`)
}

export const membersText = (...names: string[]): string => `[${names.map(address).join(', ')}]`

export class Dealer {
  readonly turns = new Map<string, Map<string, MemberTurns>>()
  readonly ledger: (Turn & { at: Date })[] = []
  readonly open = new Map<string, number>()
  readonly absences = new Map<string, Absence[]>()
  readonly decisions: Decision[] = []
  now = new Date('2026-11-24T09:00:00Z')
  book: RoutingBook
  owners: OwnerIndex

  constructor(book: RoutingBook, names: readonly string[]) {
    this.book = book
    this.owners = ownersOf(...names.map((name) => owner(address(name))))
  }

  away(name: string, from = this.now, until: Date | null = null): void {
    this.absences.set(address(name), [{ kind: 'away', from, until, reason: null }])
  }

  back(name: string): void {
    this.absences.delete(address(name))
  }

  /** @returns who got it, by name; null: nobody */
  lead(change: Parameters<typeof question>[0] = {}): string | null {
    const decision = decide(this.question(change), this.book)
    this.decisions.push(decision)
    for (const turn of decision.turns) this.take(turn)
    const { outcome } = decision
    if (outcome.kind !== 'assign') return null
    this.open.set(outcome.ownerId, (this.open.get(outcome.ownerId) ?? 0) + 1)
    return outcome.ownerName
  }

  deal(count: number, change: Parameters<typeof question>[0] = {}): Record<string, number> {
    const got: Record<string, number> = {}
    for (let n = 0; n < count; n += 1) {
      const name = this.lead(change)
      if (name !== null) got[name] = (got[name] ?? 0) + 1
    }
    return got
  }

  take(turn: Turn): void {
    const members = this.turns.get(turn.pool) ?? new Map<string, MemberTurns>()
    this.turns.set(turn.pool, members)
    members.set(turn.member, afterTurn(members.get(turn.member), turn, this.now))
    this.ledger.push({ ...turn, at: this.now })
  }

  question(change: Parameters<typeof question>[0] = {}): Question {
    const turns = new Map([...this.turns].map(([pool, members]) => [pool, [...members.values()]]))
    return question({
      owners: this.owners,
      turns,
      recent: this.#recent(),
      open: this.open,
      absences: this.absences,
      now: this.now,
      seed: `lead ${this.decisions.length}`,
      ...change,
    })
  }

  #recent(): Map<string, Recent[]> {
    const found = new Map<string, Recent[]>()
    for (const { pool, since, fastTrack } of askedNumbers(this.book, this.now).recent) {
      const kinds = fastTrack ? ['assigned', 'fast-track'] : ['assigned']
      const counted = this.ledger.filter((turn) => turn.pool === pool && turn.at >= since && kinds.includes(turn.kind))
      const byMember = Map.groupBy(counted, ({ member }) => member)
      const rows = [...byMember].map(([member, entries]) => ({ member, since: since.getTime(), leads: entries.length }))
      found.set(pool, [...(found.get(pool) ?? []), ...rows])
    }
    return found
  }
}
