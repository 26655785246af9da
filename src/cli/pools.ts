// pointsman pools and pointsman members: how pools stand, who is away or drained, which pool is paused, turns given and taken. All through the API.
import { openApi } from './api.ts'
import { localTime } from './local-time.ts'
import { print, printJson, table } from './print.ts'
import { aheadTime } from './since.ts'

interface PoolView {
  pool: string
  method: string
  closed?: string
  members: {
    member: string
    weight: number
    total: number
    shortfall: number
    refused: string | null
    next: boolean
    backup?: string
  }[]
}

interface AbsenceView {
  kind: string
  member: string | null
  pool: string | null
  from: string
  until: string | null
  reason: string | null
}

export interface AbsenceOptions {
  from?: string
  until?: string
  reason?: string
  json?: boolean
}

export async function listPools({ json }: { json?: boolean }): Promise<void> {
  await withApi(async (api) => {
    const pools = (await api.get('/api/pools')) as { items: PoolView[] }
    const absences = (await api.get('/api/absences')) as { items: AbsenceView[] }
    if (json) return printJson({ pools: pools.items, absences: absences.items })
    print([
      ...pools.items.flatMap((pool) => [...poolLines(pool), '']),
      ...(absences.items.length === 0 ? ['Nobody is away, and no pool is paused.'] : absences.items.map(absenceLine)),
    ])
  })
}

function poolLines({ pool, method, closed, members }: PoolView): string[] {
  if (closed !== undefined) return [`${pool} (${method}) ${closed}.`]
  return [
    `${pool} (${method})`,
    ...table(
      members.map(({ member, weight, total, shortfall, refused, next, backup }) => [
        member,
        `weight ${weight}`,
        `got ${total}`,
        refused ??
          [
            next ? 'next' : shortfall > 0 ? `${Math.round(shortfall * 10) / 10} below its share` : 'has its share',
            ...(backup === undefined ? [] : [`away, ${backup} stands in`]),
          ].join(', '),
      ]),
    ),
  ]
}

function absenceLine({ kind, member, pool, from, until, reason }: AbsenceView): string {
  const who = member ?? `Pool ${pool ?? ''}`
  const ends = until === null ? 'until it is ended' : `until ${localTime(until)}`
  return `${who} is ${kind} from ${localTime(from)} ${ends}${reason === null ? '' : `: ${reason}`}.`
}

export function away(member: string, options: AbsenceOptions): Promise<void> {
  return say({ kind: 'away', member }, options)
}

export function drain(member: string, options: AbsenceOptions): Promise<void> {
  return say({ kind: 'drained', member }, options)
}

export function pause(pool: string, options: AbsenceOptions): Promise<void> {
  return say({ kind: 'paused', pool }, options)
}

async function say(whom: object, { from, until, reason, json }: AbsenceOptions): Promise<void> {
  const times = {
    ...(from === undefined ? {} : { from: aheadTime(from, 'absence.from').toISOString() }),
    ...(until === undefined ? {} : { until: aheadTime(until, 'absence.until').toISOString() }),
  }
  await withApi(async (api) => {
    const body = { ...whom, ...times, ...(reason === undefined ? {} : { reason }) }
    const said = (await api.post('/api/absences', body)) as AbsenceView
    if (json) printJson(said)
    else print(absenceLine(said))
  })
}

/** @param who a member's address, or a pool's name */
export async function goOn(who: { member: string } | { pool: string }, { json }: { json?: boolean }): Promise<void> {
  await withApi(async (api) => {
    const ended = (await api.post('/api/absences/end', who)) as { items: AbsenceView[] }
    if (json) return printJson(ended)
    print('member' in who ? `${who.member} gets leads again.` : `Pool ${who.pool} gets leads again.`)
  })
}

export async function credit(
  pool: string,
  member: string,
  leads: number,
  { reason, json }: { reason: string; json?: boolean },
): Promise<void> {
  await withApi(async (api) => {
    const given = (await api.post('/api/pools/credit', { pool, member, leads, reason })) as { total: number }
    if (json) return printJson(given)
    const many = Math.abs(leads)
    const what = `${many} ${many === 1 ? 'lead' : 'leads'} ${leads > 0 ? 'more' : 'fewer'}`
    print(`${member} will get ${what} of pool ${pool}; its turns count ${given.total} now.`)
  })
}

type OpenApi = Awaited<ReturnType<typeof openApi>>

async function withApi(work: (api: OpenApi) => Promise<void>): Promise<void> {
  const api = await openApi()
  try {
    await work(api)
  } finally {
    await api.close()
  }
}
