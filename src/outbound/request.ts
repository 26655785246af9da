// One HTTP request for systems that have no client of their own: axios, with every cap set. Its status says the kind of error.
import { parseJson, type OutboundRequest } from '../connector.ts'
import { RemoteError, type RemoteKind } from '../errors.ts'
import { retryAfterMs } from './retry-after.ts'

const MAX_BYTES = 5 * 1024 * 1024
/** What a 429 without a usable Retry-After means. */
const LIMITED_MS = 10_000

export interface Sending {
  name: string
  label: string
  now: () => Date
  signal: AbortSignal
  timeoutMs: number
}

export interface OutboundAnswer {
  status: number
  headers: Record<string, string>
  data: unknown
}

/** @throws RemoteError by status; the client's own error when no answer came */
export async function sendRequest(sending: Sending, request: OutboundRequest): Promise<OutboundAnswer> {
  const { default: axios } = await import('axios')
  let answer: { status: number; headers: object; data: unknown }
  try {
    answer = await axios.request({
      adapter: 'http',
      method: request.method,
      url: request.url,
      ...(request.headers ? { headers: request.headers } : {}),
      data: request.body,
      signal: sending.signal,
      timeout: sending.timeoutMs,
      maxContentLength: MAX_BYTES,
      maxBodyLength: MAX_BYTES,
      // A redirect would carry our headers to a place nobody configured.
      maxRedirects: 0,
      allowAbsoluteUrls: false,
      proxy: false,
      responseType: 'text',
      transformResponse: [(text: unknown) => text],
      validateStatus: () => true,
    })
  } catch (error) {
    throw withoutConfig(sending, error)
  }
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  const text = typeof answer.data === 'string' ? answer.data : ''
  const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429
  if ((answer.status >= 200 && answer.status < 300) || (request.takesRefusals === true && isRefusal)) {
    return { status: answer.status, headers, data: parse(sending, request, headers['content-type'], text) }
  }
  throw statusError(sending, request, { status: answer.status, headers, text })
}

/** The client's error holds the whole request, secrets and all: only its code may leave. */
function withoutConfig({ name, label }: Sending, error: unknown): Error {
  const { code = 'ERR_UNKNOWN' } = error as { code?: string }
  if (code === 'ERR_BAD_RESPONSE') {
    return new RemoteError(
      `${name} answered ${label} with more than ${MAX_BYTES} bytes, or with what HTTP does not allow.`,
      {
        code: 'outbound.bad-answer',
        kind: 'temporary',
        outcomeUnknown: true,
      },
    )
  }
  if (code === 'ERR_BAD_REQUEST' || code === 'ERR_INVALID_URL' || code === 'ERR_FR_MAX_BODY_LENGTH_EXCEEDED') {
    return new RemoteError(`${label} to ${name} was not sent: its address or its size does not fit (${code}).`, {
      code: 'outbound.bad-request',
      kind: 'rejected',
    })
  }
  const bare = new Error(`${label} got no answer.`)
  return Object.assign(bare, {
    code: code === 'ERR_CANCELED' ? 'ECONNABORTED' : code.replace(/^ERR_NETWORK$/, 'ECONNRESET'),
  })
}

function parse({ name, label }: Sending, request: OutboundRequest, type: string | undefined, text: string): unknown {
  if (!/\bjson\b/i.test(type ?? '') || text === '') return text
  try {
    // Ids beyond 2^53 stay as they are, as texts.
    return parseJson(text)
  } catch {
    throw new RemoteError(`${name} answered ${label} with JSON that cannot be read.`, {
      code: 'outbound.bad-answer',
      kind: 'temporary',
      outcomeUnknown: request.method !== 'GET',
    })
  }
}

function statusError(
  { name, label, now }: Sending,
  request: OutboundRequest,
  { status, headers, text }: { status: number; headers: Record<string, string>; text: string },
): RemoteError {
  const kind = kindOf(status)
  const wait = retryAfterMs(headers['retry-after'], now()) ?? (status === 429 ? LIMITED_MS : undefined)
  return new RemoteError(`${name} answered ${status} to ${label}${words(text)}`, {
    code: `http.${status}`,
    kind,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    outcomeUnknown: kind === 'temporary' && request.method !== 'GET',
  })
}

function kindOf(status: number): RemoteKind {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 429) return 'exhausted'
  if (status === 408 || status >= 500) return 'temporary'
  return 'rejected'
}

/** The other side's own words, cut; nothing when there are none. */
function words(text: string): string {
  let said: unknown
  try {
    const body = JSON.parse(text) as { message?: unknown; error?: unknown; error_description?: unknown } | null
    said = body?.message ?? body?.error_description ?? body?.error
  } catch {
    return '.'
  }
  return typeof said === 'string' && said !== '' ? `: ${said.slice(0, 300)}` : '.'
}
