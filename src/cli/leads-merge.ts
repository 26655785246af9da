// pointsman leads merge, unmerge: two leads that are one person, put together by hand after a look at the plan, and taken apart again.
import type { MergePlan, MergeUndone } from '../pipeline/pipeline.ts'
import { openApi } from './api.ts'
import { heading, print, printJson, table } from './print.ts'

export interface MergeOptions {
  yes?: boolean
  json?: boolean
}

export async function mergeLead(lead: string, into: string, { yes = false, json }: MergeOptions): Promise<void> {
  const api = await openApi()
  try {
    const plan = (await api.post(`/api/leads/${encodeURIComponent(lead)}/merge`, { into, plan: !yes })) as MergePlan
    if (json) printJson(plan)
    else print(planLines(plan))
  } finally {
    await api.close()
  }
}

export async function unmergeLead(id: string, { json }: { json?: boolean }): Promise<void> {
  const api = await openApi()
  try {
    const undone = (await api.post(`/api/merges/${encodeURIComponent(id)}/undo`, {})) as MergeUndone
    if (json) printJson(undone)
    else print(undoneLines(undone))
  } finally {
    await api.close()
  }
}

function planLines({ survivorId, otherId, mergeId, lines, also }: MergePlan): string[] {
  const rows = lines
    .filter(({ won }) => won !== 'same')
    .map(({ field, before, won, why }) => [
      field,
      shown(before.survivor),
      shown(before.other),
      won === 'survivor' ? 'stays' : 'is taken over',
      why,
    ])
  return [
    heading(
      mergeId === null
        ? `Lead ${otherId} would be merged into ${survivorId}`
        : `Lead ${otherId} lives on in ${survivorId}`,
    ),
    ...table([['field', 'of the one that stays', 'of the other', '', 'why'], ...rows]),
    `  ${lines.length - rows.length} more that both say alike.`,
    ...also,
    '',
    mergeId === null
      ? 'Nothing was changed; run it with --yes to do it.'
      : `To take it back: npx pointsman leads unmerge ${mergeId}`,
  ]
}

function shown(value: string | number | null): string {
  return value === null ? '-' : String(value)
}

function undoneLines({ survivorId, otherId, kept }: MergeUndone): string[] {
  return [`Leads ${survivorId} and ${otherId} are two again, and are never taken for one.`, ...kept]
}
