// A demo server with what support meets: a lead that has its owner, and two whose writes the CRM refused.
import { vi } from 'vitest'
import { newFolder, type Folder, type Server } from './pointsman-process.ts'

export interface DemoLeads {
  folder: Folder
  server: Server
  sandboxUrl: string
  /** Ada: owned and written. */
  lead: string
  /** The event that brought her. */
  event: string
  /** Writes for Grace and for Alan that were given up. */
  dead: [string, string]
  api<T>(path: string): Promise<T>
  /** How often the pretend CRMs were made to change something, and the rows of each kind in our store. */
  counts(): Promise<unknown>
}

interface Page<T> {
  items: T[]
}

export async function demoLeads(): Promise<DemoLeads> {
  const folder = newFolder({ WATCH_SECONDS: '3600' })
  const server = await folder.serve()
  const sandboxUrl = (/(http:\S+)\/__sandbox\/ledger/.exec(server.said)?.[1] ?? '').trim()
  const token = folder.read('data/demo/admin-token').trim()
  const get = async <T>(url: string): Promise<T> => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    return (await answer.json()) as T
  }
  const api = <T>(path: string): Promise<T> => get<T>(`${server.url}${path}`)
  const send = (fields: object): Promise<Response> => post(`${server.url}/webhooks/web-form`, fields)
  const syncs = async (state: string): Promise<{ id: string }[]> =>
    (await api<Page<{ id: string }>>(`/api/syncs?state=${state}`)).items

  const reach = (state: string, count: number): Promise<void> =>
    vi.waitFor(
      async () => {
        if ((await syncs(state)).length !== count) throw new Error(`There are not ${count} writes ${state} yet.`)
      },
      { timeout: 10_000, interval: 50 },
    )

  await send({
    email: 'Ada@Northwind.example',
    name: 'Ada',
    last_name: 'Lovelace',
    company: 'Northwind',
    country: 'Germany',
    size: '320',
  })
  await reach('done', 3)
  await post(`${sandboxUrl}/__sandbox/faults`, [{ name: 'partial-failure', system: 'salesforce' }])
  await send({ email: 'grace@initech.example', name: 'Grace', last_name: 'Hopper', company: 'Initech' })
  await send({ email: 'alan@initech.example', name: 'Alan', last_name: 'Turing', company: 'Initech' })
  await reach('dead', 2)
  await post(`${sandboxUrl}/__sandbox/faults`, [])

  // What a start asks of the CRMs by itself is asked: what a test counts from here on is its own doing.
  await vi.waitFor(
    async () => {
      const { entries } = await get<{ entries: { path: string }[] }>(`${sandboxUrl}/__sandbox/ledger`)
      const described = entries.filter(({ path }) => /\/describe$|\/crm\/v3\/properties\/contacts/.test(path))
      if (described.length < 2) throw new Error('The CRMs have not been asked for their fields yet.')
    },
    { timeout: 10_000, interval: 50 },
  )

  const [lead] = (await api<Page<{ id: string }>>('/api/leads?email=ada@northwind.example')).items
  const events = (await api<Page<{ id: string; leadId: string }>>('/api/events')).items
  const [first, second] = await syncs('dead')
  return {
    folder,
    server,
    sandboxUrl,
    lead: lead?.id ?? '',
    event: events.find((event) => event.leadId === lead?.id)?.id ?? '',
    dead: [first?.id ?? '', second?.id ?? ''],
    api,
    async counts() {
      const ledger = await get<{ entries: { effects: unknown[] }[] }>(`${sandboxUrl}/__sandbox/ledger`)
      const {
        deliveries,
        events: eventStates,
        syncs: syncStates,
        clocks,
      } = await api<Record<string, unknown>>('/api/status')
      const leads = await api<Page<{ version: number }>>('/api/leads')
      const decisions = await api<Page<unknown>>('/api/decisions')
      const audit = await api<Page<unknown>>('/api/audit')
      return {
        // What it reads by itself, now and then, changes nothing.
        changed: ledger.entries.filter(({ effects }) => effects.length > 0).length,
        deliveries,
        eventStates,
        syncStates,
        clocks,
        versions: leads.items.map(({ version }) => version),
        decisions: decisions.items.length,
        audit: audit.items.length,
      }
    },
  }
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}
