// pointsman replay: an event runs through the pipeline again, with the mappings and rules of now.
import { openApi } from './api.ts'
import { print, printJson } from './print.ts'

export async function replay(event: string, options: { json?: boolean }): Promise<void> {
  const api = await openApi()
  try {
    const row = (await api.post(`/api/events/${encodeURIComponent(event)}/replay`, {})) as { id: string; state: string }
    if (options.json) return printJson(row)
    print(`Event ${row.id} is ${row.state}: the server works on it now. See it with GET /api/events/${row.id}.`)
  } finally {
    await api.close()
  }
}
