// pointsman plan: what the files of this folder would have changed in leads that came, beside the live version. Nothing is stored or sent.
import { checkSetup } from '../main.ts'
import { InputError, MappingError, NotFoundError } from '../errors.ts'
import type { Owner } from '../lead/account.ts'
import { applyMapping } from '../mapping/apply.ts'
import type { LeadMapping } from '../mapping/mapping.ts'
import type { Rulebook } from '../pipeline/rulebook.ts'
import { hasChanges, Planner, type PlanSide } from '../routing/plan/plan.ts'
import { nobodyKnown } from '../routing/check/witness.ts'
import { ownerIndex, restoreQuestion } from '../routing/explain/stored-question.ts'
import type { Question } from '../routing/question.ts'
import { systemClock } from '../time.ts'
import { didYouMean } from '../yaml-file.ts'
import { openApi, type Api } from './api.ts'
import { openCsv, type Encoding } from './csv-file.ts'
import { planChanges } from './exit-codes.ts'
import { planMarkdown, planText, type PlanReport } from './plan-lines.ts'
import { print, printJson } from './print.ts'
import { progress } from './progress.ts'
import { sinceTime } from './since.ts'
import { compileVersion, readVersion } from './versions-read.ts'

export interface PlanOptions {
  since?: string
  limit?: number
  csv?: string
  mapping?: string
  encoding?: Encoding
  delimiter?: string
  format?: 'text' | 'markdown'
  json?: boolean
}

export async function plan(options: PlanOptions): Promise<void> {
  const { csv, since, mapping } = options
  if (csv !== undefined && since !== undefined)
    throw wrongCall('--since belongs to the history: leave it out with --csv.')
  if ((csv === undefined) !== (mapping === undefined)) throw wrongCall('--csv and --mapping belong together.')
  const { setup } = await checkSetup()
  const draft = setup.rulebook
  const api = await openApi()
  try {
    const live = await readVersion(api)
    const before = live.rulebook === draft.hash ? draft : await compileVersion(api, live.files, draft.tables)
    const report = await reportOf(api, before, draft, options)
    if (options.json) printJson(report)
    else if (options.format === 'markdown') print(planMarkdown(report))
    else print(planText(report))
    if (hasChanges(report.plan)) process.exitCode = planChanges
  } finally {
    await api.close()
  }
}

async function reportOf(api: Api, before: Rulebook, draft: Rulebook, options: PlanOptions): Promise<PlanReport> {
  const { csv, mapping } = options
  const sides = [sideOf(before), sideOf(draft)] as const
  const head = { before: before.hash, after: draft.hash }
  const { plan: result, skipped } =
    csv === undefined || mapping === undefined
      ? await fromHistory(api, sides, options)
      : await fromCsv(csv, mappingOf(draft, mapping), sides, options)
  return { ...head, from: csv ?? 'the history', skipped, plan: result }
}

type Sides = readonly [PlanSide, PlanSide]

interface HistoryPage {
  items: { leadId: string; crm: string | null; question: { open: unknown; personal: unknown } | null }[]
  owners: Owner[]
  next: string | null
}

async function fromHistory(api: Api, sides: Sides, { since, limit = Infinity }: PlanOptions) {
  const tell = progress()
  const from = since === undefined ? '' : `&since=${encodeURIComponent(sinceTime(since, 'plan.since').toISOString())}`
  const planner = new Planner(...sides)
  const owners = new Map<string, ReturnType<typeof ownerIndex>>()
  let skipped = 0
  let read = 0
  let cursor: string | null = ''
  while (cursor !== null && read < limit) {
    const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const size = Math.min(500, limit - read)
    const page = (await api.get(`/api/rulebook/history?limit=${size}${from}${at}`)) as HistoryPage
    for (const [crm, list] of Map.groupBy(page.owners, ({ connection }) => connection))
      owners.set(crm, ownerIndex(list))
    for (const { crm, question: kept } of page.items) {
      const question = kept && restoreQuestion(kept)
      if (question && !('lacks' in question)) planner.add(question, labelOf(question), owners.get(crm ?? ''))
      else skipped += 1
    }
    read += page.items.length
    tell.tell(`${read} decisions are made again`)
    cursor = page.next
  }
  tell.end()
  return { plan: planner.result, skipped }
}

/** Rows as they would come in: of no known account, with everybody free. */
async function fromCsv(path: string, mapping: LeadMapping, sides: Sides, options: PlanOptions) {
  const file = await openCsv(path, options)
  const planner = new Planner(...sides)
  const now = systemClock.now()
  let skipped = 0
  let read = 0
  for await (const { line, fields } of file.rows) {
    if (read === (options.limit ?? Infinity)) break
    read += 1
    try {
      const { draft } = applyMapping(mapping, fields, now)
      const { fields: known, stage, suspicious } = draft
      const lead = { ...nobodyKnown.lead, id: `line ${line}`, fields: known, stage, suspicious }
      const { connection } = mapping
      const event = { ...nobodyKnown.event, connection, at: now }
      const question = { ...nobodyKnown, lead, event, now, seed: `line ${line}` }
      planner.add(question, labelOf(question))
    } catch (error) {
      if (!(error instanceof MappingError)) throw error
      skipped += 1
    }
  }
  return { plan: planner.result, skipped }
}

function mappingOf({ mappings }: Rulebook, name: string): LeadMapping {
  const toLead = mappings.filter((one) => one.direction === 'to-lead')
  const wanted = name.replace(/^(?:.*\/)?([^/]+?)(?:\.ya?ml)?$/, '$1')
  const found = toLead.find((one) => one.name === wanted)
  if (found) return found
  const names = toLead.map((one) => one.name)
  throw new NotFoundError(`There is no mapping "${name}" to a lead${didYouMean(wanted, names)}.`, 'mapping.unknown')
}

function sideOf({ routing, policies }: Rulebook): PlanSide {
  return {
    book: routing,
    promiseText(name) {
      const policy = policies.get(name)
      if (!policy) return 'unknown'
      const { withinMinutes, calendar } = policy
      const within = withinMinutes % 60 === 0 ? `${withinMinutes / 60}h` : `${withinMinutes}m`
      return calendar === null ? within : `${within} of ${calendar}`
    },
  }
}

function labelOf({ lead: { id, fields } }: Question): string {
  const { firstName, lastName, company, email } = fields
  const name = [firstName, lastName].filter(Boolean).join(' ')
  return [name, company].filter(Boolean).join(', ') || email || id
}

function wrongCall(message: string): InputError {
  return new InputError(message, { code: 'plan.input', status: 400 })
}
