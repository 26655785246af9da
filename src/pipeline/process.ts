// Steps 3 to 10 with their effects: claim events, hydrate, map, read the world, fold, commit.
// Fenced by claim id and guarded by versions: on a conflict the rest is folded again from a fresh world.
import { MappingError } from '../errors.ts'
import { failpoint } from '../failpoint.ts'
import { applyMapping } from '../mapping/apply.ts'
import { personKeys } from '../matching/match.ts'
import type { EventRow } from '../store/rows.ts'
import type { ChangeSet } from '../store/store.ts'
import { raiseAlert } from './alerts.ts'
import { endsTheProcess, holding, newClaim } from './claim.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { ERASED, erasedEvent, finishErasures } from './erased.ts'
import { foldEvent, type Folding, type Target } from './fold.ts'
import { erasedRecords, forgetRecord } from './forget.ts'
import { hydrate, type Ready } from './hydrate.ts'
import { mirrored } from './mirror.ts'
import type { Rulebook } from './rulebook.ts'
import { crmMapping, leadMapping } from './serving.ts'
import { loadWorld, type World } from './world.ts'

const BATCH = 200
const MAX_REFUSALS = 5

/** Works on what is due. @returns how many events were claimed */
export async function processEvents(context: Context, committer: Committer): Promise<number> {
  if (!(await mirrored(context))) return 0
  const claim = newClaim(context, BATCH)
  const events = await context.store.claimEvents(claim)
  if (events.length === 0) return 0
  failpoint('process.claimed')
  await committer.breathe()
  await holding(context, 'events', claim, () => processClaimed(context, committer, events))
  context.wake('syncs')
  if (events.some((event) => event.replyTo !== null)) context.wake('replies')
  return events.length
}

async function processClaimed(context: Context, committer: Committer, events: readonly EventRow[]): Promise<void> {
  const poison = events.filter(endsTheProcess)
  const live = events.filter((event) => !endsTheProcess(event))
  for (const event of live.filter(({ kind }) => kind === 'erasure')) await forgetBy(context, committer, event)
  const { ready, later } = await hydrate(
    context,
    live.filter(({ kind }) => kind !== 'erasure'),
  )
  failpoint('hydrate.after-read')
  if (later.length > 0) await committer.each(later)
  // Mapped and decided by one version, also when another goes live meanwhile.
  const rulebook = await context.rulebook()
  const foldings = [
    ...poison.map((event) =>
      held(context, rulebook, event, `It was begun ${event.starts} times and never ended: look at it, then replay it.`),
    ),
    ...(await foldingsOf(context, committer, rulebook, ready)),
  ]
  await foldAll(context, committer, rulebook, foldings)
  for (const [connection, group] of Map.groupBy(poison, (event) => event.connection)) {
    const text =
      `Events of "${connection}" were begun again and again and never ended, and are held: something in them ends the process, or it was ` +
      'ended from outside each time. Look at the log of its last end, replay them, and end this alert.'
    await raiseAlert(context, { kind: 'never-ended', connection, text, count: group.length })
  }
}

async function foldingsOf(
  context: Context,
  committer: Committer,
  rulebook: Rulebook,
  ready: readonly Ready[],
): Promise<Folding[]> {
  const gone = ready.flatMap(({ event: { connection, hydrateId: id }, gone: isGone }) =>
    isGone && id !== null ? [{ connection, id }] : [],
  )
  const erased = await erasedRecords(context, gone)
  const foldings: Folding[] = []
  for (const item of ready) {
    const { event } = item
    foldings.push(
      item.gone && erased.has(`${event.connection} ${event.hydrateId}`)
        ? { kind: 'end', event, target: targetOf(context, rulebook, event.connection), state: 'erased', reason: ERASED }
        : prepare(context, rulebook, item),
    )
    await committer.breathe()
  }
  return foldings
}

/** The source has forgotten a person: so do we. Its event ends after that. */
async function forgetBy(context: Context, committer: Committer, event: EventRow): Promise<void> {
  const forgotten =
    event.hydrateId === null ? undefined : await forgetRecord(context, committer, event.connection, event.hydrateId)
  const reason = forgotten ? 'The source erased this person; it was done here too.' : 'Nobody is known by this record.'
  await committer.each([
    {
      updates: [
        {
          table: 'events',
          id: event.id,
          expect: { state: 'waiting', claimId: event.claimId },
          set: { ...erasedEvent, reason },
        },
      ],
    },
  ])
}

async function foldAll(
  context: Context,
  committer: Committer,
  rulebook: Rulebook,
  all: readonly Folding[],
): Promise<void> {
  let rest = [...all].toSorted((a, b) => a.event.occurredAt.getTime() - b.event.occurredAt.getTime())
  let stuck = 0
  for (let round = 0; rest.length > 0 && round < all.length * 4 + 10; round += 1) {
    const world = await worldFor(context, rulebook, rest)
    const { sets, faulty } = await foldBatch(context, committer, world, rest)
    failpoint('process.before-commit')
    const done = await committer.inOrder(sets)
    failpoint('process.done')
    await finishErasures(context, sets.slice(0, done))
    if (faulty) {
      // Everything before it is committed; it alone is held, and the rest is folded from a fresh world.
      rest = done === sets.length ? [faulty, ...rest.slice(done + 1)] : rest.slice(done)
    } else {
      rest = rest.slice(done)
    }
    // Another process may be quicker a few times in a row; whoever is refused for longer has lost its claim.
    stuck = done === 0 && !faulty ? stuck + 1 : 0
    if (stuck > MAX_REFUSALS) {
      rest = rest.slice(1)
      stuck = 0
    }
  }
}

/** Folds until an event throws: that one is turned into a held one. */
async function foldBatch(
  context: Context,
  committer: Committer,
  world: World,
  foldings: readonly Folding[],
): Promise<{ sets: ChangeSet[]; faulty: Folding | null }> {
  const sets: ChangeSet[] = []
  for (const folding of foldings) {
    try {
      sets.push(foldEvent(world, folding, context.newId).changes)
    } catch (error) {
      context.log.error({ eventId: folding.event.id, err: error }, 'an event could not be decided')
      const reason = `It could not be decided (${error instanceof Error ? error.message : String(error)}). Replay it after the fix.`
      return { sets, faulty: held(context, world.rulebook, folding.event, reason) }
    }
    // What others change meanwhile is seen by the guards of the commit.
    await committer.breathe()
  }
  return { sets, faulty: null }
}

export function worldFor(context: Context, rulebook: Rulebook, foldings: readonly Folding[]): Promise<World> {
  const drafts = foldings.flatMap((folding) => (folding.kind === 'draft' ? [folding] : []))
  const wanted = {
    personKeys: drafts.flatMap(({ draft }) => personKeys(draft.fields)),
    leadIds: [],
    companies: drafts.map(({ draft, target }) => ({ crm: target.name, fields: draft.fields })),
    crms: drafts.map(({ target }) => target.name),
    people: drafts.map(({ draft }) => draft.fields),
  }
  return loadWorld(context, wanted, rulebook)
}

/** Mapping and cleansing: the event becomes a draft, or is held with file, line and field. */
export function prepare(context: Context, rulebook: Rulebook, { event, payload, asOf, gone, refused }: Ready): Folding {
  const target = targetOf(context, rulebook, event.connection)
  const hold = (reason: string): Folding => held(context, rulebook, event, reason)
  if (refused !== undefined) return hold(`${refused}. Mend it at the source, then replay this event.`)
  if (gone) {
    return { kind: 'end', event, target, state: gone.mergedInto ? 'merged' : 'ignored', reason: gone.reason }
  }
  if (event.kind === 'lifecycle') {
    return { kind: 'end', event, target, state: 'ignored', reason: 'It tells of no person to route.' }
  }
  const connection = context.connections.get(event.connection)
  const mapping = connection ? leadMapping(rulebook, connection) : undefined
  if (!connection || !mapping) {
    return hold(`No mapping serves the connection "${event.connection}": add mappings/${event.connection}.yaml.`)
  }
  try {
    const { draft, steps: traced } = applyMapping(mapping, payload, saidAt(event, asOf))
    // What each step made of a value is only shown, by `pointsman map`: the payload is kept, so it can be told at any time.
    const steps = traced.map(({ field, from, raw, value, did }) => ({ field, from, raw, value, did }))
    return {
      kind: 'draft',
      event,
      target,
      draft,
      steps,
      mapping: `${mapping.name}.yaml`,
      mappingVersion: mapping.version,
    }
  } catch (error) {
    if (error instanceof MappingError) return hold(error.message)
    // The events beside it must not wait for it.
    context.log.error({ eventId: event.id, err: error }, 'an event could not be mapped')
    const why = error instanceof Error ? error.message : String(error)
    return hold(`It could not be mapped by ${mapping.name}.yaml (${why}). Replay it after the fix.`)
  }
}

/** What a record says is newer than the event that made us read it. */
function saidAt({ occurredAt }: EventRow, asOf: Date | undefined): Date {
  return asOf && asOf > occurredAt ? asOf : occurredAt
}

function held(context: Context, rulebook: Rulebook, event: EventRow, reason: string): Folding {
  return { kind: 'end', event, target: targetOf(context, rulebook, event.connection), state: 'held', reason }
}

export function targetOf(context: Context, rulebook: Rulebook, connectionName: string): Target {
  const name = context.connections.get(connectionName)?.writesTo ?? ''
  const crm = context.connections.get(name)
  return { name, mapping: crm && crm.writes === 'on' ? (crmMapping(rulebook, crm) ?? null) : null }
}
