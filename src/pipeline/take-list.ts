// Leads that no system sends: rows of a list, or one by hand. Each row is mapped at once, so that whoever brings it hears which rows cannot
// be taken; the others are stored as one delivery and routed like all.
import { hashOf } from '../connector.ts'
import { InputError, MappingError, NotFoundError } from '../errors.ts'
import { applyMapping } from '../mapping/apply.ts'
import type { LeadMapping } from '../mapping/mapping.ts'
import { didYouMean } from '../yaml-file.ts'
import { audit } from './actions.ts'
import type { Connection } from './connections.ts'
import type { Context } from './context.ts'
import type { Rulebook } from './rulebook.ts'
import { indexable } from './delivery-row.ts'
import { leadMapping } from './serving.ts'
import { keyOfRow, LIST_METHOD, listBody, type ListRow } from './list-body.ts'
import type { Actor } from './pipeline.ts'

export interface GivenRow {
  /** For the report: line of the file, or place in the request. */
  row: number
  fields: Record<string, unknown>
  /** The caller's own key; default: the row's content. */
  key?: string | undefined
}

export interface GivenList {
  /** One of them, or both. A mapping alone must serve one connection. */
  mapping?: string | undefined
  connection?: string | undefined
  rows: readonly GivenRow[]
  /** When it happened; default: now. */
  at?: Date | undefined
  /** Only tells what would be taken. */
  dryRun: boolean
}

export interface TakenList {
  connection: string
  /** null: nothing was stored. */
  deliveryId: string | null
  taken: number
  /** Rows that came before. */
  duplicate: number
  refused: { row: number; why: string }[]
}

/** @throws InputError, NotFoundError */
export async function takeList(context: Context, list: GivenList, actor: Actor): Promise<TakenList> {
  const { connection, mapping } = servedBy(context, await context.rulebook(), list)
  const now = context.clock.now()
  const at = list.at ?? now
  const refused: TakenList['refused'] = []
  const rows = new Map<string, ListRow>()
  let repeated = 0
  for (const given of list.rows) {
    const why = whyNot(mapping, given.fields, at)
    if (why !== null) {
      refused.push({ row: given.row, why })
      continue
    }
    const key = indexable(keyOfRow(given.fields, given.key))
    if (rows.has(key)) repeated += 1
    rows.set(key, { key, fields: given.fields })
  }
  const known = await knownKeys(context, connection.name, [...rows.keys()])
  const fresh = [...rows.values()].filter(({ key }) => !known.has(key))
  const duplicate = repeated + known.size
  const told = { connection: connection.name, taken: fresh.length, duplicate, refused }
  if (list.dryRun || fresh.length === 0) return { ...told, deliveryId: null }
  const deliveryId = await store(context, connection.name, fresh, at, now)
  // The very same rows came a moment ago, and wait to be read.
  if (deliveryId === null) return { ...told, deliveryId, taken: 0, duplicate: duplicate + fresh.length }
  const detail = { rows: list.rows.length, taken: fresh.length, duplicate, refused: refused.length }
  await context.store.commit({ inserts: [audit(context, actor, 'leads.import', connection.name, detail)] })
  context.wake('deliveries')
  return { ...told, deliveryId }
}

function servedBy(
  context: Context,
  rulebook: Rulebook,
  { mapping, connection }: GivenList,
): { connection: Connection; mapping: LeadMapping } {
  const taking = [...context.connections.values()].flatMap((one) => {
    const serving = one.writesTo !== null && !one.closed ? leadMapping(rulebook, one) : undefined
    return serving ? [{ connection: one, mapping: serving }] : []
  })
  const named = taking.filter((one) => connection === undefined || one.connection.name === connection)
  if (connection !== undefined && named.length === 0) {
    const hint = didYouMean(
      connection,
      taking.map((one) => one.connection.name),
    )
    throw new NotFoundError(`No connection "${connection}" takes leads in${hint}.`, 'connection.unknown')
  }
  // People name the file, as all else that asks for a file.
  const wanted = mapping?.replace(/^(?:.*\/)?([^/]+?)(?:\.ya?ml)?$/, '$1')
  const fitting = named.filter((one) => wanted === undefined || one.mapping.name === wanted)
  const [first, ...more] = fitting
  if (first === undefined) {
    const names = [...new Set(named.map((one) => one.mapping.name))]
    const hint = didYouMean(wanted ?? '', names)
    throw new NotFoundError(
      `No mapping "${wanted ?? ''}" serves a connection that takes leads in${hint}. ` +
        `Those that do: ${names.join(', ') || 'none'}. A connection of the connector "list" is served by mappings/list.yaml.`,
      'mapping.unknown',
    )
  }
  if (more.length === 0) return first
  const names = fitting.map((one) => one.connection.name).join(', ')
  throw new InputError(`Several connections could take it (${names}): say which, with "connection".`, {
    code: 'connection.which',
  })
}

/** null: it can be taken. */
function whyNot(mapping: LeadMapping, fields: Record<string, unknown>, at: Date): string | null {
  try {
    applyMapping(mapping, fields, at)
    return null
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    return error.message
  }
}

async function knownKeys(context: Context, connection: string, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await context.store.list('events', { where: { connection, eventKey: { in: keys } } })
  return new Set(rows.map(({ eventKey }) => eventKey))
}

async function store(
  context: Context,
  connection: string,
  rows: readonly ListRow[],
  at: Date,
  now: Date,
): Promise<string | null> {
  const id = context.newId()
  const [stored] = await context.store.insertDeliveries([
    {
      id,
      connection,
      deliveryKey: `list ${hashOf(JSON.stringify(rows.map(({ key }) => key)))}`,
      state: 'received',
      receivedAt: now,
      method: LIST_METHOD,
      url: '',
      headers: {},
      body: listBody(rows, at),
      fault: null,
      sealed: null,
      nextAt: now,
      claimId: null,
      leaseUntil: null,
      starts: 0,
    },
  ])
  return stored?.duplicate ? null : id
}
