// Leads: find them, and read everything that happened to one.
import { InputError, NotFoundError } from '../errors.ts'
import type { LeadRow, TimelineRow } from '../store/rows.ts'
import type { Reading, Where } from '../store/store.ts'
import type { Actor } from '../pipeline/pipeline.ts'
import { actorOf, mayAct } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { maskFields, maskFor } from './masking.ts'
import { before, given, newestOf, newestPage, pageOf, type Page, type PageQuery } from './paging.ts'
import { explanationView } from './explain-schemas.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

/** Rows of each kind shown with one lead; a lead that has more is read by the lists. */
const MOST = 200
const MOST_EVENTS = 500

export function leadRoutes(api: Api, { store, pipeline }: ApiDeps): void {
  const tags = ['leads']

  api.route({
    method: 'GET',
    url: '/api/leads',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listLeads',
      summary: 'Find leads, newest first',
      querystring: requests.leadsQuery,
      response: { 200: schemas.pageOf(schemas.leadView), ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const page = await findLeads(store, request.query, actor)
      return { ...page, items: page.items.map((lead) => leadFor(actor, lead)) }
    },
  })

  api.route({
    method: 'GET',
    url: '/api/leads/:id',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getLead',
      summary: 'One lead with its owner, CRM records, decisions, assignments, clocks, writes and touches',
      params: requests.idParams,
      response: { 200: schemas.leadDetail, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const lead = await getLead(store, request.params.id)
      const mask = maskFor(actor, [lead.fields])
      const own = {
        where: { leadId: lead.id },
        order: [{ by: 'id' as const, direction: 'desc' as const }],
        limit: MOST,
      }
      const detail = {
        owner: (lead.crm && lead.ownerId && (await store.find('owners', `${lead.crm}:${lead.ownerId}`))) || null,
        crmRefs: await store.list('crmRefs', own),
        decisions: await store.list('decisions', own),
        assignments: await store.list('assignments', own),
        clocks: await store.list('slaClocks', own),
        syncs: await store.list('syncs', own),
        touches: await store.list('touches', own),
      }
      return { lead: leadFor(actor, lead), ...mask(detail) }
    },
  })

  api.route({
    method: 'GET',
    url: '/api/leads/:id/timeline',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getTimeline',
      summary: 'What happened to a lead, step by step, oldest first',
      params: requests.idParams,
      querystring: requests.pagingQuery,
      response: { 200: schemas.pageOf(schemas.timelineEntry), ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const lead = await getLead(store, request.params.id)
      const page = await readTimeline(store, lead.id, request.query)
      const personal = mayAct(actor, 'operator') ? await privateParts(store, page.items) : new Map<string, unknown>()
      const mask = maskFor(actor, [lead.fields])
      return {
        next: page.next,
        items: page.items.map((row) => ({ ...mask(row), private: personal.get(row.id) ?? null })),
      }
    },
  })

  api.route({
    method: 'GET',
    url: '/api/leads/:id/explain',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'explainLead',
      summary: 'Why it went where it went: each decision in plain sentences, with its whole trace',
      params: requests.idParams,
      response: { 200: explanationView, ...schemas.errors },
    },
    handler: async (request) => {
      const lead = await getLead(store, request.params.id)
      return maskFor(actorOf(request), [lead.fields])(await pipeline.explain(lead.id))
    },
  })
}

type LeadFilters = PageQuery & {
  email?: string | undefined
  company?: string | undefined
  domain?: string | undefined
  stage?: LeadRow['stage'] | undefined
  owner?: string | undefined
  crm?: string | undefined
  q?: string | undefined
}

async function findLeads(store: Reading, filters: LeadFilters, actor: Actor): Promise<Page<LeadRow>> {
  const { email, company, domain, stage, owner, crm, q, cursor, limit } = filters
  const where: Where<'leads'> = given({
    email,
    domain,
    stage,
    crm,
    ownerId: owner,
    company: company === undefined ? undefined : { contains: company },
  })
  if (q === undefined && email !== undefined) return byAddress(store, where, email, { cursor, limit })
  if (q === undefined) return newestPage(store, 'leads', where, { cursor, limit })
  if (email !== undefined || company !== undefined || domain !== undefined) {
    throw new InputError('Give either q, or email, company and domain.', { code: 'request.invalid' })
  }
  // A viewer could spell a masked address out, letter by letter, if q looked there.
  const columns = mayAct(actor, 'operator')
    ? (['company', 'domain', 'email'] as const)
    : (['company', 'domain'] as const)
  const lists = await Promise.all(
    columns.map((column) =>
      store.list('leads', {
        where: before<'leads'>({ ...where, [column]: { contains: q } }, cursor),
        order: [{ by: 'id', direction: 'desc' }],
        limit: limit + 1,
      }),
    ),
  )
  return newestOf(lists, limit)
}

/** Also who has the address beside the one that stands. */
async function byAddress(
  store: Reading,
  where: Where<'leads'>,
  email: string,
  { cursor, limit }: PageQuery,
): Promise<Page<LeadRow>> {
  const keys = await store.list('personKeys', { where: { kind: 'email', key: email } })
  const { email: _email, ...others } = where
  const owners =
    keys.length === 0
      ? []
      : await store.list('leads', { where: { ...others, id: { in: keys.map(({ leadId }) => leadId) } } })
  const standing = await store.list('leads', {
    where: before<'leads'>(where, cursor),
    order: [{ by: 'id', direction: 'desc' }],
    limit: limit + 1,
  })
  return newestOf([owners.filter(({ id }) => cursor === undefined || id < cursor), standing], limit)
}

/** Steps of before the lead was known hang on its events. */
async function readTimeline(store: Reading, leadId: string, { cursor, limit }: PageQuery): Promise<Page<TimelineRow>> {
  const events = await store.list('events', { where: { leadId }, limit: MOST_EVENTS })
  const after: Where<'timeline'> = cursor === undefined ? {} : { id: { gt: cursor } }
  const own = await store.list('timeline', { where: { ...after, leadId }, limit: limit + 1 })
  const early =
    events.length === 0
      ? []
      : await store.list('timeline', {
          where: { ...after, leadId: null, eventId: { in: events.map((event) => event.id) } },
          limit: limit + 1,
        })
  return pageOf(
    [...own, ...early].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    limit,
  )
}

async function privateParts(store: Reading, rows: readonly TimelineRow[]): Promise<Map<string, unknown>> {
  if (rows.length === 0) return new Map()
  const parts = await store.list('timelinePrivate', { where: { id: { in: rows.map((row) => row.id) } } })
  return new Map(parts.map((part) => [part.id, part.data]))
}

async function getLead(store: Reading, id: string): Promise<LeadRow> {
  const lead = await store.find('leads', id)
  if (!lead) throw new NotFoundError(`There is no lead ${id}.`)
  return lead
}

function leadFor(actor: Actor, lead: LeadRow): LeadRow {
  if (mayAct(actor, 'operator')) return lead
  return { ...maskFor(actor, [lead.fields])(lead), fields: maskFields(lead.fields) }
}
