// The pipeline writes the audit row of a change into the same commit. What it refused changed nothing, and is noted here.
import { v7 as uuidv7 } from 'uuid'
import { InputError } from '../errors.ts'
import type { Actor } from '../pipeline/pipeline.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time.ts'

export interface Attempted {
  actor: Actor
  /** As the pipeline names it: `sync.retry` */
  action: string
  target: string
}

/** Runs a change. A refusal (not found, conflict) leaves a row with its code, then goes on to the caller. */
export async function noteRefusal<T>(
  { store, clock }: { store: Pick<Store, 'commit'>; clock: Clock },
  { actor, action, target }: Attempted,
  change: () => Promise<T>,
): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (error instanceof InputError) {
      const at = clock.now()
      await store.commit({
        inserts: [
          {
            table: 'audit',
            row: {
              id: uuidv7({ msecs: at.getTime() }),
              at,
              actor: actor.name,
              role: actor.role,
              action,
              target,
              detail: { refused: error.code },
            },
          },
        ],
      })
    }
    throw error
  }
}
