// What is older than retention.yaml says goes, in small commits beside the work. Rows that go are counted in `tallies`, so the ledger adds up.
import { StaleError } from '../errors.ts'
import type { DeliveryRow, EventRow, Rows, Table } from '../store/rows.ts'
import type { ChangeSet, Upsert, Where } from '../store/store.ts'
import { DAY_MS, HOUR_MS } from '../time.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import type { Retention } from './retention.ts'

const BATCH = 100
const DONE_AT = 'retention.done'

/** Once an hour. @returns how many rows were changed or removed */
export async function cleanUp(context: Context, committer: Committer, retention: Retention): Promise<number> {
  const { store, clock } = context
  const now = clock.now()
  const last = await store.find('settings', DONE_AT)
  if (last && now.getTime() - last.updatedAt.getTime() < HOUR_MS) return 0
  let changed = 0
  for (const step of stepsOf(context, committer, retention, now)) {
    for (let did = BATCH; did === BATCH;) {
      did = await step()
      changed += did
    }
  }
  const row = { id: DONE_AT, value: null, version: (last?.version ?? 0) + 1, updatedAt: now }
  await store.commit({ upserts: [{ table: 'settings', row }] })
  if (changed > 0) {
    await store
      .finishErasure()
      .catch((error: unknown) => context.log.warn({ err: error }, 'the log could not be emptied'))
    context.log.info({ rows: changed }, 'what retention.yaml keeps no longer is gone')
  }
  return 0
}

type Step = () => Promise<number>

function stepsOf(context: Context, committer: Committer, retention: Retention, now: Date): Step[] {
  const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS)
  const steps: Step[] = []
  const each = async (sets: readonly ChangeSet[]): Promise<number> => {
    await committer.each(sets)
    return sets.length
  }
  // Events before their deliveries, which stay as long as one of theirs does.
  for (const [state, { payload, row }] of Object.entries(retention.events) as [
    EventRow['state'],
    { payload?: number; row?: number },
  ][]) {
    if (payload !== undefined) {
      const pages = pagesOf(context, 'events', { state, receivedAt: { lt: before(payload) }, payload: { not: null } })
      steps.push(async () =>
        each(
          (await pages()).map(({ id }) => ({
            updates: [{ table: 'events', id, expect: { state }, set: { payload: null, hydrated: null } }],
          })),
        ),
      )
    }
    if (row !== undefined) {
      const pages = pagesOf(context, 'events', { state, receivedAt: { lt: before(row) } })
      steps.push(async () => remove(context, 'events', state, await pages()))
    }
  }
  for (const [state, { body, row }] of Object.entries(retention.deliveries) as [
    DeliveryRow['state'],
    { body?: number; row?: number },
  ][]) {
    if (body !== undefined) {
      const pages = pagesOf(context, 'deliveries', { state, receivedAt: { lt: before(body) }, method: { not: '' } })
      steps.push(async () => each((await pages()).map(({ id }) => ({ updates: [emptied(id, state)] }))))
    }
    if (row !== undefined) steps.push(deliverySteps(context, state, before(row)))
  }
  if (retention.attempts !== undefined) {
    const pages = pagesOf(context, 'attempts', { at: { lt: before(retention.attempts) } })
    steps.push(async () => each((await pages()).map(({ id }) => ({ deletes: [{ table: 'attempts', id }] }))))
  }
  if (retention.steps !== undefined) steps.push(privateSteps(context, each, before(retention.steps)))
  if (retention.audit !== undefined) {
    const pages = pagesOf(context, 'audit', { at: { lt: before(retention.audit) } })
    steps.push(async () => each((await pages()).map(({ id }) => ({ deletes: [{ table: 'audit', id }] }))))
  }
  return steps
}

/** `method` is empty where nothing is kept but key and state. */
function emptied(id: string, state: DeliveryRow['state']) {
  const set = { method: '', url: '', headers: {}, body: Buffer.alloc(0), sealed: null }
  return { table: 'deliveries' as const, id, expect: { state }, set }
}

/**
 * From the oldest on, each row once in a run: what was emptied before is passed over once, not for each page. Read beside those who wait for a
 * commit, since there may be millions of them.
 */
function pagesOf<K extends Table>({ store }: Context, table: K, where: Where<K>): () => Promise<Rows[K][]> {
  let after = ''
  return async () => {
    const rows = await store.aside.list(table, { where: { ...where, id: { gt: after } }, limit: BATCH })
    after = rows.at(-1)?.id ?? after
    return rows
  }
}

/** Those that still have events are passed over. */
function deliverySteps(context: Context, state: DeliveryRow['state'], before: Date): Step {
  const pages = pagesOf(context, 'deliveries', { state, receivedAt: { lt: before } })
  return async () => {
    const rows = await pages()
    if (rows.length === 0) return 0
    const events = await context.store.list('events', { where: { deliveryId: { in: rows.map(({ id }) => id) } } })
    const needed = new Set(events.map(({ deliveryId }) => deliveryId))
    await remove(
      context,
      'deliveries',
      state,
      rows.filter(({ id }) => !needed.has(id)),
    )
    return rows.length
  }
}

/** The private row has no time of its own; ids are those of its step, and sort by time. */
function privateSteps(context: Context, each: (sets: readonly ChangeSet[]) => Promise<number>, before: Date): Step {
  const pages = pagesOf(context, 'timeline', { at: { lt: before } })
  return async () => {
    const steps = await pages()
    if (steps.length === 0) return 0
    const rows = await context.store.list('timelinePrivate', { where: { id: { in: steps.map(({ id }) => id) } } })
    await each(rows.map(({ id }) => ({ deletes: [{ table: 'timelinePrivate', id }] })))
    return steps.length
  }
}

/** With their number, in one commit. */
async function remove(
  context: Context,
  table: 'events' | 'deliveries',
  state: string,
  rows: readonly { id: string }[],
): Promise<number> {
  if (rows.length === 0) return 0
  const { store, clock } = context
  const id = `${table}:${state}`
  const tally = await store.find('tallies', id)
  const counted: Upsert = {
    table: 'tallies',
    row: { id, count: (tally?.count ?? 0) + rows.length, updatedAt: clock.now() },
  }
  try {
    await store.commit({
      updates: tally ? [{ table: 'tallies', id, expect: { count: tally.count }, set: {} }] : [],
      upserts: [counted],
      deletes: rows.map((row) => ({ table, id: row.id, expect: { state: state as never } })),
    })
    return rows.length
  } catch (error) {
    // One of them was run again by a person at this moment: this page goes next time.
    if (!(error instanceof StaleError)) throw error
    return rows.length
  }
}
