// The one verifier of webhook signatures: what differs between senders is four parameters, not code.
// Its one rule: every failure is a SignatureError, and nothing is compared before its length is known to be equal and not 0.
import { createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'
import { SignatureError } from './errors.ts'

/** The part of a WebhookRequest that a signature is made of. */
export interface SignedRequest {
  method: string
  url: string
  token?: string
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>
  repeated: readonly string[]
  body: Buffer
  receivedAt: Date
}

/** How the signature stands in its header. Names are lower case. */
export type HeaderForm = { name: string } & (
  | { form: 'raw' }
  /** `sha256=<signature>` */
  | { form: 'prefix'; prefix: string }
  /** `t=<time>,v1=<signature>,v1=<signature>` */
  | { form: 'pairs'; time: string; signature: string }
  /** `v1,<signature> v1,<signature>` */
  | { form: 'list'; version: string }
)

export interface SignatureScheme {
  header: HeaderForm
  /** `sha256` alone is a plain hash: the template then holds `{secret}`. */
  digest: 'hmac-sha256' | 'hmac-sha1' | 'sha256'
  encoding: 'hex' | 'base64'
  /** What is signed: text with `{body} {time} {method} {uri} {secret} {header:name}`. With `{time}` the window is checked. */
  template: string
  /** Where the time is; for `pairs` it is in the header itself and only the unit counts. */
  time?: { header?: string; unit: 's' | 'ms' }
  /** Spellings of the address that the sender may have signed. Default: as it came. */
  uris?: (url: string) => readonly string[]
  /** Secret as configured → HMAC key. Default: its UTF-8 bytes. */
  key?: (secret: string) => Buffer
}

/** A secret that is being replaced is taken until then. */
export type Secret = string | { secret: string; until: Date }

/** One secret, or several while it is being changed, the newest first. */
export type Secrets = string | readonly Secret[]

/** @throws SignatureError */
export type VerifySignature = (request: SignedRequest, secrets: Secrets | undefined) => void

/** Some senders write hex in capitals; base64 means another thing by them. */
function asEncoded(signature: string, { encoding }: SignatureScheme): string {
  return encoding === 'hex' ? signature.toLowerCase() : signature
}

/** How old a signed request may be, and how far the sender's clock may run ahead of ours. */
const WINDOW_BACK_MS = 300_000
export const WINDOW_AHEAD_MS = 60_000

const UNIT_MS = { s: 1_000, ms: 1 }
const MAX_KEYS = 1_000

type Part = { text: string } | { slot: string }

/** Compiled once per scheme. */
export function signatureVerifier(scheme: SignatureScheme): VerifySignature {
  const parts = templateParts(scheme.template)
  const isTimed = parts.some((part) => 'slot' in part && part.slot === 'time')
  const keyOf = keyCache(scheme.key ?? ((secret) => Buffer.from(secret, 'utf8')))
  return (request, secrets) => {
    const given = readHeader(scheme.header, request)
    const time = isTimed ? readTime(scheme, request, given.time) : ''
    const uris = scheme.uris?.(request.url) ?? [request.url]
    for (const secret of secretList(secrets, request.receivedAt)) {
      for (const uri of uris) {
        const expected = digest(scheme, keyOf, secret, (slot) => slotValue(slot, request, time, uri, secret), parts)
        if (given.signatures.some((signature) => sameText(asEncoded(signature, scheme), expected))) return
      }
    }
    throw new SignatureError(
      `The signature in ${scheme.header.name} does not fit: check the secret, and that PUBLIC_URL is the address the sender calls.`,
    )
  }
}

/**
 * For senders that sign nothing and send the secret itself.
 * @throws SignatureError
 */
export function verifySecretHeader(request: SignedRequest, header: string, secrets: Secrets | undefined): void {
  const given = oneHeader(request, header)
  if (secretList(secrets, request.receivedAt).some((secret) => sameText(given, secret))) return
  throw new SignatureError(`The secret in ${header} is not the one in the connection's settings.`)
}

/**
 * For senders that can send no header: the address itself holds a secret, /webhooks/<connection>/<token>.
 * @throws SignatureError
 */
export function verifySecretPath(request: SignedRequest, secrets: Secrets | undefined): void {
  const given = request.token ?? ''
  if (secretList(secrets, request.receivedAt).some((secret) => sameText(given, secret))) return
  throw new SignatureError(
    "The address does not end in the secret of the connection's settings: /webhooks/<connection>/<secret>.",
    'signature.path',
  )
}

/** Compares bytes in constant time; the length is no secret. Nothing is equal to an empty text. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8')
  const right = Buffer.from(b, 'utf8')
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right)
}

/** Those that hold at a time. */
function secretList(secrets: Secrets | undefined, at: Date): readonly string[] {
  const all = typeof secrets === 'string' ? [secrets] : (secrets ?? [])
  const valid = all.filter((item) => typeof item === 'string' || item.until.getTime() > at.getTime())
  const list = valid.map((item) => (typeof item === 'string' ? item : item.secret)).filter((secret) => secret !== '')
  if (list.length > 0) return list
  if (all.length > valid.length) throw expired()
  throw noSecret()
}

function expired(): SignatureError {
  return new SignatureError(
    'Every secret of this connection has run out: give it the new one, or a later "until".',
    'signature.secrets-expired',
  )
}

function noSecret(): SignatureError {
  return new SignatureError(
    'No secret is set for this connection, or an empty one: add it to its settings.',
    'signature.no-secret',
  )
}

function templateParts(template: string): Part[] {
  return template.split(/(\{[a-z:-]+\})/).flatMap((piece): Part[] => {
    if (piece === '') return []
    return piece.startsWith('{') && piece.endsWith('}') ? [{ slot: piece.slice(1, -1) }] : [{ text: piece }]
  })
}

function slotValue(slot: string, request: SignedRequest, time: string, uri: string, secret: string): string | Buffer {
  if (slot.startsWith('header:')) return oneHeader(request, slot.slice('header:'.length))
  switch (slot) {
    case 'body':
      return request.body
    case 'time':
      return time
    case 'method':
      return request.method
    case 'uri':
      return uri
    case 'secret':
      return secret
    default:
      throw new TypeError(`A signature template has no "{${slot}}".`)
  }
}

function digest(
  scheme: SignatureScheme,
  keyOf: (secret: string) => KeyObject,
  secret: string,
  value: (slot: string) => string | Buffer,
  parts: readonly Part[],
): string {
  const hash =
    scheme.digest === 'sha256'
      ? createHash('sha256')
      : createHmac(scheme.digest === 'hmac-sha256' ? 'sha256' : 'sha1', keyOf(secret))
  // Texts that stand together go in as one: each update costs as much as hashing 300 bytes.
  let text = ''
  for (const part of parts) {
    const piece = 'text' in part ? part.text : value(part.slot)
    if (typeof piece === 'string') {
      text += piece
      continue
    }
    if (text !== '') hash.update(text)
    text = ''
    hash.update(piece)
  }
  if (text !== '') hash.update(text)
  return hash.digest(scheme.encoding)
}

/** With a KeyObject an HMAC costs a quarter of one with the key's bytes (Node 24, measured 2026-11). */
function keyCache(bytes: (secret: string) => Buffer): (secret: string) => KeyObject {
  const keys = new Map<string, KeyObject>()
  return (secret) => {
    const known = keys.get(secret)
    if (known) return known
    if (keys.size >= MAX_KEYS) keys.clear()
    const own = bytes(secret)
    // With an empty key everybody could sign.
    if (own.length === 0) throw noSecret()
    const key = createSecretKey(own)
    keys.set(secret, key)
    return key
  }
}

function oneHeader(request: SignedRequest, name: string): string {
  // A setting may name the header, and every object has a "constructor".
  const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined
  if (value === undefined || value === '') {
    throw new SignatureError(`The request has no ${name} header: check how the sender is set up.`, 'signature.missing')
  }
  if (request.repeated.includes(name)) {
    throw new SignatureError(`The request has more than one ${name} header.`, 'signature.repeated')
  }
  return value
}

function readHeader(header: HeaderForm, request: SignedRequest): { signatures: string[]; time?: string } {
  const value = oneHeader(request, header.name)
  if (header.form === 'raw') return { signatures: [value] }
  if (header.form === 'prefix') return { signatures: named([value], header.prefix) }
  if (header.form === 'list') return { signatures: named(value.split(' '), `${header.version},`) }
  const pairs = value.split(',').map((pair) => pair.trim())
  const [time] = named(pairs, `${header.time}=`)
  return { signatures: named(pairs, `${header.signature}=`), ...(time === undefined ? {} : { time }) }
}

function named(items: readonly string[], start: string): string[] {
  return items.filter((item) => item.startsWith(start)).map((item) => item.slice(start.length))
}

/** The time as text, since that is what was signed. */
function readTime(scheme: SignatureScheme, request: SignedRequest, inHeader: string | undefined): string {
  if (!scheme.time) throw new TypeError('A signature template with {time} needs to know where the time is.')
  const text = inHeader ?? (scheme.time.header ? oneHeader(request, scheme.time.header) : '')
  // Number() and parseInt() both take more than digits.
  if (!/^\d{1,15}$/.test(text)) {
    throw new SignatureError('The time of the signature is missing or not a number.', 'signature.time-unreadable')
  }
  const age = request.receivedAt.getTime() - Number(text) * UNIT_MS[scheme.time.unit]
  if (age > WINDOW_BACK_MS) {
    throw new SignatureError('The request was signed more than 5 minutes ago: it may be a replay.', 'signature.too-old')
  }
  if (age < -WINDOW_AHEAD_MS) {
    throw new SignatureError(
      'The request was signed more than a minute ahead of our time: check both clocks.',
      'signature.from-the-future',
    )
  }
  return text
}
