// Is it ready, what runs, what waits, what is broken: for health, metrics and people.
import { faultLine, StorageError } from '../errors.ts'
import type { Context } from './context.ts'
import { crmFindings } from './crm-fields.ts'
import { mirrored } from './mirror.ts'
import { pausedBecause } from './pause.ts'
import type { Check, Status } from './pipeline.ts'

/** One per thing that can be wrong: kinds times connections. */
const MOST_ALERTS = 500

export async function status(context: Context, demo: boolean): Promise<Status> {
  const store = await storeCheck(context)
  if (store.ok) return statusOf(context, demo, store)
  // A store that takes nothing may still be readable; without one nothing else can be known.
  return statusOf(context, demo, store).catch(() => ({ ...empty, demo, checks: [store] }))
}

async function statusOf(context: Context, demo: boolean, store: Check): Promise<Status> {
  const checks = [
    store,
    await rulebookCheck(context),
    await mirrorCheck(context),
    ...filesCheck(context),
    ...(await fieldChecks(context)),
  ]
  const connections: Status['connections'] = []
  for (const connection of context.connections.values()) {
    const paused = await pausedBecause(context, connection.name)
    if (paused) checks.push(pausedCheck(connection.name, paused))
    connections.push({
      name: connection.name,
      connector: connection.connector.name,
      roles: [...(connection.writesTo ? ['source'] : []), ...(connection.connector.crm ? ['CRM'] : [])],
      writes: connection.connector.crm ? connection.writes : null,
      paused,
    })
  }
  const live = await context.store.find('settings', 'rulebook.live')
  return {
    // A paused CRM is no reason to take no leads in.
    // Nor are faulty files: what was live goes on. Nor fields that a CRM lacks: its writes wait for a person.
    ready: checks.every((check) => check.ok || /^(?:connection |fields |files$)/.test(check.name)),
    demo,
    rulebook: (live?.value as string | undefined) ?? null,
    checks,
    alerts: await context.store.aside.list('alerts', { where: { endedAt: null }, limit: MOST_ALERTS }),
    connections,
    deliveries: await context.store.aside.countBy('deliveries', 'state'),
    events: await context.store.aside.countBy('events', 'state'),
    syncs: await context.store.aside.countBy('syncs', 'state'),
    replies: await context.store.aside.countBy('replies', 'state'),
    clocks: await context.store.aside.countBy('slaClocks', 'state'),
  }
}

const empty: Omit<Status, 'checks' | 'demo'> = {
  ready: false,
  rulebook: null,
  alerts: [],
  connections: [],
  deliveries: {},
  events: {},
  syncs: {},
  replies: {},
  clocks: {},
}

function pausedCheck(connection: string, because: string): Check {
  return {
    name: `connection ${connection}`,
    ok: false,
    message: `Paused: ${because} Mend the credentials; it is tried again each minute.`,
  }
}

function filesCheck(context: Context): Check[] {
  const [first, ...more] = context.fileFaults()
  if (!first) return []
  const others = more.length === 0 ? '' : ` And ${more.length} more: \`pointsman check\` lists them.`
  const message = `Rulebook and mappings were edited, but hold faults; what was live before stays. ${faultLine(first)}${others}`
  return [{ name: 'files', ok: false, code: 'config.invalid', message }]
}

/** Each CRM whose fields do not fit what is written into it. */
async function fieldChecks(context: Context): Promise<Check[]> {
  const rulebook = await context.rulebook().catch(() => undefined)
  const checks: Check[] = []
  for (const name of rulebook ? context.crms.keys() : []) {
    const [first, ...more] = (rulebook && (await crmFindings(context, rulebook, name)))?.faults ?? []
    if (!first) continue
    const others = more.length === 0 ? '' : ` And ${more.length} more: \`pointsman doctor ${name}\` lists them.`
    const message = `Some writes will be refused. ${faultLine(first)}${others}`
    checks.push({ name: `fields ${name}`, ok: false, code: 'mapping.crm-fields', message })
  }
  return checks
}

async function storeCheck(context: Context): Promise<Check> {
  try {
    await context.store.ping()
    return { name: 'store', ok: true, message: `${context.store.place} answers.` }
  } catch (error) {
    if (error instanceof StorageError) return { name: 'store', ok: false, code: error.code, message: error.message }
    return {
      name: 'store',
      ok: false,
      message: `${context.store.place} does not answer: look at its disk or its server.`,
    }
  }
}

async function rulebookCheck(context: Context): Promise<Check> {
  try {
    const { hash } = await context.rulebook()
    return { name: 'rulebook', ok: true, message: `Version ${hash} is live.` }
  } catch {
    return { name: 'rulebook', ok: false, message: 'No rulebook is live: run `pointsman check`, then start again.' }
  }
}

async function mirrorCheck(context: Context): Promise<Check> {
  return (await mirrored(context))
    ? { name: 'mirror', ok: true, message: 'Owners and accounts of every CRM have been read.' }
    : {
        name: 'mirror',
        ok: false,
        message:
          'Owners and accounts have not been read yet from every CRM: leads are stored and wait. Look at its credentials if this stays.',
      }
}
