// The owner whom a rule means by a word, an address or the name of a queue. Its one rule: whoever cannot take the lead is told with the reason.
import type { Owner } from '../lead/account.ts'
import type { NamedOwnerTrace } from './decision.ts'
import { refusal } from './pools/standing.ts'
import type { Question } from './question.ts'
import { ownerWords, type OwnerWord } from './rules/owner-words.ts'

export interface NamedOwner {
  /** undefined: they cannot take it. */
  owner: Owner | undefined
  trace: NamedOwnerTrace
}

/** @param word one of `ownerWords`, or an e-mail address */
export function ownerNamed(word: string, question: Question): NamedOwner {
  const { owners } = question
  const ownerId = isWord(word) ? idOf(word, question) : word
  // An account of a list may have an address where those of a CRM have an id.
  const owner = ownerId === null ? undefined : (isWord(word) && owners.byId(ownerId)) || owners.byEmail(ownerId)
  const refused =
    ownerId === null
      ? 'is not set'
      : ((word === 'previous owner' ? question.previous?.refused : undefined) ?? refusal(owner, question))
  return {
    owner: refused === null ? owner : undefined,
    trace: { owner: word, ownerId: owner?.crmId ?? ownerId, refused },
  }
}

/** @param name of a queue, or its id */
export function queueNamed(name: string, question: Question): NamedOwner {
  const queue = question.owners.queue(name)
  const refused = queue ? refusal(queue, question) : 'is no queue of this CRM'
  return {
    owner: refused === null ? queue : undefined,
    trace: { owner: `queue ${name}`, ownerId: queue?.crmId ?? null, refused },
  }
}

function isWord(word: string): word is OwnerWord {
  return (ownerWords as readonly string[]).includes(word)
}

function idOf(word: OwnerWord, { account, lead, previous }: Question): string | null {
  switch (word) {
    case 'account.owner':
      return account?.ownerId ?? null
    case 'account.successManager':
      return account?.details?.successManagerId ?? null
    case 'lead.owner':
      return lead.ownerId
    case 'previous owner':
      return previous?.ownerId ?? null
  }
}
