// What the timeline tells of one event, from the request to the match.
import type { AccountMatch } from '../matching/accounts/match.ts'
import type { Match } from '../matching/match.ts'
import type { Insert } from '../store/store.ts'
import type { Folding } from './fold.ts'
import { comparedOf, similarsOf, toldOfMatch } from './match-people.ts'
import { timeline } from './timeline.ts'
import type { World } from './world.ts'

export function story(
  world: World,
  folding: Extract<Folding, { kind: 'draft' }>,
  leadId: string,
  match: Match,
  account: AccountMatch,
  newId: () => string,
): Insert[] {
  const { event, draft, steps } = folding
  const about = { leadId, eventId: event.id, at: world.now }
  const compared = comparedOf(match)
  const matchedId = newId()
  return [
    ...timeline({
      ...about,
      id: newId(),
      at: event.receivedAt,
      step: 'received',
      text: `Came in from ${event.connection}.`,
      data: { connection: event.connection, deliveryId: event.deliveryId, occurredAt: event.occurredAt.toISOString() },
    }),
    ...timeline({
      ...about,
      id: newId(),
      step: 'mapped',
      text: `Mapped by ${folding.mapping}: ${draft.changes.length} values cleansed, ${draft.suspicious.length} doubts.`,
      data: {
        mapping: folding.mapping,
        mappingVersion: folding.mappingVersion,
        rulebook: world.rulebook.hash,
        stage: draft.stage,
        fields: Object.keys(draft.fields),
        suspicious: draft.suspicious,
      },
      private: { steps, changes: draft.changes, fields: draft.fields },
    }),
    ...timeline({
      ...about,
      id: matchedId,
      step: 'matched',
      text: `${matchText(match)} ${accountText(account)}`,
      data: {
        match: match.kind,
        account: account.kind === 'account' ? account.accountId : null,
        ...toldOfMatch(match),
      },
      ...(compared.length > 0 ? { private: { compared } } : {}),
    }),
    // What the other is called stands in its own story, and is erased with it.
    ...similarsOf(match).flatMap(({ leadId: other, asking: { right } }) =>
      timeline({
        id: newId(),
        leadId: other,
        at: world.now,
        step: 'compared',
        text:
          other === leadId
            ? 'Known by what it was called so far.'
            : `Lead ${leadId} could be the same person: a person is asked.`,
        data: { with: leadId, matchedId },
        private: { right },
      }),
    ),
  ]
}

export function matchText(match: Match): string {
  if (match.kind === 'same') {
    const how = match.similar ? ', though not by this address' : ''
    return `The person is known${how} (${match.why}).`
  }
  return match.kind === 'new' ? 'The person is new.' : 'The person may be known; nobody has decided yet.'
}

export function accountText(account: AccountMatch): string {
  if (account.kind === 'unsure') return `The company may be known: ${account.why}.`
  return account.kind === 'account' ? `The company is known: ${account.why}.` : `No known company (${account.why}).`
}
