// pointsman forget: a person is erased everywhere.
import type { Forgotten } from '../pipeline/pipeline.ts'
import { openApi } from './api.ts'
import { print, printJson } from './print.ts'

export async function forget(email: string, options: { dryRun?: boolean; json?: boolean }): Promise<void> {
  const { dryRun = false, json } = options
  const api = await openApi()
  try {
    const result = (await api.post('/api/people/forget', { email, dryRun })) as Forgotten
    if (json) printJson(result)
    else print(lines(result, dryRun))
  } finally {
    await api.close()
  }
}

function lines(forgotten: Forgotten, dryRun: boolean): string[] {
  const { person, leads, events, deliveries, writes, contacts, waiting } = forgotten
  const what = `${leads} leads, ${events} events, ${deliveries} deliveries, ${contacts} contacts, ${writes} writes`
  if (dryRun) return [`Would erase: ${what}. Nothing was changed; run it without --dry-run to do it.`]
  return [
    `Erased: ${what}.`,
    `For your records: person ${person}.`,
    ...(waiting > 0 ? [`${waiting} deliveries wait to be read: run it again in a minute.`] : []),
    'Not erased: backups, and what the CRM holds. See docs/privacy.md.',
  ]
}
