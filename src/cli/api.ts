// Commands speak the admin API: of the running server when there is one, else of a server opened in this process, without its jobs.
import { setTimeout as sleep } from 'node:timers/promises'
import axios, { type AxiosRequestConfig } from 'axios'
import { ConflictError, ForbiddenError, InputError, NotFoundError, RemoteError } from '../errors.ts'
import { openForCommand } from '../main.ts'
import type { CommandHost } from '../start.ts'
import { findServer } from './server-file.ts'

export interface Api {
  /** False when no server runs: what is set going now is done at its next start. */
  running: boolean
  get(path: string): Promise<unknown>
  /** @param timeoutMs for what takes long; default: a minute */
  post(path: string, body: unknown, timeoutMs?: number): Promise<unknown>
  close(): Promise<void>
}

const TIMEOUT_MS = 60_000
/** The server takes so many calls a minute: a long list waits for the next one. */
const TOO_MANY = 429
const WAIT_MS = 2_000
const MOST_WAITS = 40

export async function openApi(): Promise<Api> {
  const host = await openForCommand(findServer)
  return {
    running: host.url !== null,
    get: (path) => call(host, 'GET', path, undefined, TIMEOUT_MS),
    post: (path, body, timeoutMs = TIMEOUT_MS) => call(host, 'POST', path, body, timeoutMs),
    close: () => host.close(),
  }
}

async function call(
  host: CommandHost,
  method: 'GET' | 'POST',
  path: string,
  body: unknown,
  timeout: number,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${host.token}` }
  for (let waits = 0; ; waits += 1) {
    const answer = host.url
      ? await ask(host.url, { url: path, method, headers, data: body, timeout })
      : await host.inject(method, path, headers, body)
    if (answer.status < 400) return answer.data
    if (answer.status !== TOO_MANY || waits === MOST_WAITS) throw errorOf(answer.status, answer.data)
    await sleep(WAIT_MS)
  }
}

/** @throws RemoteError when the server does not answer */
async function ask(baseURL: string, request: AxiosRequestConfig): Promise<{ status: number; data: unknown }> {
  try {
    return await axios.request({
      ...request,
      baseURL,
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new RemoteError(`The server at ${baseURL} does not answer: ${why}. Look at its log, then run this again.`, {
      kind: 'temporary',
      code: 'server.unreachable',
      cause: error,
    })
  }
}

function errorOf(status: number, data: unknown): Error {
  const error = (data as { error?: { code?: string; message?: string } } | undefined)?.error
  const message = error?.message ?? `The server answered ${status}.`
  const code = error?.code ?? 'server.error'
  if (code === 'request.invalid') return new InputError(asOptions(message), { code, status })
  if (status === 404) return new NotFoundError(message, code)
  if (status === 409) return new ConflictError(message, code)
  if (status === 401 || status === 403) return new ForbiddenError(message, code)
  return status < 500 ? new InputError(message, { code, status }) : new Error(message)
}

/** The API names its own fields; who typed a command knows them as options. */
function asOptions(message: string): string {
  return message.replaceAll('body.filter.', '--').replaceAll('params.id:', 'The id:')
}
