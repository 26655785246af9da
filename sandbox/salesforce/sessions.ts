// The token endpoint and the sessions it gives out. A token stands for the integration user, and has no expiry written on it.
import { SalesforceError } from './salesforce-error.ts'

/** The one connected app of the pretend org. */
export const sandboxClient = { id: 'pointsman-sandbox', secret: 'pointsman-sandbox-secret' } as const

/** The usual session time-out of an org. */
const SESSION_MS = 2 * 60 * 60 * 1_000

export interface TokenAnswer {
  status: number
  body: Record<string, string>
}

export interface Sessions {
  /** @param origin base address the caller used: it becomes `instance_url` */
  authorize(form: Readonly<Record<string, string>>, origin: string): TokenAnswer
  /** @throws SalesforceError INVALID_SESSION_ID */
  check(authorization: string | undefined): void
  revoke(authorization: string | undefined): void
  dump(): [string, number][]
  restore(tokens: readonly [string, number][]): void
}

export function createSessions(now: () => Date, ids: () => { organization: string; user: string }): Sessions {
  const issued = new Map<string, number>()

  const give = (origin: string): TokenAnswer => {
    const { organization, user } = ids()
    const issuedAt = now().getTime()
    const token = `${organization.slice(0, 15)}!AQ${String(issued.size + 1).padStart(4, '0')}.${issuedAt.toString(36)}`
    issued.set(token, issuedAt)
    const body = {
      access_token: token,
      signature: 'c2FuZGJveA==',
      scope: 'api',
      instance_url: origin,
      id: `${origin}/id/${organization}/${user}`,
      token_type: 'Bearer',
      issued_at: String(issuedAt),
    }
    return { status: 200, body }
  }

  return {
    authorize(form, origin) {
      if (form.grant_type !== 'client_credentials') return refused('unsupported_grant_type', 'grant type not supported')
      if (form.client_id !== sandboxClient.id) return refused('invalid_client_id', 'client identifier invalid')
      if (form.client_secret !== sandboxClient.secret) return refused('invalid_client', 'invalid client credentials')
      return give(origin)
    },
    check(authorization) {
      const since = issued.get(tokenOf(authorization))
      if (since !== undefined && now().getTime() - since < SESSION_MS) return
      throw new SalesforceError('INVALID_SESSION_ID', 'Session expired or invalid', { status: 401 })
    },
    revoke(authorization) {
      issued.delete(tokenOf(authorization))
    },
    dump: () => [...issued],
    restore(tokens) {
      issued.clear()
      for (const [token, since] of tokens) issued.set(token, since)
    },
  }
}

function tokenOf(authorization: string | undefined): string {
  return /^(?:Bearer|OAuth) (.+)$/i.exec(authorization ?? '')?.[1] ?? ''
}

function refused(error: string, description: string): TokenAnswer {
  return { status: 400, body: { error, error_description: description } }
}
