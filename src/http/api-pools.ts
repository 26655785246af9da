// Pools as they stand, and what people say of their members: away, drained, paused, turns given and taken.
import { z } from 'zod'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import * as schemas from './schemas.ts'
import { absenceKinds } from '../routing/pools/absence.ts'
import { methods } from '../routing/pools/grammar.ts'
import { forGood, type AbsenceRow } from '../store/rows.ts'

const name = z.string().trim().min(1).max(200)
const time = z.iso.datetime({ offset: true }).transform((value) => new Date(value))
const instant = z.iso.datetime()

const sayBody = z
  .strictObject({
    kind: z.enum(absenceKinds),
    member: name.optional().describe("A member's address; for away and drained"),
    pool: name.optional().describe('For paused'),
    from: time.optional().describe('Default: now'),
    until: time.optional().describe('Default: until it is ended'),
    reason: name.optional(),
  })
  .refine(({ kind, member, pool }) => (kind === 'paused' ? pool && !member : member && !pool), {
    error: 'Say the member that is away or drained, or the pool that is paused',
  })
const endBody = z
  .strictObject({ member: name.optional(), pool: name.optional() })
  .refine(({ member, pool }) => (member === undefined) !== (pool === undefined), { error: 'Say either member or pool' })
const creditBody = z.strictObject({
  pool: name,
  member: name,
  leads: z.number().int().min(-1_000).max(1_000).describe('More than 0: gets so many more; below 0: so many fewer'),
  reason: name,
})

const absenceView = z.object({
  id: z.string(),
  kind: z.enum(absenceKinds),
  member: z.string().nullable(),
  pool: z.string().nullable(),
  from: instant,
  until: instant.nullable().describe('null: until it is ended'),
  reason: z.string().nullable(),
  by: z.string(),
})
const absencesView = z.object({ items: z.array(absenceView) })
const poolsView = z.object({
  items: z.array(
    z.object({
      pool: z.string(),
      method: z.enum(methods),
      sla: z.string().nullable(),
      closed: z.string().optional().describe('Why nobody of it gets a lead now'),
      members: z.array(
        z.object({
          member: z.string(),
          ownerId: z.string().nullable(),
          weight: z.number(),
          total: z.number().describe('Leads got, as the ledger sums them'),
          shortfall: z.number().describe('Leads below its share, with the next one'),
          lastAt: z.string().nullable(),
          refused: z.string().nullable().describe('Why it gets no lead now'),
          next: z.boolean(),
          backup: z.string().optional().describe('It is away, and this user stands in'),
          open: z.number().optional(),
        }),
      ),
    }),
  ),
})
const creditView = z.object({ pool: z.string(), member: z.string(), total: z.number(), owed: z.number() })

export function poolRoutes(api: Api, deps: ApiDeps): void {
  const tags = ['pools']
  api.route({
    method: 'GET',
    url: '/api/pools',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listPools',
      summary: 'How each pool stands, and who would get the next lead of which nothing is known',
      response: { 200: poolsView, ...schemas.errors },
    },
    handler: async () => ({
      items: (await deps.pipeline.pools()).map(({ candidates, levelled: _levelled, ...pool }) => ({
        ...pool,
        members: candidates.map(({ chosen, target: _target, fit: _fit, ...member }) => ({ ...member, next: chosen })),
      })),
    }),
  })
  api.route({
    method: 'GET',
    url: '/api/absences',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listAbsences',
      summary: 'Who is away or drained and which pools are paused, now or later',
      response: { 200: absencesView, ...schemas.errors },
    },
    handler: async () => {
      const rows = await deps.store.list('absences', { where: { until: { gt: deps.clock.now() } } })
      return { items: rows.map(viewOf) }
    },
  })
  api.route({
    method: 'POST',
    url: '/api/absences',
    config: { role: 'editor' },
    schema: {
      tags,
      operationId: 'sayAbsence',
      summary: 'A member is away or drained, or a pool is paused',
      description:
        'away: gets no leads in any pool; backups stand in. drained: gets nothing new and keeps what it has. paused: nobody of the pool gets a lead.',
      body: sayBody,
      response: { 200: absenceView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { kind, member, pool, ...rest } = request.body
      return noteRefusal(deps, { actor, action: `absence.${kind}`, target: 'pools' }, async () =>
        viewOf(await deps.pipeline.sayAbsence({ kind, who: member ?? pool ?? '', ...rest }, actor)),
      )
    },
  })
  api.route({
    method: 'POST',
    url: '/api/absences/end',
    config: { role: 'editor' },
    schema: {
      tags,
      operationId: 'endAbsences',
      summary: 'A member is back, or a pool goes on',
      body: endBody,
      response: { 200: absencesView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { member, pool } = request.body
      return noteRefusal(deps, { actor, action: 'absence.end', target: 'pools' }, async () => {
        const kinds = pool === undefined ? (['away', 'drained'] as const) : (['paused'] as const)
        return { items: (await deps.pipeline.endAbsences(kinds, pool ?? member ?? '', actor)).map(viewOf) }
      })
    },
  })
  api.route({
    method: 'POST',
    url: '/api/pools/credit',
    config: { role: 'editor' },
    schema: {
      tags,
      operationId: 'giveCredit',
      summary: 'Give a member turns, or take some, with the reason',
      body: creditBody,
      response: { 200: creditView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      return noteRefusal(deps, { actor, action: 'turns.give', target: 'pools' }, () =>
        deps.pipeline.giveCredit(request.body, actor),
      )
    },
  })
}

function viewOf({ createdAt: _createdAt, subject, until, ...row }: AbsenceRow) {
  const isPool = subject.startsWith('pool ')
  return {
    ...row,
    member: isPool ? null : subject,
    pool: isPool ? subject.slice('pool '.length) : null,
    from: row.from.toISOString(),
    until: until.getTime() === forGood.getTime() ? null : until.toISOString(),
  }
}
