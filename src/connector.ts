// The contract between Pointsman and an outside system. This file and its vendor's client are all that a connector imports.
import { z } from 'zod'
import type { SourceEvent } from './lead/event.ts'
import type { Account, Owner } from './lead/account.ts'
import type { Touch } from './lead/touch.ts'

export { ConfigError, InputError, RemoteError, SignatureError } from './errors.ts'
export {
  sameText,
  signatureVerifier,
  verifySecretHeader,
  verifySecretPath,
  type Secret,
  type Secrets,
  type SignatureScheme,
} from './signature.ts'
export { bodyText, canonicalJson, hashOf, isRecord, parseForm, parseJson } from './webhook-body.ts'
export { parseXml } from './webhook-xml.ts'
export type { SourceEvent, EventKind } from './lead/event.ts'
export type { Account, Owner, Relationship } from './lead/account.ts'
export type { Touch, TouchKind } from './lead/touch.ts'

/** A request as it came, before anything was parsed. */
export interface WebhookRequest {
  method: string
  /** The full public address the sender called, built from PUBLIC_URL, with the query in its original order. */
  url: string
  /** The secret part of the address, where the sender was given one: /webhooks/<connection>/<token>. */
  token?: string
  /** Lower-case names. A header that came twice holds both values joined by ", " and is named in `repeated`. */
  headers: Readonly<Record<string, string>>
  repeated: readonly string[]
  /** The exact bytes. */
  body: Buffer
  receivedAt: Date
  remoteAddress: string
}

export interface Answer {
  status: number
  /** Sent as it is; a JSON text unless `type` says otherwise. */
  body: string
  /** Default: application/json */
  type?: string
  headers?: Record<string, string>
}

/** What this sender must hear. */
export interface Answers {
  success: Answer
  duplicate: Answer
  badSignature: Answer
  unreadable: Answer
  overload: Answer
  /** The connection takes no leads any more. Default: 403 with a sentence. Never 404 or 410: some senders then give up for good. */
  gone?: Answer
}

/** Bounds one call of any client in time, rate and circuit, and classes what it throws as RemoteError. */
export interface Outbound {
  /**
   * @param label names the call in logs and metrics: `salesforce.collections.update`
   * @throws RemoteError
   */
  call<T>(label: string, work: (signal: AbortSignal) => Promise<T>, options?: { timeoutMs?: number }): Promise<T>
  /**
   * HTTP for systems without a client of their own (axios underneath): JSON in and out, size-capped, redirects not followed.
   * @throws RemoteError
   */
  request(
    label: string,
    request: OutboundRequest,
  ): Promise<{ status: number; headers: Record<string, string>; data: unknown }>
}

export interface OutboundRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers?: Record<string, string>
  body?: unknown
  timeoutMs?: number
}

export interface Source<Settings> {
  /**
   * Answers what is no delivery, before anything is verified or stored: an address check, a handshake, a browser's preflight.
   * undefined: it is a delivery, go on.
   */
  greet?(request: WebhookRequest, settings: Settings): Answer | undefined
  /** Over raw bytes. @throws SignatureError */
  verify(request: WebhookRequest, settings: Settings): void
  /** Same request sent again → same key. Unique per connection. Called only after verify. */
  deliveryKey(request: WebhookRequest, settings: Settings): string
  /** What every answer to this delivery carries beside its own headers: what a browser needs to show it to the page. */
  answerHeaders?(request: WebhookRequest, settings: Settings): Record<string, string>
  /**
   * The sender hears at once whether its body can be read: it is parsed before the answer, and an unreadable one is stored and
   * answered as such. For senders that show the answer to a person who can mend it.
   */
  readsFirst?: true
  /** Parse. One body may hold many events. @throws InputError when the body cannot be read. */
  read(request: WebhookRequest, settings: Settings): SourceEvent[]
  /** For thin events: hydrateId → the record, or 'gone' when it was deleted or merged away. @throws RemoteError */
  hydrate?(ids: readonly string[], settings: Settings, outbound: Outbound): Promise<Map<string, Hydrated>>
  answers: Answers
  /** Instead of `answers.overload`, where one system sends in ways that read Retry-After differently. */
  overload?(request: WebhookRequest): Answer
}

/** `mergedInto` is the id under which the same person lives on. */
export type Hydrated =
  | /** `asOf`: when the record was last changed; without it, it counts as of when it was read. */ {
      payload: unknown
      asOf?: Date
    }
  | { gone: true; mergedInto?: string }

export type CrmValue = string | number | boolean | null

interface WriteBase {
  /** Sync id: outcomes are matched by order, this is for logs. */
  id: string
  leadId: string
  /** Stable over retries: the CRM's external id, or the mark that is looked for before writing again. */
  effectKey: string
  /** The person's record in the CRM, when known. */
  personId: string | null
  /** For finding the person when `personId` is null. Normalized. */
  email: string | null
  /** 0 on the first try. From 1 on the adapter looks whether an earlier try took effect. */
  attempt: number
}

export type CrmWrite =
  | (WriteBase & { action: 'save-person'; fields: Record<string, CrmValue> })
  /**
   * `expects`: the owner we last saw or wrote. Another owner there now is a person's change and wins. null: we never saw one;
   * then an owner that is found there is somebody's, unless it stands for nobody (a queue, our own user, the settings' `defaultOwners`).
   */
  | (WriteBase & { action: 'set-owner'; ownerId: string; expects: string | null })
  | (WriteBase & { action: 'create-task'; ownerId: string; subject: string; body: string; dueAt: Date })
  | (WriteBase & { action: 'add-note'; body: string })
  /** Back to marketing, as the connection's settings say (list, queue, fields). */
  | (WriteBase & { action: 'return-to-nurture'; reason: string })

export type CrmAction = CrmWrite['action']

/** What the CRM was asked and said, redacted: no secret, no personal data beyond the lead's own. */
export interface Exchange {
  request?: unknown
  response?: unknown
}

export type CrmOutcome = Exchange &
  (
    | {
        kind: 'done'
        /** The record written or found. */ crmId: string
        /** Set by save-person and set-owner. */ ownerId?: string | null
        created?: boolean
      }
    /** set-owner only: a person changed the owner since; theirs stays. */
    | { kind: 'kept'; crmId: string; ownerId: string }
    | {
        kind: 'retry'
        code: string
        message: string
        afterMs?: number
        /** false: not the item's fault, no attempt is counted. */ counts: boolean
      }
    /** This owner cannot hold the record (inactive, no licence): choose another. */
    | { kind: 'reroute'; code: string; message: string }
    /** The record is deleted or merged away: drop the reference and match anew. */
    | { kind: 'gone'; code: string; message: string; mergedInto?: string }
    /** For a person to repair. `message` is the CRM's own words. */
    | { kind: 'dead'; code: string; message: string }
    /** An earlier write of the same person in this batch did not succeed. */
    | { kind: 'blocked' }
  )

export interface Crm {
  /** How many writes one batch may hold. */
  readonly batchSize: number
  readOwners(): Promise<Omit<Owner, 'id' | 'connection'>[]>
  /** All accounts, page by page: pass `next` back until it is null. */
  readAccounts(page: string | null): Promise<{ accounts: Omit<Account, 'id' | 'connection'>[]; next: string | null }>
  /**
   * Writes in the order given, one outcome per item, same order. Items of one lead follow each other: save-person first.
   * @throws RemoteError when the call as a whole failed and nothing is known per item.
   */
  write(batch: readonly CrmWrite[]): Promise<CrmOutcome[]>
  /**
   * What people did since the cursor (null: since now). Overlaps; touches are deduplicated by key.
   * @throws RemoteError
   */
  changesSince(cursor: string | null, now: Date): Promise<{ touches: Touch[]; cursor: string; more: boolean }>
}

export interface CrmRole<Settings> {
  connect(settings: Settings, outbound: Outbound, context: { clock: { now(): Date } }): Crm
}

export interface Connector<Settings = unknown> {
  /** = folder name */
  name: string
  title: string
  /** Secrets are marked with `secret()`. */
  settings: z.ZodType<Settings>
  /** At most `count` calls start in any `ms`, over all roles of one connection, where the system limits its callers so. */
  pace?: { count: number; ms: number }
  source?: Source<Settings>
  crm?: CrmRole<Settings>
}

/** A setting that is never shown, logged or exported. `where` tells the admin where the vendor shows it. */
export function secret(where: string) {
  return z.string().min(1).meta({ secret: true, description: where })
}

const INSTANT = z.iso.datetime({ offset: true, error: 'Give a time such as 2027-01-31T00:00:00Z' })

/**
 * A secret that requests are checked with: one, or a list while it is being changed. An old one may say until when it is taken:
 * `{ secret: env:OLD, until: 2027-01-31T00:00:00Z }`.
 * @param one usually `secret('where the vendor shows it')`
 */
export function secrets(one: z.ZodString) {
  const old = z.strictObject({
    secret: one,
    until: INSTANT.describe('Not taken from then on').transform((text) => new Date(text)),
  })
  return z
    .union([one, z.array(z.union([one, old])).min(1)])
    .describe('While it is changed at the sender, list the new and the old one; the old one may have an "until"')
}

export function defineConnector<Settings>(connector: Connector<Settings>): Connector<Settings> {
  return connector
}

/** One write of a batch. */
export interface WriteItem {
  write: CrmWrite
  /** Place in the batch. */
  index: number
}

/** All writes of one lead in a batch, in the order they were given. */
export interface WriteGroup {
  leadId: string
  personId: string | null
  /** Lower case; null for none, and for what no address can be. */
  email: string | null
  items: WriteItem[]
}

/** Outcome by place in the batch. */
export type Outcomes = Map<number, CrmOutcome>

export function groupByLead(batch: readonly CrmWrite[]): WriteGroup[] {
  const items = batch.map((write, index) => ({ write, index }))
  return [...Map.groupBy(items, ({ write }) => write.leadId)].map(([leadId, group]) => {
    const { personId = null, email } = group[0]?.write ?? {}
    const address = email?.trim().toLowerCase() ?? ''
    return { leadId, personId, email: /^\S+@\S+$/.test(address) ? address : null, items: group }
  })
}

export function settle(outcomes: Outcomes, items: readonly WriteItem[], outcome: CrmOutcome): void {
  for (const { index } of items) outcomes.set(index, outcome)
}
