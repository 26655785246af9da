// Statements that hand out due work. Each claim is one update, so that two claimers never get the same row; states stand in the text,
// because SQLite uses a partial index only for a condition that it can read there.
import { sql, type SQL } from 'drizzle-orm'
import { assign } from './changes.ts'
import { encodeValue, type Codec } from './codec.ts'
import type { Dialect } from './dialect.ts'
import type { Claim } from './store.ts'

const openStates = { deliveries: 'received', events: 'waiting', syncs: 'waiting', replies: 'waiting' } as const
export type WorkTable = keyof typeof openStates
export const workTables = Object.keys(openStates) as WorkTable[]

/** Only open work is held: asking for its state keeps the statement on the index of what is due. */
const isOpen = (table: WorkTable): SQL => sql.raw(`state = '${openStates[table]}'`)

const time = (codec: Codec, at: Date): SQL => sql`${sql.param(encodeValue(codec.column('nextAt'), at))}`

/** Starts without an end after which work is alone in its claim, or nearly. */
const ALONE_FROM = 3
const ALONE_STARTS = 7

/** Starts of what still bears the mark of a claim: whoever held it ended before the work did. What is to be tried again has none. */
const unended = sql.raw('case when claim_id is null then 0 else starts end')

/** What weighs in a row. */
const heavy = { deliveries: ['body'], events: ['payload', 'hydrated'], replies: [] } as const

/**
 * Due work that nobody holds, oldest first. What was begun and never given back may hold what ends the process: it comes in groups a quarter as
 * large after each start, at last alone and ever later, so that what does no harm is soon done and no longer counted with it.
 */
export function claimDue(codec: Codec, table: Exclude<WorkTable, 'syncs'>, dialect: Dialect, claim: Claim): SQL {
  const now = time(codec, claim.now)
  const name = sql.identifier(codec.name)
  const sizes = heavy[table].map((key) => sql`coalesce(${dialect.size(codec.column(key))}, 0)`)
  const size = sizes.length === 0 ? sql`0` : sql.join(sizes, sql` + `)
  const due = sql`with due as materialized (
    select id, next_at, ${unended} as unended, ${size} as size from ${name}
    where ${isOpen(table)} and next_at <= ${now} and (claim_id is null or lease_until <= ${now})
    order by next_at, id limit ${claim.limit} ${dialect.lockFree}
  )`
  const fits = claim.bytes === undefined ? sql`` : sql` and before < ${claim.bytes}`
  const chosen = sql`select id from (
    select id, row_number() over oldest as place, sum(size) over oldest - size as before, max(unended) over oldest as most
    from due window oldest as (order by next_at, id)
  ) as due where place = 1 or (place <= (${claim.limit} >> case when most < 15 then 2 * most else 30 end)${fits})`
  return sql`${due} ${takeThem(codec, claim)}, ${laterIfAlone(codec, claim)} where id in (${chosen}) returning ${codec.selection}`
}

/**
 * Writes to one CRM connection, with all that the writes of a lead wait for. Claimers of a connection come one after the other
 * (`lockName`): passing over a row that another claimer is just taking would let its successor go first.
 */
export function claimWrites(codec: Codec, dialect: Dialect, connection: string, claim: Claim): SQL[] {
  const now = time(codec, claim.now)
  const free = sql`state = 'waiting' and next_at <= ${now} and (claim_id is null or lease_until <= ${now})`
  const claimable = sql`connection = ${connection} and ${free} and not exists (
    select 1 from syncs as earlier
    where earlier.lead_id = syncs.lead_id and earlier.connection = syncs.connection and earlier.seq < syncs.seq and (
      (earlier.state = 'waiting'
        and (earlier.next_at > ${now} or (earlier.claim_id is not null and earlier.lease_until > ${now})))
      or (earlier.state = 'dead' and earlier.action = 'save-person')
    )
  )`
  // First the leads whose turn it is, then their writes in order: the limit may cut off the last writes of a lead, never its first.
  // SQLite takes a cross join in the order in which it is written: a lead's writes are looked up, not found among all that wait.
  const claimed = sql`with leads_due as materialized (
    select distinct due_lead from (
      select lead_id as due_lead from syncs where ${claimable} order by next_at, id limit ${claim.limit}
    ) as oldest
  ), writes_due as materialized (
    select id, lead_id, seq, min(next_at) over (partition by lead_id) as lead_next_at
    from leads_due cross join syncs where lead_id = due_lead and ${claimable}
    order by lead_next_at, lead_id, seq limit ${claim.limit}
  ), due as materialized (
    select id from syncs where id in (select id from writes_due) and ${free} order by id ${dialect.lockAll}
  ) ${takeThem(codec, claim)} where id in (select id from due) returning ${codec.selection}`
  const lock = dialect.lockName(`claim writes ${connection}`)
  return lock ? [lock, claimed] : [claimed]
}

function takeThem(codec: Codec, claim: Claim): SQL {
  return sql`update ${sql.identifier(codec.name)} set ${assign(codec.column('claimId'), claim.id)}, ${assign(
    codec.column('leaseUntil'),
    claim.leaseUntil,
  )}, starts = starts + 1`
}

/** Should this start not end either, others go first: after the fourth for a second, then twice as long each time. */
function laterIfAlone(codec: Codec, { now }: Claim): SQL {
  const waits = Array.from({ length: ALONE_STARTS }, (_, index) => {
    const at = new Date(now.getTime() + 1_000 * 2 ** index)
    return sql`when ${sql.raw(String(ALONE_FROM + index))} then ${time(codec, at)}`
  })
  return sql`next_at = case ${unended} ${sql.join(waits, sql` `)} else next_at end`
}

export function renewLease(codec: Codec, table: WorkTable, claimId: string, leaseUntil: Date): SQL {
  return sql`update ${sql.identifier(codec.name)} set ${assign(codec.column('leaseUntil'), leaseUntil)}
    where ${isOpen(table)} and claim_id = ${claimId} returning id`
}

/** At once, not when their leases end; that they were begun stays to be seen. */
export function freeAll(codec: Codec, table: WorkTable): SQL {
  return sql`update ${sql.identifier(codec.name)} set ${assign(codec.column('leaseUntil'), new Date(0))}
    where ${isOpen(table)} and claim_id is not null returning id`
}
