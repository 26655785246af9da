// A merge is taken back: both leads are as they were, and what was said since stays with the one that lived on. Its one rule: what cannot be given
// back is told, never passed over.
import { ConflictError, NotFoundError } from '../errors.ts'
import type { MergeRow } from '../store/rows.ts'
import type { ChangeSet, Delete, Insert, Update } from '../store/store.ts'
import { fieldNames } from '../survivorship/strategy.ts'
import { noSince, undoMerge } from '../survivorship/undo-merge.ts'
import { audit, change } from './actions.ts'
import type { Context } from './context.ts'
import { nobody } from './find-people.ts'
import { leadUpdate } from './lead-row.ts'
import { keysToAdd } from './match-keys.ts'
import { imageOf } from './merge-image.ts'
import type { Actor } from './pipeline.ts'
import { timeline } from './timeline.ts'
import { promiseBack, saved, type Undoing } from './unmerge-running.ts'
import { loadWorld } from './world.ts'

export interface MergeUndone {
  mergeId: string
  survivorId: string
  otherId: string
  /** What came after the merge and stays, or could not be given back: sentences. */
  kept: string[]
}

/** @param id of a merge, or of the lead that was merged into another. @throws NotFoundError, ConflictError */
export async function unmergePeople(context: Context, id: string, actor: Actor): Promise<MergeUndone> {
  const row = await mergeOf(context, id)
  if (row.undoneAt !== null) throw new ConflictError(`Merge ${row.id} was taken back before.`, 'merge.undone')
  const image = imageOf(row)
  if (!image) throw new ConflictError(`The person of merge ${row.id} was erased: nothing is left.`, 'merge.erased')
  const wanted = { personKeys: [], leadIds: [row.survivorId, row.otherId], companies: [], crms: [] }
  const world = await loadWorld(context, wanted)
  const [survivor, other] = [world.leads.get(row.survivorId), world.leads.get(row.otherId)]
  if (!survivor || !other) throw new NotFoundError(`The leads of merge ${row.id} are not there any more.`)
  if (survivor.mergedInto) {
    throw new ConflictError(
      `Lead ${survivor.id} was merged into ${survivor.mergedInto} since: take that merge back first.`,
      'merge.on-top',
    )
  }
  await mustBeOnTop(context, row)
  const result = { lead: image.merged, plan: [], before: { survivor: image.survivor, other: image.other } }
  const back = undoMerge(survivor, result, world.rulebook.strategies)
  const { now } = world
  const isStill = survivor.ownerId === image.merged.ownerId
  const undoing: Undoing = {
    context,
    world,
    row,
    image,
    survivor: [survivor, { ...back.survivor, version: survivor.version + 1, updatedAt: now }],
    other: [
      other,
      {
        ...back.other,
        version: other.version + 1,
        mergedInto: null,
        // What it gave away and lost since is not taken from whoever has it now.
        ownerId: image.gained === null || isStill ? back.other.ownerId : null,
        updatedAt: now,
      },
    ],
  }
  const { changes, kept } = await changesOf(undoing, actor)
  await change(context, changes)
  context.wake('syncs')
  return { mergeId: row.id, survivorId: survivor.id, otherId: other.id, kept }
}

async function mergeOf({ store }: Context, id: string): Promise<MergeRow> {
  const merge = await store.find('merges', id)
  if (merge) return merge
  const newest = { order: [{ by: 'id', direction: 'desc' }], limit: 1 } as const
  const [ofLead] = await store.list('merges', { where: { otherId: id, undoneAt: null }, ...newest })
  if (ofLead) return ofLead
  throw new NotFoundError(
    `There is no merge ${id}, and no lead of this id that was merged into another.`,
    'merge.unknown',
  )
}

/** A newer merge holds what this one gave: taken back later, it would bring that again. */
async function mustBeOnTop({ store }: Context, { id, survivorId }: MergeRow): Promise<void> {
  const rest = { where: { survivorId, undoneAt: null }, order: [{ by: 'id', direction: 'desc' }], limit: 1 } as const
  const [newest] = await store.list('merges', rest)
  if (newest === undefined || newest.id === id) return
  throw new ConflictError(
    `Lead ${newest.otherId} was merged into lead ${survivorId} after that: take merge ${newest.id} back first.`,
    'merge.on-top',
  )
}

async function changesOf(undoing: Undoing, actor: Actor): Promise<{ changes: ChangeSet; kept: string[] }> {
  const { context, world, row, image, survivor, other } = undoing
  const { store, newId } = context
  const { now } = world
  const keys = await store.list('personKeys', { where: { leadId: survivor[0].id } })
  const mine = keys.filter(({ id }) => image.keys.includes(id))
  const promise = await promiseBack(undoing)
  const refs = await refsBack(undoing)
  const kept = [...keptSince(undoing), ...promise.kept]
  const [left, right] = [row.survivorId, row.otherId].toSorted() as [string, string]
  const [answer] = await store.list('matchAnswers', { where: { kind: 'person', left, right } })
  const story = {
    at: now,
    step: 'unmerged',
    data: { mergeId: row.id, survivorId: row.survivorId, otherId: row.otherId },
  }
  const told = kept.length === 0 ? '' : ` ${kept.join(' ')}`
  const changes: ChangeSet = {
    updates: [
      leadUpdate(survivor[0], survivor[1]),
      leadUpdate(other[0], other[1]),
      { table: 'merges', id: row.id, expect: { undoneAt: null }, set: { undoneAt: now } },
      ...mine.map(({ id }): Update => ({ table: 'personKeys', id, set: { leadId: other[1].id } })),
      ...promise.updates,
    ],
    upserts: [
      {
        table: 'matchAnswers',
        row: { id: answer?.id ?? newId(), kind: 'person', left, right, same: false, by: actor.name, at: now },
      },
    ],
    inserts: [
      ...refs.inserts,
      ...promise.inserts,
      ...saved(undoing, survivor[1]),
      ...saved(undoing, other[1]),
      ...keysToAdd(nobody(context), undefined, survivor[1]),
      ...keysToAdd(nobody(context), undefined, other[1]),
      ...timeline({
        ...story,
        id: newId(),
        leadId: row.survivorId,
        text: `${actor.name} took the merge with lead ${row.otherId} back.${told}`,
      }),
      ...timeline({
        ...story,
        id: newId(),
        leadId: row.otherId,
        text: `${actor.name} took the merge into lead ${row.survivorId} back: it is a lead of its own again.`,
      }),
      audit(context, actor, 'lead.unmerge', row.id, { survivorId: row.survivorId, otherId: row.otherId }),
    ],
    deletes: [
      { table: 'timelinePrivate', id: row.id },
      ...refs.deletes,
      ...image.answers.map((id): Delete => ({ table: 'matchAnswers', id })),
      ...(await uselessKeys(undoing)),
    ],
  }
  return { changes, kept }
}

/** Under which the survivor is not found any more. */
async function uselessKeys({ context, survivor }: Undoing): Promise<Delete[]> {
  const wanted = new Set(keysToAdd(nobody(context), undefined, survivor[1]).map(({ row }) => row.id))
  const rows = await context.store.list('matchKeys', { where: { leadId: survivor[1].id } })
  return rows.filter(({ id }) => !wanted.has(id)).map(({ id }) => ({ table: 'matchKeys', id }))
}

/** Records that went along go back, as far as they are still the same. */
async function refsBack({ context, row, image }: Undoing): Promise<{ inserts: Insert[]; deletes: Delete[] }> {
  const now = await context.store.list('crmRefs', { where: { leadId: { in: [row.survivorId, row.otherId] } } })
  const back = image.refs.filter(
    ({ connection }) => !now.some((ref) => ref.leadId === row.otherId && ref.connection === connection),
  )
  const taken = now.filter(
    ({ leadId, connection, crmId }) =>
      leadId === row.survivorId && image.refs.some((ref) => ref.connection === connection && ref.crmId === crmId),
  )
  return {
    inserts: back.map((ref) => ({ table: 'crmRefs', row: ref })),
    deletes: taken.map(({ id }) => ({ table: 'crmRefs', id })),
  }
}

/** What was said or done after the merge stays where it was said. */
function keptSince(undoing: Undoing): string[] {
  const {
    image,
    survivor: [, survivor],
    row,
  } = undoing
  const since = fieldNames.filter((field) => survivor.fields[field] !== image.survivor.fields[field])
  return [
    ...(since.length > 0 ? [`Said since, and kept by lead ${row.survivorId}: ${since.join(', ')}.`] : []),
    ...leftInCrm(undoing),
    ...(isNewToOther(undoing) ? ['Consent was withdrawn since: it is withdrawn for both leads.'] : []),
    ...(survivor.stage === image.survivor.stage ? [] : [`Its stage is ${survivor.stage} since.`]),
    ...(survivor.ownerId === image.survivor.ownerId ? [] : ['Its owner has changed since, and stays.']),
  ]
}

/** A "no" of which nobody can tell whom it is of. */
const isNewToOther = ({ survivor: [now], image: { survivor, other } }: Undoing): boolean =>
  noSince(now, { before: { survivor, other } }) !== undefined

/** A save blanks nothing, for what is empty here may have been filled in there by people. */
function leftInCrm({ world, row, image, survivor: [, survivor] }: Undoing): string[] {
  const isUnwritten = (world.openSyncs.get(survivor.id) ?? []).some(({ effectKey }) =>
    effectKey.startsWith(`${row.id}:save:`),
  )
  const left = fieldNames.filter(
    (field) => image.merged.fields[field] !== undefined && survivor.fields[field] === undefined,
  )
  if (survivor.crm === null || isUnwritten || left.length === 0) return []
  return [
    `Its record in ${survivor.crm} may still show what it had of the other: ${left.join(', ')}. Empty them there.`,
  ]
}
