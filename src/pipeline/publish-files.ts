// Files that somebody hands over become the live version. Its one rule: all that `pointsman check` would refuse is refused here too.
import { ConfigError, InputError } from '../errors.ts'
import { audit } from './actions.ts'
import type { Context } from './context.ts'
import { unknownConnections } from './matching-file.ts'
import type { Actor, Published } from './pipeline.ts'
import { publishRulebook } from './publish.ts'
import { compileRulebook, type Rulebook } from './rulebook.ts'
import { missingMappings } from './serving.ts'

/** @param files `rulebook/rules.yaml`, `mappings/web-form.yaml` … → text. @throws InputError 422 listing every fault */
export async function publishFiles(
  context: Context,
  files: Readonly<Record<string, string>>,
  actor: Actor,
): Promise<Published> {
  const rulebook = compiled(context, files)
  const live = await context.store.find('settings', 'rulebook.live')
  const before = (live?.value as string | undefined) ?? null
  const published = await publishRulebook(context, rulebook, actor.name)
  if (published) {
    const detail = { rulebook: rulebook.hash, before }
    await context.store.commit({ inserts: [audit(context, actor, 'rulebook.publish', rulebook.hash, detail)] })
  }
  return { rulebook: rulebook.hash, before, published }
}

function compiled(context: Context, files: Readonly<Record<string, string>>): Rulebook {
  try {
    const rulebook = compileRulebook({ ...files })
    const faults = [
      ...missingMappings(rulebook, context.connections),
      ...unknownConnections(rulebook.files, rulebook.strategies, context.connections),
    ]
    if (faults.length > 0) throw new ConfigError(faults)
    return rulebook
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new InputError(error.message, { code: error.code, status: 422, cause: error })
  }
}
