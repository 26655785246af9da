// The proof of a sender, made once from its settings.
import {
  SignatureError,
  sameText,
  signatureVerifier,
  verifySecretHeader,
  verifySecretPath,
  type WebhookRequest,
} from '../../src/connector.ts'
import type { GenericSettings } from './settings.ts'

type Proof = GenericSettings['proof']
type Verify = (request: WebhookRequest) => void

const verifiers = new WeakMap<GenericSettings, Verify>()

/** @throws SignatureError */
export function verify(request: WebhookRequest, settings: GenericSettings): void {
  const known = verifiers.get(settings)
  const verifier = known ?? verifierOf(settings.proof)
  if (!known) verifiers.set(settings, verifier)
  verifier(request)
}

function verifierOf(proof: Proof): Verify {
  if (proof.kind === 'path') return (request) => verifySecretPath(request, proof.secret)
  if (proof.kind === 'header')
    return (request) => verifySecretHeader(withoutPrefix(request, proof), proof.header, proof.secret)
  const { header: name, prefix, digest, encoding, signs: template, time, secret } = proof
  const verifySignature = signatureVerifier({
    header: prefix === '' ? { name, form: 'raw' } : { name, form: 'prefix', prefix },
    digest,
    encoding,
    template,
    ...(time ? { time } : {}),
  })
  return (request) => verifySignature(request, secret)
}

/** Only what follows the prefix is compared. */
function withoutPrefix(
  request: WebhookRequest,
  { header, prefix }: Extract<Proof, { kind: 'header' }>,
): WebhookRequest {
  if (prefix === '') return request
  const value = Object.hasOwn(request.headers, header) ? (request.headers[header] ?? '') : ''
  const start = value.slice(0, prefix.length).toLowerCase()
  if (!sameText(start, prefix.toLowerCase())) {
    throw new SignatureError(`The request has no ${header} header that starts with "${prefix}".`, 'signature.missing')
  }
  return { ...request, headers: { ...request.headers, [header]: value.slice(prefix.length) } }
}
