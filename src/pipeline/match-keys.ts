// The keys that a lead is found by when its address is not told: kept with it, in the same commit, and gone with it. Its one rule: an id says which
// key of which lead it is, so writing one twice, or removing one that is not there, does nothing.
import type { Lead } from '../lead/lead.ts'
import { personOf, whosOf } from '../matching/people/lead-person.ts'
import { liveKeys, tightened } from '../matching/people/live-keys.ts'
import type { Insert } from '../store/store.ts'
import { addHolder, isFull, type FoundPeople } from './find-people.ts'

/** As they are before they are hidden, none of them tightened. */
export function keysOf(lead: Lead): string[] {
  return liveKeys(whosOf(lead).map(personOf))
}

/** What is new beside what it had; changes what the round knows. */
export function keysToAdd(found: FoundPeople, before: Lead | undefined, after: Lead): Insert[] {
  const people = whosOf(after).map(personOf)
  const had = new Set(before === undefined ? [] : keysOf(before))
  const isUnder = (key: string): boolean => found.holders.get(found.hide(key))?.has(after.id) ?? false
  return (
    keysOf(after)
      .filter((key) => !had.has(key) && !isUnder(key))
      // Who shares that, too, with so many is found by another key, or by none: nobody is looked for among thousands.
      .flatMap((key) => (isFull(found, key) ? tightened(key, people).filter((tight) => !isFull(found, tight)) : [key]))
      .filter((key) => !isUnder(key))
      .map((plain): Insert => {
        const key = found.hide(plain)
        addHolder(found, key, after.id)
        return { table: 'matchKeys', ifExists: 'ignore', row: { id: `${after.id}:${key}`, key, leadId: after.id } }
      })
  )
}
