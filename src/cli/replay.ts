// pointsman replay: an event runs through the pipeline again, with the mappings and rules of now.
import { openApi } from './api.ts'
import { print, printJson } from './print.ts'

export async function replay(event: string, options: { json?: boolean }): Promise<void> {
  const api = await openApi()
  try {
    const row = (await api.post(`/api/events/${encodeURIComponent(event)}/replay`, {})) as { id: string; state: string }
    if (options.json) return printJson(row)
    print(
      api.running
        ? `Event ${row.id} is run again now. GET /api/events/${row.id} shows what becomes of it.`
        : `Event ${row.id} waits: it is run again when the server starts.`,
    )
  } finally {
    await api.close()
  }
}
