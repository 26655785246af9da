// Why a lead has its owner: each decision made again from what was stored with it, by the version of the rulebook that made it. Its one rule:
// what cannot be made again is told as it was told then, with the reason.
import { ConfigError, NotFoundError } from '../errors.ts'
import type { Decision } from '../routing/decision.ts'
import { decideAgain } from '../routing/explain/again.ts'
import { against } from '../routing/explain/background.ts'
import { nextInLine } from '../routing/explain/next-in-line.ts'
import { explainDecision } from '../routing/explain/sentences.ts'
import { restoreQuestion } from '../routing/explain/stored-question.ts'
import { whatIf } from '../routing/explain/what-if.ts'
import type { Question } from '../routing/question.ts'
import type { DecisionRow } from '../store/rows.ts'
import type { Context } from './context.ts'
import { questionOf } from './fold.ts'
import type { ExplainedDecision, Explanation } from './pipeline.ts'
import type { Rulebook } from './rulebook.ts'
import { loadWorld } from './world.ts'

export async function explain(context: Context, leadId: string): Promise<Explanation> {
  const { store } = context
  const lead = await store.find('leads', leadId)
  if (!lead) throw new NotFoundError(`There is no lead ${leadId}.`)
  const rows = await store.list('decisions', { where: { leadId } })
  const [erasure] = await store.list('timeline', { where: { leadId, step: 'erased' } })
  const personal = await personalParts(context, rows)
  const decisions: ExplainedDecision[] = []
  let last: { row: DecisionRow; made: Made } | null = null
  for (const row of rows) {
    const made = erasure ? erasedText(erasure.at) : await againOf(context, row, personal.get(row.id))
    const { id, decidedAt, rulebook } = row
    if (typeof made === 'string') {
      const why = erasure ? [made] : explainDecision(row.decision)
      decisions.push({ id, decidedAt, rulebook, decision: row.decision, why, again: { isSame: null, text: made } })
    } else {
      const { decision, isSame, text } = made.again
      decisions.push({ id, decidedAt, rulebook, decision, why: explainDecision(decision), again: { isSame, text } })
      last = { row, made }
    }
  }
  return {
    leadId,
    erasedAt: erasure?.at ?? null,
    stage: lead.stage,
    ownerId: lead.ownerId,
    decisions,
    latest: last && (await othersOf(context, leadId, last.row.id, last.made)),
  }
}

const erasedText = (at: Date): string =>
  `The inputs were erased on ${at.toISOString().slice(0, 10)}: the person was forgotten.`

interface Made {
  question: Question
  version: Rulebook
  again: ReturnType<typeof decideAgain>
}

/** A sentence where it cannot be made again. */
async function againOf(context: Context, row: DecisionRow, personal: unknown): Promise<Made | string> {
  const open = (row.inputs as { question?: unknown } | null)?.question
  const cannot = 'It cannot be decided again'
  if (open === undefined) {
    return isByRules(row.decision)
      ? `${cannot}: it was made before all of its inputs were kept.`
      : 'No rule was asked: there is nothing to decide again.'
  }
  if (personal === undefined) return `${cannot}: what it was made from was kept for as long as retention.yaml says.`
  const question = restoreQuestion({ open, personal })
  if ('lacks' in question) return `${cannot}: "${question.lacks}" was not yet kept when it was made.`
  const version = await versionOf(context, row.rulebook)
  if (!version) return `${cannot}: this release cannot read version ${row.rulebook} of the rulebook.`
  return { question, version, again: decideAgain(question, version.routing, row.decision) }
}

function isByRules({ rules, rule }: Decision): boolean {
  return rules.length > 0 || rule === 'otherwise'
}

async function versionOf(context: Context, hash: string): Promise<Rulebook | undefined> {
  try {
    return await context.rulebookOf(hash)
  } catch (error) {
    if (error instanceof ConfigError || error instanceof NotFoundError) return undefined
    throw error
  }
}

async function personalParts({ store }: Context, rows: readonly DecisionRow[]): Promise<Map<string, unknown>> {
  if (rows.length === 0) return new Map()
  const parts = await store.list('timelinePrivate', { where: { id: { in: rows.map(({ id }) => id) } } })
  return new Map(parts.map(({ id, data }) => [id, (data as { question?: unknown } | null)?.question]))
}

/** Pools and owners that the decision did not look at are those of now. */
async function othersOf(
  context: Context,
  leadId: string,
  decisionId: string,
  { question, version, again: { decision } }: Made,
): Promise<Explanation['latest']> {
  const world = await loadWorld(context, { personKeys: [], leadIds: [leadId], companies: [], crms: [] }, version)
  const lead = world.leads.get(leadId)
  if (!lead) return null
  const { event, match, cause } = question
  const now = questionOf(world, lead, match, null, { ...event, id: question.seed }, cause)
  const wide = against(question, now)
  const book = version.routing
  return { decisionId, next: nextInLine(wide, book, decision), whatIf: whatIf(wide, book, decision) }
}
