// What a stored question does not hold, because its decision did not look there, filled up from what is true now. Its one rule: what was stored
// counts first. Only for questions that begin with "what if": a decision is checked without it.
import type { Question } from '../question.ts'

/** @param now the same lead, asked of the world as it is */
export function against(
  stored: Question,
  now: Pick<Question, 'owners' | 'turns' | 'recent' | 'open' | 'absences'>,
): Question {
  return {
    ...stored,
    owners: {
      byEmail: (email) => stored.owners.byEmail(email) ?? now.owners.byEmail(email),
      byId: (id) => stored.owners.byId(id) ?? now.owners.byId(id),
      queue: (name) => stored.owners.queue(name) ?? now.owners.queue(name),
    },
    turns: { get: (pool) => stored.turns.get(pool) ?? now.turns.get(pool) },
    recent: { get: (pool) => stored.recent.get(pool) ?? now.recent.get(pool) },
    open: { get: (owner) => stored.open.get(owner) ?? now.open.get(owner) },
    absences: { get: (who) => stored.absences.get(who) ?? now.absences.get(who) },
  }
}
