// Up to 25 calls in one, in order, each able to use what earlier ones answered. Counts as one API call.
import { z } from 'zod'
import { bodyOf, type Call, type Reply } from './call.ts'
import type { ItemResult } from './collections.ts'
import { fillIn, MissingReference } from './composite-references.ts'
import { SalesforceError } from './salesforce-error.ts'

const [MAX_SUBREQUESTS, MAX_QUERIES_AND_COLLECTIONS] = [25, 5]

const compositeBody = z.object({
  allOrNone: z.boolean().default(false),
  collateSubrequests: z.boolean().optional(),
  compositeRequest: z
    .array(
      z.object({
        method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
        url: z.string(),
        referenceId: z.string().regex(/^\w+$/),
        body: z.unknown().optional(),
        httpHeaders: z.record(z.string(), z.string()).optional(),
      }),
    )
    .min(1),
})
type Subrequest = z.infer<typeof compositeBody>['compositeRequest'][number]

interface Subanswer {
  body: unknown
  httpHeaders: Record<string, string>
  httpStatusCode: number
  referenceId: string
}

/** @param answer runs one subrequest as if it came alone */
export function composite(
  call: Call,
  answer: (subrequest: { method: string; url: string; headers: Record<string, string>; body: unknown }) => Reply,
): Reply {
  const parsed = compositeBody.safeParse(bodyOf(call))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new SalesforceError('INVALID_INPUT', `The composite request does not fit. ${faults.join('; ')}`)
  }
  const { allOrNone, compositeRequest } = parsed.data
  refuseUnfit(compositeRequest)
  const effects = call.writer.effects.length
  const done = call.org.atomic(() => {
    const answers = runAll(call, compositeRequest, allOrNone, answer)
    const keep = !allOrNone || !answers.some(hasFailed)
    return { result: { answers: keep ? answers : answers.map(halted), keep }, keep }
  })
  if (!done.keep) call.writer.effects.splice(effects)
  return { status: 200, body: { compositeResponse: done.answers } }
}

function runAll(
  call: Call,
  requests: readonly Subrequest[],
  allOrNone: boolean,
  answer: Parameters<typeof composite>[1],
): Subanswer[] {
  const bodies = new Map<string, unknown>()
  const answers: Subanswer[] = []
  let stopped = false
  for (const request of requests) {
    const { referenceId } = request
    const reply = stopped ? notProcessed() : runOne(call, request, bodies, answer)
    if (reply.status < 400) bodies.set(referenceId, reply.body)
    answers.push({ body: reply.body ?? null, httpHeaders: {}, httpStatusCode: reply.status, referenceId })
    if (allOrNone && reply.status >= 400) stopped = true
  }
  return answers
}

function runOne(
  call: Call,
  request: Subrequest,
  bodies: ReadonlyMap<string, unknown>,
  answer: Parameters<typeof composite>[1],
): Reply {
  try {
    const filled = fillIn({ url: request.url, body: request.body }, bodies) as { url: string; body: unknown }
    const own = Object.fromEntries(
      Object.entries(request.httpHeaders ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    )
    return answer({ method: request.method, ...filled, headers: { ...call.headers, ...own } })
  } catch (error) {
    if (!(error instanceof MissingReference)) throw error
    return { status: 400, body: [{ errorCode: 'PROCESSING_HALTED', message: error.message }] }
  }
}

function refuseUnfit(requests: readonly Subrequest[]): void {
  const refuse = (code: string, message: string) => {
    throw new SalesforceError(code, message)
  }
  if (requests.length > MAX_SUBREQUESTS) {
    refuse(
      'LIMIT_EXCEEDED',
      `A composite request holds at most ${MAX_SUBREQUESTS} subrequests, and this one has ${requests.length}.`,
    )
  }
  const heavy = requests.filter((request) =>
    /\/(?:query|queryAll|composite\/sobjects)(?:[/?]|$)/.test(request.url),
  ).length
  if (heavy > MAX_QUERIES_AND_COLLECTIONS) {
    refuse(
      'LIMIT_EXCEEDED',
      `At most ${MAX_QUERIES_AND_COLLECTIONS} subrequests may be queries or collections, and this one has ${heavy}.`,
    )
  }
  const ids = new Set<string>()
  for (const { referenceId, url, httpHeaders } of requests) {
    if (ids.has(referenceId)) refuse('INVALID_INPUT', `Duplicate referenceId: ${referenceId}`)
    ids.add(referenceId)
    if (!url.startsWith('/services/data/v')) {
      refuse('INVALID_INPUT', `The url of ${referenceId} must begin with /services/data/vXX.X/.`)
    }
    const barred = Object.keys(httpHeaders ?? {}).find((name) => /^(?:accept|authorization|content-type)$/i.test(name))
    if (barred !== undefined) refuse('INVALID_INPUT', `The header ${barred} is not allowed in a subrequest.`)
  }
}

function notProcessed(): Reply {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.'
  return { status: 400, body: [{ errorCode: 'PROCESSING_HALTED', message }] }
}

function isCollection(body: unknown): body is ItemResult[] {
  return Array.isArray(body) && body.some((item) => typeof item === 'object' && item !== null && 'success' in item)
}

function hasFailed(answer: Subanswer): boolean {
  if (answer.httpStatusCode >= 400) return true
  return isCollection(answer.body) && answer.body.some((item) => !item.success)
}

/** A collection keeps its body though it was undone: its `success: true` must not be trusted. */
function halted(answer: Subanswer): Subanswer {
  if (hasFailed(answer) || isCollection(answer.body)) return answer
  const { status, body } = notProcessed()
  return { ...answer, httpStatusCode: status, body }
}
