// Two leads turn out to be one person: one lives on in the other. Its one rule: it is a plan first, and all of it is one commit that can be taken
// back. In the CRM nothing is merged: that is for people there.
import { ConflictError, InputError, NotFoundError } from '../errors.ts'
import type { Lead } from '../lead/lead.ts'
import type { CrmRefRow, MatchAnswerRow } from '../store/rows.ts'
import type { ChangeSet, Insert, Update, Upsert } from '../store/store.ts'
import { mergeLeads, type MergeLine } from '../survivorship/merge-leads.ts'
import { audit, change } from './actions.ts'
import { merge as together } from './commit.ts'
import type { Context } from './context.ts'
import { nobody } from './find-people.ts'
import { leadFromRow, leadUpdate } from './lead-row.ts'
import { keysToAdd } from './match-keys.ts'
import type { MergeImage } from './merge-image.ts'
import { crmOf, promiseAndWrites, takenRefs, type Answering, type Merging } from './merge-running.ts'
import type { Actor } from './pipeline.ts'
import { reviewKey } from './reviews.ts'
import { timeline } from './timeline.ts'
import { loadWorld } from './world.ts'
import { saveWrite } from './writes.ts'

export interface MergePlan {
  survivorId: string
  otherId: string
  /** null: only planned. */
  mergeId: string | null
  /** One for every field that at least one of them holds. */
  lines: MergeLine[]
  /** What else happens, in sentences. */
  also: string[]
}

/** @throws NotFoundError, ConflictError, InputError */
export async function mergePeople(
  context: Context,
  otherId: string,
  survivorId: string,
  planOnly: boolean,
  actor: Actor,
  answering?: Answering,
): Promise<MergePlan> {
  const [other, survivor] = [await mergeable(context, otherId), await mergeable(context, survivorId)]
  if (other.id === survivor.id) throw new InputError('Name two leads.', { code: 'merge.same', status: 422 })
  const wanted = { personKeys: [], leadIds: [other.id, survivor.id], companies: [], crms: [] }
  const world = await loadWorld(context, wanted)
  const result = mergeLeads(survivor, other, world.rulebook.strategies)
  const mergeId = context.newId()
  // Above both, so that what is written of the merge comes after what either had written.
  const merged = { ...result.lead, version: Math.max(survivor.version, other.version) + 1, updatedAt: world.now }
  const because = `merged into ${survivor.id}`
  const merging: Merging = { context, world, mergeId, survivor, other, merged, because, answering }
  const { changes, also } = await changesOf(merging, result.plan, actor)
  const plan = { survivorId: survivor.id, otherId: other.id, lines: result.plan, also }
  if (planOnly) return { ...plan, mergeId: null }
  await change(context, together([changes, answering?.changes ?? {}]))
  context.wake('syncs')
  return { ...plan, mergeId }
}

async function mergeable({ store }: Context, id: string): Promise<Lead> {
  const row = await store.find('leads', id)
  if (!row) throw new NotFoundError(`There is no lead ${id}.`)
  if (row.mergedInto) {
    throw new ConflictError(`Lead ${id} lives on in lead ${row.mergedInto}: name that one.`, 'lead.merged')
  }
  if (Object.keys(row.fields).length === 0) {
    throw new ConflictError(`The person of lead ${id} was erased: it is nobody's any more.`, 'lead.erased')
  }
  return leadFromRow(row)
}

async function changesOf(
  merging: Merging,
  lines: readonly MergeLine[],
  actor: Actor,
): Promise<{ changes: ChangeSet; also: string[] }> {
  const { context, world, mergeId, survivor, other, merged } = merging
  const { store, newId } = context
  const { now } = world
  const keys = await store.list('personKeys', { where: { leadId: other.id } })
  const [assignment, clock] = [world.assignments.get(other.id) ?? null, world.clocks.get(other.id) ?? null]
  const refs = await takenRefs(merging)
  const running = await promiseAndWrites(merging, refs, assignment, clock)
  const answers = await linked(merging, actor)
  const image: MergeImage = {
    survivor,
    other,
    merged,
    keys: keys.map(({ id }) => id),
    refs,
    assignment,
    clock,
    gained: running.gained,
    answers: answers.moved,
  }
  const isTold =
    running.gained !== null ||
    refs.length > 0 ||
    lines.some(({ field, won }) => won === 'other' && field !== 'ownerId' && field !== 'accountId')
  const story = { at: now, step: 'merged', data: { mergeId, survivorId: survivor.id, otherId: other.id } }
  const changes: ChangeSet = {
    updates: [
      leadUpdate(survivor, merged),
      leadUpdate(other, {
        ...other,
        version: other.version + 1,
        mergedInto: survivor.id,
        ownerId: null,
        pinned: false,
        updatedAt: now,
      }),
      ...keys.map(({ id }): Update => ({
        table: 'personKeys',
        id,
        expect: { leadId: other.id },
        set: { leadId: survivor.id },
      })),
      ...running.updates,
      ...settledReviews(merging),
    ],
    upserts: answers.upserts,
    inserts: [
      {
        table: 'merges',
        row: {
          id: mergeId,
          survivorId: survivor.id,
          otherId: other.id,
          before: image,
          by: actor.name,
          at: now,
          undoneAt: null,
        },
      },
      ...refs.map((ref): Insert => ({
        table: 'crmRefs',
        row: { ...ref, id: `${ref.connection}:${survivor.id}`, leadId: survivor.id, updatedAt: now },
      })),
      ...running.inserts,
      ...(isTold ? saveWrite({ world, lead: merged, newId, crm: crmOf(merging), savePerson: true }, mergeId) : []),
      ...keysToAdd(nobody(context), survivor, merged),
      ...timeline({
        ...story,
        // Known again when it is taken back: then what the other is called is none of this lead's story.
        id: mergeId,
        leadId: survivor.id,
        text: `Lead ${other.id} is the same person: ${actor.name} merged it into this one.`,
        private: { lines },
      }),
      ...timeline({
        ...story,
        id: newId(),
        leadId: other.id,
        text: `It lives on in lead ${survivor.id}: ${actor.name} merged the two.`,
      }),
      audit(context, actor, 'lead.merge', other.id, { mergeId, into: survivor.id }),
    ],
    deletes: [
      ...(await store.list('matchKeys', { where: { leadId: other.id } })).map(({ id }) => ({
        table: 'matchKeys' as const,
        id,
      })),
      ...refs.map(({ id }) => ({ table: 'crmRefs' as const, id })),
    ],
  }
  return { changes, also: [...alsoOf(merging, keys.length, refs), ...running.also, ...staysInCrm(merging, lines)] }
}

/** What was asked about the two is answered, and what was asked about the other needs no answer any more. */
function settledReviews({ world, survivor, other, answering }: Merging): Update[] {
  const settled = ([reviewKey(other.id, 'account'), reviewKey(other.id, 'person')] as const).flatMap(
    (key) => world.openReviews.get(key) ?? [],
  )
  const asked = world.openReviews.get(reviewKey(survivor.id, 'person'))
  const others = asked?.candidates.filter(({ id }) => id !== other.id) ?? []
  const narrowed: Update[] =
    asked && others.length < asked.candidates.length
      ? [{ table: 'reviews', id: asked.id, set: others.length > 0 ? { candidates: others } : { state: 'superseded' } }]
      : []
  return [
    ...settled.map(({ id }): Update => ({ table: 'reviews', id, set: { state: 'superseded' } })),
    ...narrowed,
  ].filter(({ id }) => id !== answering?.reviewId)
}

/** The two are one from now on; who is not the other is not the survivor either. */
async function linked(
  { context, survivor, other }: Merging,
  actor: Actor,
): Promise<{ upserts: Upsert[]; moved: string[] }> {
  const { store, clock, newId } = context
  const rows = [
    ...(await store.list('matchAnswers', { where: { kind: 'person', left: { in: [survivor.id, other.id] } } })),
    ...(await store.list('matchAnswers', { where: { kind: 'person', right: { in: [survivor.id, other.id] } } })),
  ]
  const answer = (one: string, another: string, same: boolean): MatchAnswerRow => {
    const [left, right] = one < another ? [one, another] : [another, one]
    const known = rows.find((row) => row.left === left && row.right === right)
    return { id: known?.id ?? newId(), kind: 'person', left, right, same, by: actor.name, at: clock.now() }
  }
  const others = rows
    .filter(({ left, right, same }) => !same && (left === other.id || right === other.id))
    .map(({ left, right }) => (left === other.id ? right : left))
    .filter((id) => id !== survivor.id)
  const moved = others
    .map((id) => answer(survivor.id, id, false))
    .filter(({ id }) => !rows.some((row) => row.id === id))
  return {
    upserts: [answer(survivor.id, other.id, true), ...moved].map((row) => ({ table: 'matchAnswers', row })),
    moved: moved.map(({ id }) => id),
  }
}

/** A save blanks nothing, so an undo cannot empty them again. */
function staysInCrm({ survivor }: Merging, lines: readonly MergeLine[]): string[] {
  const filled = lines.filter(
    ({ field, won, before }) => won === 'other' && before.survivor === null && !notSaved.has(field),
  )
  if (survivor.crm === null || filled.length === 0) return []
  const fields = filled.map(({ field }) => field).join(', ')
  return [`Its record in ${survivor.crm} gains ${fields}: there they stay when the merge is taken back.`]
}
const notSaved: ReadonlySet<string> = new Set(['stage', 'accountId', 'ownerId'])

function alsoOf({ survivor, other, merged }: Merging, keys: number, refs: readonly CrmRefRow[]): string[] {
  return [
    ...(keys > 0
      ? [`Who writes from its ${keys === 1 ? 'address' : `${keys} addresses`} is the lead that stays from then on.`]
      : []),
    ...refs.map(({ connection }) => `Its record in ${connection} is that of the lead that stays.`),
    ...(other.ownerId !== null && merged.ownerId !== other.ownerId && survivor.ownerId !== null
      ? ['Its owner does not hold it any more; the owner of the lead that stays stays.']
      : []),
    'In the CRM nothing is merged.',
  ]
}
