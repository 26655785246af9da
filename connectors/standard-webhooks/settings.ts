// What an admin sets for a sender that follows the Standard Webhooks rules. Its one rule: a weak secret is refused here.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

const PREFIX = 'whsec_'
const MIN_BYTES = 24
const MAX_BYTES = 64

/** The HMAC key that a secret stands for. */
export function keyOf(text: string): Buffer {
  return Buffer.from(text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text, 'base64')
}

function isKey(text: string): boolean {
  const bytes = keyOf(text)
  const base64 = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text
  // Decoding skips what is not base64; encoding again shows it.
  const isExact = bytes.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '')
  return isExact && bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES
}

const sharedSecret = secret(
  'The sender shows it, or takes the one you make: whsec_ and 24 to 64 random bytes in base64',
).refine(isKey, 'Give whsec_ followed by 24 to 64 bytes in base64: echo "whsec_$(openssl rand -base64 32)"')

export const settings = z.strictObject({
  secret: secrets(sharedSecret),
  kinds: z
    .record(z.string(), z.enum(['person', 'activity', 'lifecycle']))
    .default({})
    .describe('What a "type" of the sender tells: person, activity or lifecycle. Types not listed tell of a person'),
})

export type StandardWebhooksSettings = z.infer<typeof settings>
