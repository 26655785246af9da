// Versions of the rulebook, one of them live again, and the decisions of before that a draft is tried on.
import { NotFoundError } from '../errors.ts'
import { commentId } from '../pipeline/versions.ts'
import type { RulebookRow } from '../store/rows.ts'
import type { Reading } from '../store/store.ts'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { given } from './paging.ts'
import { noteRefusal } from './refusals.ts'
import * as schemas from './schemas.ts'
import * as versions from './version-schemas.ts'

const MOST_VERSIONS = 200

export function versionRoutes(api: Api, deps: ApiDeps): void {
  const tags = ['rulebook']
  const { store } = deps

  api.route({
    method: 'GET',
    url: '/api/rulebook/versions',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listVersions',
      summary: 'Versions of the rulebook, newest first',
      response: { 200: versions.versionsView, ...schemas.errors },
    },
    handler: async () => {
      const rows = await store.list('rulebooks', {
        order: [{ by: 'publishedAt', direction: 'desc' }],
        limit: MOST_VERSIONS,
      })
      const live = await liveHash(store)
      return { items: await Promise.all(rows.map((row) => summaryOf(store, row, live))) }
    },
  })

  api.route({
    method: 'GET',
    url: '/api/rulebook/versions/:id',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getVersion',
      summary: 'One version with its files',
      params: versions.versionParams,
      response: { 200: versions.versionView, ...schemas.errors },
    },
    handler: async (request) => {
      const { id } = request.params
      const row = await store.find('rulebooks', id)
      if (!row) throw new NotFoundError(`There is no version ${id}.`)
      return { ...(await summaryOf(store, row, await liveHash(store))), files: row.files }
    },
  })

  api.route({
    method: 'GET',
    url: '/api/rulebook/tables/:id',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getTable',
      summary: 'A table of territories that a version names by its mark',
      params: versions.tableParams,
      response: { 200: versions.tableView, ...schemas.errors },
    },
    handler: async (request) => {
      const { id } = request.params
      const row = await store.find('rulebookTables', id)
      if (!row) throw new NotFoundError(`There is no table ${id}.`)
      return { content: Buffer.from(row.content).toString('base64') }
    },
  })

  api.route({
    method: 'POST',
    url: '/api/rulebook/roll-back',
    config: { role: 'editor' },
    schema: {
      tags,
      operationId: 'rollBackRulebook',
      summary: 'Make a version live again',
      body: versions.rollBackBody,
      response: { 200: schemas.publishedView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { rulebook, comment } = request.body
      return noteRefusal(deps, { actor, action: 'rulebook.roll-back', target: rulebook }, () =>
        deps.pipeline.rollBack(rulebook, comment, actor),
      )
    },
  })

  api.route({
    method: 'GET',
    url: '/api/rulebook/history',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'listHistory',
      summary: 'What decisions were made from, oldest first: for trying a draft of the rulebook on them',
      querystring: versions.historyQuery,
      response: { 200: versions.historyView, ...schemas.errors },
    },
    handler: async (request) => {
      const { cursor, since, limit } = request.query
      const rows = await store.list('decisions', {
        where: given({ decidedAt: since && { gte: since }, id: cursor === undefined ? undefined : { gt: cursor } }),
        limit: limit + 1,
      })
      const page = rows.slice(0, limit)
      const [personal, crms] = await Promise.all([personalParts(store, page), crmsOf(store, page)])
      const items = page.map(({ id, leadId, decidedAt, inputs }) => {
        const open = (inputs as { question?: unknown } | null)?.question
        const own = personal.get(id)
        const question = open === undefined || own === undefined ? null : { open, personal: own }
        return { id, leadId, crm: crms.get(leadId) ?? null, decidedAt, question }
      })
      const owners = cursor === undefined ? await store.list('owners') : []
      return { items, owners, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
    },
  })
}

async function liveHash(store: Reading): Promise<string | undefined> {
  return (await store.find('settings', 'rulebook.live'))?.value as string | undefined
}

async function summaryOf(store: Reading, { id, publishedAt, publishedBy }: RulebookRow, live: string | undefined) {
  const comment = await store.find('settings', commentId(id))
  const text = (comment?.value as string | undefined) ?? null
  return { rulebook: id, publishedAt, publishedBy, comment: text, live: id === live }
}

type Row = { id: string; leadId: string }

async function personalParts(store: Reading, rows: readonly Row[]): Promise<Map<string, unknown>> {
  if (rows.length === 0) return new Map()
  const parts = await store.list('timelinePrivate', { where: { id: { in: rows.map(({ id }) => id) } } })
  return new Map(parts.map(({ id, data }) => [id, (data as { question?: unknown } | null)?.question]))
}

async function crmsOf(store: Reading, rows: readonly Row[]): Promise<Map<string, string | null>> {
  if (rows.length === 0) return new Map()
  const leads = await store.list('leads', { where: { id: { in: [...new Set(rows.map(({ leadId }) => leadId))] } } })
  return new Map(leads.map(({ id, crm }) => [id, crm]))
}
