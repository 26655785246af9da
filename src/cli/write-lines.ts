// The writes of a lead to its CRM: how many are done, and each that is not, with what to do about it.
import type { SyncView } from './lead-views.ts'
import { localTime } from './local-time.ts'

/** @param syncs newest first */
export function writeLines(syncs: readonly SyncView[]): string[] {
  const done = syncs.filter(({ state }) => state === 'done').length
  const cancelled = syncs.filter(({ state }) => state === 'cancelled').length
  // A CRM that refuses the person gets nothing else about it either.
  const refused = syncs.some(({ state, action }) => state === 'dead' && action === 'save-person')
  const open = syncs.toReversed().flatMap((sync) => openLines(sync, refused))
  return [...(done > 0 ? [`${done} done`] : []), ...(cancelled > 0 ? [`${cancelled} no longer needed`] : []), ...open]
}

function openLines(sync: SyncView, refused: boolean): string[] {
  const { id, connection, action, state, code, message, nextAt } = sync
  const words = [code, message].filter(Boolean).join(': ')
  if (state === 'waiting' && refused) return [`${action} to ${connection} waits until save-person is done`]
  if (state === 'waiting') {
    return [`${action} to ${connection} waits, next try ${localTime(nextAt)}${words ? `; last time: ${words}` : ''}`]
  }
  if (state !== 'dead') return []
  return [`${action} to ${connection} was given up: ${words}`, `  Mend the cause, then: npx pointsman retry ${id}`]
}
