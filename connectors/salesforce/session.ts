// The session of a connection: client credentials in, token and instance address out. One renewal at a time, and never two
// within ten seconds: a session that is refused at once will be refused again, and asking in a loop locks the org's user out.
import { RemoteError, type Outbound } from '../../src/connector.ts'
import { to18 } from './ids.ts'
import type { SalesforceSettings } from './settings.ts'
import { carry, type Passage } from './transport.ts'

export interface Session {
  token: string
  instanceUrl: string
  /** 18-character id of the user we act as. */
  userId: string
}

export interface Sessions {
  get(): Promise<Session>
  /** A session other than `stale`. @throws RemoteError unauthorized when one was renewed a moment ago */
  renew(stale: Session): Promise<Session>
}

const MIN_RENEWAL_GAP_MS = 10_000
const TOKEN_TIMEOUT_MS = 20_000

export function createSessions(settings: SalesforceSettings, outbound: Outbound, clock: { now(): Date }): Sessions {
  let current: Session | undefined
  let pending: Promise<Session> | undefined
  let renewedAt = Number.NEGATIVE_INFINITY

  const open = (): Promise<Session> => {
    pending ??= outbound
      .call('salesforce.token', (signal) => requestToken(settings, signal), { timeoutMs: TOKEN_TIMEOUT_MS })
      .then((session) => {
        current = session
        return session
      })
      .finally(() => {
        pending = undefined
      })
    return pending
  }

  return {
    get: async () => current ?? open(),
    async renew(stale) {
      if (pending) return pending
      if (current && current !== stale) return current
      const now = clock.now().getTime()
      if (now - renewedAt < MIN_RENEWAL_GAP_MS) {
        throw unauthorized(
          'INVALID_SESSION_ID',
          'Salesforce refuses a session that it gave a moment ago: check the IP ranges and session policies of the app and of its user.',
        )
      }
      renewedAt = now
      return open()
    },
  }
}

async function requestToken(settings: SalesforceSettings, signal: AbortSignal): Promise<Session> {
  const jsforce = await import('jsforce')
  const { loginUrl, clientId, clientSecret } = settings
  const passage: Passage = { signal }
  const oauth2 = new jsforce.OAuth2({ loginUrl, clientId, clientSecret })
  carry(oauth2, passage)
  let answer: { access_token?: string; instance_url?: string; id?: string } | undefined
  try {
    answer = await oauth2.requestToken({ grant_type: 'client_credentials' })
  } catch (error) {
    throw tokenError(error, passage)
  }
  const { access_token: token, instance_url: instance, id } = answer ?? {}
  if (token === undefined || instance === undefined || id === undefined) {
    const redirected = passage.status !== undefined && passage.status >= 300
    throw redirected
      ? unauthorized('salesforce.redirect', `${loginUrl} sends us elsewhere: set loginUrl to the org's own My Domain.`)
      : new RemoteError('Salesforce answered the request for a session without one.', {
          code: 'salesforce.unreadable',
          kind: 'temporary',
        })
  }
  return { token, instanceUrl: trustedOrigin(instance), userId: to18(new URL(id).pathname.split('/').at(-1) ?? '') }
}

/** OAuth errors have their code as a name: invalid_grant, invalid_client … */
function tokenError(error: unknown, { status }: Passage): unknown {
  if (error instanceof RemoteError || status === undefined || !(error instanceof Error)) return error
  if (status >= 500 || status === 429) {
    return new RemoteError(`Salesforce answered ${status} to the request for a session.`, {
      code: `salesforce.token-${status}`,
      kind: 'temporary',
    })
  }
  const hint =
    error.name === 'invalid_grant'
      ? 'Set loginUrl to the My Domain, enable the client credentials flow of the app and name its run-as user.'
      : 'Check client id and client secret.'
  return unauthorized(error.name, `Salesforce gave no session: ${error.name}: ${error.message.slice(0, 200)}. ${hint}`)
}

/**
 * The answer names the host that all later calls, with their token, go to.
 * @throws RemoteError unauthorized when that is neither Salesforce nor this machine
 */
export function trustedOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isOwn = url?.protocol === 'https:' && /\.(salesforce|force|cloudforce)\.com$/.test(url.hostname)
  const isLoopback =
    (url?.protocol === 'http:' || url?.protocol === 'https:') &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  const isPlain = url?.username === '' && url.password === '' && (isLoopback || url.port === '')
  if (url && isPlain && (isOwn || isLoopback)) return url.origin
  throw unauthorized(
    'salesforce.untrusted-instance',
    'Salesforce named an instance address outside of salesforce.com, force.com and cloudforce.com: nothing is sent there. Check loginUrl.',
  )
}

function unauthorized(code: string, message: string): RemoteError {
  return new RemoteError(message, { code, kind: 'unauthorized' })
}
