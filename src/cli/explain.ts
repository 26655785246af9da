// pointsman explain: why a lead has its owner, decision by decision, and what became of promise and writes.
import { NotFoundError } from '../errors.ts'
import { openApi, type Api } from './api.ts'
import type { Explained, LeadDetail, Told } from './lead-views.ts'
import { localTime } from './local-time.ts'
import { faint, heading, print, printJson, table } from './print.ts'
import { promiseLines } from './promise-lines.ts'
import { writeLines } from './write-lines.ts'

/** A large rulebook has more rules than anybody reads: of those that did not hold, the last ones are shown. */
const MOST_RULES = 12

const causes: Record<string, string> = {
  new: 'a new lead came in',
  updated: 'news about the lead came in',
  'sla-breach': 'the promise was broken',
  reroute: 'the owner could not take it',
  replay: 'the event was run again',
  manual: 'asked for by hand',
}

export async function explain(lead: string, options: { json?: boolean; allRules?: boolean }): Promise<void> {
  const api = await openApi()
  try {
    const id = lead.includes('@') ? await idByEmail(api, lead) : lead
    const path = `/api/leads/${encodeURIComponent(id)}`
    const explained = (await api.get(`${path}/explain`)) as Explained
    const detail = (await api.get(path)) as LeadDetail
    const told = { ...explained, ...detail, decisions: explained.decisions }
    if (options.json) printJson(told)
    else print(lines(told, options.allRules ?? false))
  } finally {
    await api.close()
  }
}

function lines(told: Told, allRules: boolean): string[] {
  return [
    heading(titleOf(told)),
    ...table(facts(told)),
    ...told.decisions.flatMap((decision) => [
      '',
      `${heading(`${localTime(decision.decidedAt)}:`)} ${causes[decision.decision.cause] ?? decision.decision.cause} ${faint(`(rulebook ${decision.rulebook})`)}`,
      ...sentences(decision, allRules).map((sentence) => `  ${sentence}`),
      ...(decision.why.includes(decision.again.text) ? [] : [faint(`  ${decision.again.text}`)]),
    ]),
    ...(told.decisions.length === 0 ? ['', 'Nothing was decided yet: look again in a moment.'] : []),
    ...section('Promise', promiseLines(told)),
    ...section('Writes', writeLines(told.syncs)),
    ...section('Next in line, if not this owner', nextLines(told.latest)),
    ...section('What would change it', changeLines(told.latest)),
  ]
}

function nextLines(latest: Told['latest']): string[] {
  return (latest?.next ?? []).map(({ ownerName, pool, rule }, at) => {
    const from = pool === null ? '' : `, pool ${pool}`
    return `${at + 1}. ${ownerName}${from}, by the rule "${rule}"`
  })
}

function changeLines(latest: Told['latest']): string[] {
  if (!latest) return []
  const { changes, tried, untried, more } = latest.whatIf
  if (tried === 0) return []
  const left = untried > 0 ? `; ${untried} more that rules name were not` : ''
  const others = more > 0 ? `; ${more} others change it too, most as those above do` : ''
  return [
    ...changes.map(({ text }) => text),
    faint(`${tried} values that rules name were tried, one at a time${left}${others}.`),
  ]
}

function section(title: string, content: string[]): string[] {
  return content.length === 0 ? [] : ['', heading(title), ...content.map((line) => `  ${line}`)]
}

function titleOf({ lead: { fields, id } }: Told): string {
  const name = [fields['firstName'], fields['lastName']].filter(Boolean).join(' ')
  const parts = [name, fields['company'], fields['email']].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : id
}

function facts({ lead, owner, erasedAt }: Told): [string, string][] {
  return [
    ['lead', lead.id],
    ...(lead.mergedInto ? [['lives on in', lead.mergedInto] as [string, string]] : []),
    ['stage', lead.stage],
    ['owner', ownerText(lead.ownerId, owner, lead.crm)],
    ['came by', `${lead.connection}, ${localTime(lead.receivedAt)}`],
    ...(erasedAt ? [['erased', `${localTime(erasedAt)}: the person was forgotten`] as [string, string]] : []),
    ...lead.suspicious.map((doubt): [string, string] => ['doubt', doubt]),
  ]
}

function ownerText(id: string | null, owner: LeadDetail['owner'], crm: string | null): string {
  if (id === null) return 'nobody'
  const place = crm === null ? id : `${crm} ${id}`
  if (!owner) return place
  return `${owner.name} (${place}${owner.active ? '' : ', no longer active there'})`
}

/** The sentences about rules come first, one for each rule. */
function sentences({ why, decision: { rules } }: Told['decisions'][number], allRules: boolean): string[] {
  const hidden = rules.length - MOST_RULES
  if (hidden <= 0 || allRules) return why
  return [`The ${hidden} rules before these did not hold; --all-rules tells why.`, ...why.slice(hidden)]
}

async function idByEmail(api: Api, email: string): Promise<string> {
  const found = (await api.get(`/api/leads?email=${encodeURIComponent(email.toLowerCase())}`)) as {
    items: { id: string; mergedInto?: string | null }[]
  }
  const first = found.items.find(({ mergedInto }) => !mergedInto) ?? found.items[0]
  if (first) return first.mergedInto ?? first.id
  throw new NotFoundError(
    `No lead has the address ${email}. If it was sent, its event waits or is held: GET /api/events?state=held shows why.`,
    'lead.unknown',
  )
}
