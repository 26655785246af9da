// Calls to HubSpot through its own client, with its limiter and retries off: rate, deadline and circuit are outbound's.
// Its one rule: what comes back is read by its body; an error of one record may stand in an answer of any good status.
import type { Client } from '@hubspot/api-client'
import { RemoteError, type Outbound } from '../../src/connector.ts'
import { callError } from './crm-errors.ts'
import type { HubspotSettings } from './settings.ts'

export type ApiVersion = 'v3' | '2026-09'

/**
 * The one place that names the version. The client knows only v3 and v4 paths, which HubSpot ends in 2027; the dated paths
 * take the same bodies. Source: HubSpot, Platform versioning and changelog (read 2026-11-23).
 */
export const API_VERSION: ApiVersion = 'v3'

export interface Api {
  /** @param wrote whether it may change something @throws RemoteError */
  call<T>(label: string, wrote: boolean, work: (client: Client) => Promise<T>): Promise<T>
}

const MAX_BYTES = 20 * 1024 * 1024

export function createApi(settings: HubspotSettings, outbound: Outbound, version: ApiVersion = API_VERSION): Api {
  let client: Promise<Client> | undefined
  return {
    async call(label, wrote, work) {
      const { accessToken } = settings
      if (accessToken === undefined) {
        throw new RemoteError('This HubSpot connection has no access token: set accessToken in its settings.', {
          code: 'hubspot.no-token',
          kind: 'unauthorized',
        })
      }
      // One client for a connection: a second one would share, and so spoil, what the first one set up (14.0.1).
      client ??= open(accessToken, settings.basePath, version)
      const opened = await client
      return outbound.call(label, async () => {
        try {
          return await work(opened)
        } catch (error) {
          throw callError(label, error, wrote)
        }
      })
    },
  }
}

async function open(accessToken: string, basePath: string, version: ApiVersion): Promise<Client> {
  const { Client: ClientClass } = await import('@hubspot/api-client')
  return new ClientClass({ accessToken, basePath, middleware: [onTheWay(version)] })
}

interface Sending {
  getUrl(): string
  setUrl(url: string): void
}
interface Receiving {
  httpStatusCode: number
  headers: Record<string, string | undefined>
  body: { text(): Promise<string> }
}

function onTheWay(version: ApiVersion) {
  return {
    pre(context: unknown): Promise<unknown> {
      const request = context as Sending
      const url = new URL(request.getUrl())
      url.pathname = versionedPath(url.pathname, version)
      request.setUrl(url.toString())
      return Promise.resolve(request)
    },
    async post(context: unknown): Promise<unknown> {
      const response = context as Receiving
      if (Number(response.headers['content-length'] ?? 0) > MAX_BYTES) {
        throw new RemoteError(`HubSpot answered with more than ${MAX_BYTES} bytes: it was not read.`, {
          code: 'hubspot.too-large',
          kind: 'temporary',
          outcomeUnknown: true,
        })
      }
      // Dated paths put the errors of single records under 200 and 201, where the client would drop them.
      const isGood = response.httpStatusCode === 200 || response.httpStatusCode === 201
      if (isGood && /"numErrors"\s*:\s*[1-9]/.test(await response.body.text())) response.httpStatusCode = 207
      return response
    },
  }
}

/** `/crm/v3/objects/contacts/batch/read` → `/crm/objects/2026-09/contacts/batch/read` */
export function versionedPath(path: string, version: ApiVersion): string {
  if (version === 'v3') return path
  return path
    .replace(/^\/crm\/v3\/objects\//, `/crm/objects/${version}/`)
    .replace(/^\/crm\/v3\/(owners|lists|properties)(?=\/|$)/, `/crm/$1/${version}`)
    .replace(/^\/crm\/v4\/associations\//, `/crm/associations/${version}/`)
}
