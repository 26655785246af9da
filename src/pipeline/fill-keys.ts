// Leads of before leads were kept under keys, or under those of another key of this installation, get theirs: a page at a time, beside all other work.
// Its one rule: it may be stopped anywhere and begun again, since a key that is there already is left alone.
import type { ChangeSet } from '../store/store.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { nobody, readHolders } from './find-people.ts'
import { leadFromRow } from './lead-row.ts'
import { keysOf, keysToAdd } from './match-keys.ts'

const PAGE = 100
const SETTING = 'match-keys'
/** Raised when keys are made in another way. */
const WAY = 1

interface Filled {
  by: string
  /** The last lead that has them; null: all have. */
  after: string | null
}

/** @returns how many leads were gone through */
export async function fillKeys(context: Context, committer: Committer): Promise<number> {
  const { store, clock, dataKey } = context
  const by = `${WAY} ${dataKey.fingerprint}`
  const row = await store.find('settings', SETTING)
  const last = row?.value as Filled | undefined
  const begun = last?.by === by ? last : { by, after: '' }
  if (begun.after === null) return 0
  const leads = await store.list('leads', { where: { id: { gt: begun.after } }, limit: PAGE })
  const living = leads
    .filter(({ mergedInto, fields }) => !mergedInto && Object.keys(fields).length > 0)
    .map(leadFromRow)
  const found = nobody(context)
  await readHolders(context, found, living.flatMap(keysOf))
  const stale = await committer.each(
    living.map((lead): ChangeSet => ({
      // Who was changed or erased at this moment is looked at again.
      updates: [{ table: 'leads', id: lead.id, expect: { version: lead.version }, set: {} }],
      inserts: keysToAdd(found, undefined, lead),
    })),
  )
  const isLast = leads.length < PAGE
  const value: Filled = { by, after: stale.length > 0 ? begun.after : isLast ? null : (leads.at(-1)?.id ?? null) }
  const setting = { id: SETTING, value, version: (row?.version ?? 0) + 1, updatedAt: clock.now() }
  await store.commit({ upserts: [{ table: 'settings', row: setting }] })
  return leads.length
}
