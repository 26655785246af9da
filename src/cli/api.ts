// Commands speak the admin API: of the running server when there is one, else of a server opened in this process, without its jobs.
import axios from 'axios'
import { InputError, NotFoundError, ConflictError, ForbiddenError } from '../errors.ts'
import { openForCommand, type CommandHost } from '../main.ts'
import { findServer } from './server-file.ts'

export interface Api {
  get(path: string): Promise<unknown>
  post(path: string, body: unknown): Promise<unknown>
  close(): Promise<void>
}

const TIMEOUT_MS = 60_000

export async function openApi(): Promise<Api> {
  const host = await openForCommand(findServer)
  return {
    get: (path) => call(host, 'GET', path),
    post: (path, body) => call(host, 'POST', path, body),
    close: () => host.close(),
  }
}

async function call(host: CommandHost, method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${host.token}` }
  const answer = host.url
    ? await axios.request({
        baseURL: host.url,
        url: path,
        method,
        headers,
        data: body,
        timeout: TIMEOUT_MS,
        maxRedirects: 0,
        proxy: false,
        validateStatus: () => true,
      })
    : await host.inject(method, path, headers, body)
  if (answer.status < 400) return answer.data
  throw errorOf(answer.status, answer.data)
}

function errorOf(status: number, data: unknown): Error {
  const error = (data as { error?: { code?: string; message?: string } } | undefined)?.error
  const message = error?.message ?? `The server answered ${status}.`
  const code = error?.code ?? 'server.error'
  if (status === 404) return new NotFoundError(message, code)
  if (status === 409) return new ConflictError(message, code)
  if (status === 401 || status === 403) return new ForbiddenError(message, code)
  return status < 500 ? new InputError(message, { code, status }) : new Error(message)
}
