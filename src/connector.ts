// The contract between Pointsman and an outside system. This file and its vendor's client are all that a connector imports.
import { z } from 'zod'
import type { EventState, SourceEvent } from './lead/event.ts'
import type { Account, Owner } from './lead/account.ts'
import type { CrmOutcome, CrmWrite } from './crm-writes.ts'
import type { CrmField } from './lead/crm-field.ts'
import type { Touch } from './lead/touch.ts'
import type { RemoteError } from './errors.ts'

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
export { parseMultipart, type Multipart } from './webhook-multipart.ts'
export {
  bodyText,
  canonicalJson,
  hashOf,
  isRecord,
  joinedKey,
  latestOnce,
  parseForm,
  parseJson,
} from './webhook-body.ts'
export { parseXml } from './webhook-xml.ts'
export { parseXmlNames } from './webhook-xml-names.ts'
export * from './crm-writes.ts'
export type { SourceEvent, EventKind } from './lead/event.ts'
export { knownDetails, type Account, type AccountDetails, type Owner, type Relationship } from './lead/account.ts'
export type { CrmField, CrmFieldKind } from './lead/crm-field.ts'
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
  /** A refusal (4xx other than 408 and 429) is answered like a success, for callers who read the reason in its body. */
  takesRefusals?: boolean
}

/** What became of one event, for a sender that waits to hear it. */
export interface EventResult {
  state: EventState
  leadId: string | null
  /** The decision that stands for the lead; `pointsman explain` tells it. */
  decisionId: string | null
  /** Who holds the lead now, as the CRM knows them. */
  owner: { id: string; name: string | null; email: string | null } | null
  /** Why it was ignored or returned to nurture. */
  reason: string | null
}

export interface Reply {
  /** `replyTo` of the event. */
  replyTo: string
  result: EventResult
}

export type ReplyOutcome =
  | { kind: 'done' }
  | { kind: 'retry'; code: string; message: string; afterMs?: number }
  /** The sender waits no longer, or refuses it for good. */
  | { kind: 'dead'; code: string; message: string }

/** What a source gave when it was asked. */
export interface Polled {
  /** Each is read by `Source.read` as the body of a request with the method POLL. */
  deliveries: { body: string }[]
  /** Stored with the deliveries in one commit, and handed back next time. */
  cursor: string
  /** There is more now. */
  more: boolean
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
  /** For bodies that hold a living secret: the bytes that are kept in place of those that came. */
  redact?(request: WebhookRequest): Buffer
  /** For sources that are asked for what is new, beside or instead of webhooks. */
  poll?: {
    /** undefined: this connection is not asked. */
    everyMs(settings: Settings): number | undefined
    /** @param cursor null: for the first time. @throws RemoteError */
    read(cursor: string | null, now: Date, settings: Settings, outbound: Outbound): Promise<Polled>
  }
  answers: Answers
  /** Instead of `answers.success` and `answers.duplicate`, after the commit: where the answer depends on what came. */
  accepted?(request: WebhookRequest, settings: Settings): Answer | undefined
  /**
   * The sender reads in its answer what became of the lead: how long the answer may wait for it after the commit, at most 8,000 ms.
   * undefined or 0: it does not wait.
   */
  waitMs?(settings: Settings): number | undefined
  /** The answer then, in place of `answers.success`. */
  answerResult?(result: EventResult, settings: Settings): Answer
  /**
   * Tells a sender that waits (`SourceEvent.replyTo`) what became of its event; more than once when an outcome got lost. One outcome per
   * item, same order. @throws RemoteError when the call as a whole failed
   */
  reply?(replies: readonly Reply[], settings: Settings, outbound: Outbound): Promise<ReplyOutcome[]>
  /** Instead of `answers.overload`, where one system sends in ways that read Retry-After differently. */
  overload?(request: WebhookRequest): Answer
}

/**
 * `asOf`: when the record was last changed; without it, it counts as of when it was read. `mergedInto` is the id under which the same person
 * lives on. `refused`: this one record is not given, in a sentence; its event waits for a person, the others go on. `failed`: this one could
 * not be read now; its event alone is tried again, for a day, and then waits for a person.
 */
export type Hydrated =
  | { payload: unknown; asOf?: Date }
  | { refused: string }
  | { failed: RemoteError }
  | { gone: true; mergedInto?: string }

/** As the CRM has it: what its details say is raw text still, and is cleaned by whoever keeps it. */
export type AccountRead = Omit<Account, 'id' | 'connection'>

/** A person whom the CRM keeps under an account. Neither name nor phone: it only serves to know whose an address and its domain are. */
export interface ContactRead {
  crmId: string
  accountId: string | null
  ownerId: string | null
  /** As the CRM has it. */
  email: string | null
  updatedAt: Date
}

/** A record that is there no more. */
export interface Gone {
  crmId: string
  /** The one it lives on in; null: it was deleted. */
  mergedInto: string | null
}

export interface Crm {
  /** How many writes one batch may hold. */
  readonly batchSize: number
  readOwners(): Promise<Omit<Owner, 'id' | 'connection'>[]>
  /**
   * Accounts, page by page: pass `next` back until it is null. Without `since` all of them; with it what changed since then, each change at
   * least once, and what is gone since then as far as the CRM tells it.
   * @throws RemoteError
   */
  readAccounts(
    page: string | null,
    since?: Date,
  ): Promise<{ accounts: AccountRead[]; gone: Gone[]; next: string | null }>
  /** People under accounts, in the same way. @throws RemoteError */
  readContacts?(
    page: string | null,
    since?: Date,
  ): Promise<{ contacts: ContactRead[]; gone: Gone[]; next: string | null }>
  /** After so long all is read again, because the CRM does not tell every end among its changes. Default: never. */
  readonly readAllEveryMs?: number
  /** Fields of the record that save-person writes, as the user we act as sees them. @throws RemoteError */
  describePeople?(): Promise<CrmField[]>
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
  /** Without a webhook: leads come by import and by hand only. */
  takesLists?: true
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
