// Versions of the rulebook that were live once: what they are called, and one of them live again. Its one rule: a version never changes; going
// back is one more publication of it.
import { ConfigError, InputError, NotFoundError } from '../errors.ts'
import type { Insert, Upsert } from '../store/store.ts'
import { audit } from './actions.ts'
import type { Context } from './context.ts'
import { unknownConnections } from './matching-file.ts'
import type { Actor, Published } from './pipeline.ts'
import { publishRulebook } from './publish.ts'
import type { Rulebook } from './rulebook.ts'
import { missingMappings } from './serving.ts'

export const commentId = (hash: string): string => `rulebook.comment ${hash}`

export function commentRow(hash: string, comment: string, now: Date): Upsert {
  return { table: 'settings', row: { id: commentId(hash), value: comment, version: 1, updatedAt: now } }
}

/** Makes a version live, and writes down who did and why. */
export async function publishBy(
  context: Context,
  rulebook: Rulebook,
  { actor, comment, action }: { actor: Actor; comment: string | undefined; action: string },
): Promise<Published> {
  const { store, clock } = context
  const live = await store.find('settings', 'rulebook.live')
  const before = (live?.value as string | undefined) ?? null
  const published = await publishRulebook(context, rulebook, actor.name)
  const detail = { rulebook: rulebook.hash, before, ...(comment === undefined ? {} : { comment }) }
  const inserts: Insert[] = published ? [audit(context, actor, action, rulebook.hash, detail)] : []
  const upserts = comment === undefined ? [] : [commentRow(rulebook.hash, comment, clock.now())]
  if (inserts.length + upserts.length > 0) await store.commit({ inserts, upserts })
  return { rulebook: rulebook.hash, before, published }
}

/** @throws NotFoundError for a version that never was; InputError 422 where it does not fit what runs now */
export async function rollBack(
  context: Context,
  hash: string,
  comment: string | undefined,
  actor: Actor,
): Promise<Published> {
  const row = await context.store.find('rulebooks', hash)
  if (!row) throw new NotFoundError(`There is no version ${hash}: "pointsman rulebook list" shows those that are.`)
  try {
    const rulebook = await context.rulebookOf(hash)
    const faults = [
      ...missingMappings(rulebook, context.connections),
      ...unknownConnections(rulebook.files, rulebook.strategies, context.connections),
    ]
    if (faults.length > 0) throw new ConfigError(faults)
    return await publishBy(context, rulebook, { actor, comment, action: 'rulebook.roll-back' })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new InputError(error.message, { code: error.code, status: 422, cause: error })
  }
}
