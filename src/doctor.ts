// Asks each outside system whether we can work with it: is it there, does it take our credentials, does it have the fields that mappings write.
// Its one rule: it only reads, and one system that fails does not keep the others from being asked.
import type { Crm } from './connector.ts'
import { PointsmanError, type Fault } from './errors.ts'
import type { Setup } from './load-files.ts'
import { checkAgainstCrm } from './mapping/check-crm.ts'
import { createOutbound } from './outbound.ts'
import type { Connection } from './pipeline/connections.ts'
import { crmMapping } from './pipeline/serving.ts'
import { systemClock } from './time.ts'

export interface Finding {
  connection: string
  /** `credentials`, `owners`, `accounts`, `fields`, `writes`, `source` */
  name: string
  /** warning: nothing is refused for sure. */
  state: 'ok' | 'warning' | 'fault'
  message: string
  /** Of fields: places in the mapping. */
  faults?: Fault[]
}

const CALL_TIMEOUT_MS = 30_000

/** @param only one connection by name; default: all */
export async function examine(setup: Setup, only?: string): Promise<Finding[]> {
  const chosen = [...setup.connections.values()].filter(({ name }) => only === undefined || name === only)
  return (await Promise.all(chosen.map((connection) => examineOne(setup, connection)))).flat()
}

/** Only what the CRMs say about the fields that mappings write. @throws RemoteError when a CRM cannot be asked */
export async function examineFields(setup: Setup): Promise<Finding[]> {
  const crms = [...setup.connections.values()].filter((connection) => isTarget(setup, connection))
  return (await Promise.all(crms.map((connection) => fieldFindings(setup, connection, open(connection))))).flat()
}

/** Who may own a lead, in each CRM that leads are written to. @throws RemoteError when a CRM cannot be asked */
export async function ownersOfCrms(setup: Setup): Promise<Map<string, { email: string | null; active: boolean }[]>> {
  const crms = [...setup.connections.values()].filter((connection) => isTarget(setup, connection))
  const lists = await Promise.all(
    crms.map(async (connection) => [connection.name, (await open(connection)?.readOwners()) ?? []] as const),
  )
  return new Map(lists)
}

function isTarget(setup: Setup, { name }: Connection): boolean {
  return [...setup.connections.values()].some(({ writesTo }) => writesTo === name)
}

function open({ name, connector, settings }: Connection): Crm | undefined {
  const { pace: perInterval, crm } = connector
  const outbound = createOutbound({
    name,
    concurrency: 2,
    timeoutMs: CALL_TIMEOUT_MS,
    ...(perInterval ? { perInterval } : {}),
  })
  return crm?.connect(settings, outbound, { clock: systemClock })
}

async function examineOne(setup: Setup, connection: Connection): Promise<Finding[]> {
  const { name, writesTo, writes } = connection
  const findings: Finding[] = []
  const tell = (part: string, state: Finding['state'], message: string): void => {
    findings.push({ connection: name, name: part, state, message })
  }
  if (writesTo !== null)
    tell(
      'source',
      'ok',
      `Leads go to ${writesTo}. Whether it sends, and with the right secret, its next delivery tells.`,
    )
  if (!isTarget(setup, connection)) return findings
  const crm = open(connection)
  if (!crm) return findings
  const ask = async (part: string, work: () => Promise<string>): Promise<boolean> => {
    try {
      tell(part, 'ok', await work())
      return true
    } catch (error) {
      if (!(error instanceof PointsmanError)) throw error
      tell(part, 'fault', error.message)
      return false
    }
  }
  const isThere = await ask('owners', async () => {
    const owners = await crm.readOwners()
    return `It is there and takes our credentials: ${owners.filter(({ active }) => active).length} of ${owners.length} owners are active.`
  })
  // The rest would fail for the same reason.
  if (!isThere) return findings
  await ask('accounts', async () => {
    const { accounts, next } = await crm.readAccounts(null)
    return `Accounts can be read: ${accounts.length}${next === null ? '' : ' and more'}.`
  })
  const { readContacts } = crm
  if (readContacts) {
    await ask('contacts', async () => {
      const { contacts, next } = await readContacts(null)
      return `Contacts can be read: ${contacts.length}${next === null ? '' : ' and more'}.`
    })
  }
  await ask('fields', async () => {
    findings.push(...(await fieldFindings(setup, connection, crm)))
    return 'The fields were compared with its mapping.'
  })
  if (writes === 'off')
    tell(
      'writes',
      'warning',
      'Writes are off: it is decided and stored, but nothing is written. Say writes: on when you are ready.',
    )
  return findings
}

async function fieldFindings(setup: Setup, connection: Connection, crm: Crm | undefined): Promise<Finding[]> {
  const mapping = crmMapping(setup.rulebook, connection)
  if (!mapping || !crm?.describePeople) return []
  const { faults, warnings } = checkAgainstCrm(mapping, await crm.describePeople())
  const finding = (state: Finding['state'], message: string, places: Fault[]): Finding[] =>
    places.length === 0 ? [] : [{ connection: connection.name, name: 'fields', state, message, faults: places }]
  return [
    ...finding('fault', `${mapping.path} does not fit its fields: writes would be refused.`, faults),
    ...finding('warning', `${mapping.path} fits, but some values may be refused.`, warnings),
  ]
}
