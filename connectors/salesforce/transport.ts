// Carries jsforce's requests, in place of its own transport, which retries reads, follows redirects with the token, waits for
// half an hour, reads answers of any size, obeys proxy variables, and dies of a connection that is cut within an answer (3.10.26).
import { PassThrough } from 'node:stream'
import type { Connection, OAuth2 } from 'jsforce'
import { RemoteError } from '../../src/connector.ts'

/** What is handed through jsforce with each request, and what came back beside the body. */
export interface Passage {
  signal: AbortSignal
  status?: number
  headers?: Record<string, string>
}

type Transport = Connection['_transport']
type JsforceRequest = Parameters<Transport['httpRequest']>[0]
type JsforceResponse = Awaited<ReturnType<Transport['httpRequest']>>

const MAX_BYTES = 20 * 1024 * 1024

/**
 * Gives a client of jsforce this transport.
 * @param fixed for calls that jsforce makes without options: the token
 */
export function carry(client: Connection | OAuth2, fixed?: Passage): void {
  // oxlint-disable-next-line no-underscore-dangle -- jsforce has no public place for a transport
  client._transport = {
    // A promise that also shows a stream, as jsforce wants it; nothing here reads the stream.
    httpRequest: (request: JsforceRequest, options: unknown) =>
      Object.assign(send(request, fixed ?? (options as Passage)), { stream: () => new PassThrough() }),
    getRequestStreamCreator: () => {
      throw new TypeError('This transport sends whole requests, no streams.')
    },
  }
}

async function send(request: JsforceRequest, passage: Passage): Promise<JsforceResponse> {
  const { 'content-length': _length, ...headers } = request.headers ?? {}
  const response = await fetch(request.url, {
    method: request.method,
    headers,
    ...(typeof request.body === 'string' ? { body: request.body } : {}),
    redirect: 'manual',
    signal: passage.signal,
  })
  passage.status = response.status
  passage.headers = Object.fromEntries(response.headers)
  return { statusCode: response.status, headers: passage.headers, body: await readText(response) }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BYTES) {
      throw new RemoteError(`Salesforce answered with more than ${MAX_BYTES} bytes: the rest was not read.`, {
        code: 'salesforce.too-large',
        kind: 'temporary',
        outcomeUnknown: true,
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
