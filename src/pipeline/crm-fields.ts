// What each CRM says about its fields, kept in the store, so that mappings are held against it without asking the CRM each time.
import { faultLine, RemoteError } from '../errors.ts'
import type { CrmField } from '../lead/crm-field.ts'
import { checkAgainstCrm, type CrmFindings } from '../mapping/check-crm.ts'
import { DAY_MS } from '../time.ts'
import type { Context } from './context.ts'
import { isReadable } from './mirror.ts'
import { isPaused } from './pause.ts'
import type { Rulebook } from './rulebook.ts'
import { crmMapping } from './serving.ts'
import { rememberUnread, unreadLately } from './unread.ts'

const settingId = (crm: string): string => `fields:${crm}`

/** Reads them when they are a day old. @returns 1 when they were read */
export async function readCrmFields(context: Context, name: string): Promise<number> {
  const crm = context.crms.get(name)
  if (!crm?.describePeople || (await isPaused(context, name))) return 0
  const { store, clock } = context
  if (!(await isReadable(context, name)) || (await unreadLately(context, settingId(name)))) return 0
  const now = clock.now()
  const last = await store.find('settings', settingId(name))
  if (last && now.getTime() - last.updatedAt.getTime() < DAY_MS) return 0
  try {
    const fields = await crm.describePeople()
    const row = { id: settingId(name), value: fields, version: (last?.version ?? 0) + 1, updatedAt: now }
    await store.commit({ upserts: [{ table: 'settings', row }] })
    context.log.info({ connection: name, fields: fields.length }, 'fields of the CRM read')
    await warnOfFields(context, await context.rulebook(), name)
    return 1
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    context.log.warn({ connection: name, code: error.code, kind: error.kind }, 'fields of the CRM could not be read')
    await rememberUnread(context, settingId(name), error.code)
    return 0
  }
}

/** At a start, at a new version, and when the CRM was asked: whoever reads the log knows before the first write is refused. */
export async function warnOfFields(context: Context, rulebook: Rulebook, name: string): Promise<void> {
  const { faults } = (await crmFindings(context, rulebook, name)) ?? { faults: [] }
  if (faults.length === 0) return
  const told = { connection: name, faults: faults.map(faultLine) }
  context.log.warn(told, 'a mapping does not fit the fields of its CRM: writes will be refused')
}

/** By what the CRM said last; undefined: it was not asked yet, or no mapping writes to it. */
export async function crmFindings(
  context: Context,
  rulebook: Rulebook,
  name: string,
): Promise<CrmFindings | undefined> {
  const connection = context.connections.get(name)
  const mapping = connection && crmMapping(rulebook, connection)
  const row = mapping && (await context.store.find('settings', settingId(name)))
  return row && checkAgainstCrm(mapping, row.value as CrmField[])
}
