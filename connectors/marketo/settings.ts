// What an admin sets for a Marketo webhook. Its one rule: Marketo signs nothing, so there is no connection without a secret.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

const sharedSecret = secret(
  'Make one (openssl rand -hex 24) and put it into Marketo: Admin → Webhooks → Set Custom Header',
)

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const settings = z.strictObject({
  secret: secrets(sharedSecret),
  path: secrets(secret('Make one (openssl rand -hex 24) and end the address in Marketo with it'))
    .optional()
    .describe('A second proof: the address is then /webhooks/<connection>/<path>'),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'Give the name of a header: letters, digits and hyphens')
    .transform((name) => name.toLowerCase())
    .default('x-pointsman-secret')
    .describe('Custom header that carries the secret'),
  answerWithinSeconds: z
    .number()
    .min(0)
    .max(8)
    .default(0)
    .describe('Above 0: the answer waits that long for the owner and names them, for the response mapping in Marketo'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'Give a time zone by its IANA name: Europe/Berlin')
    .default('UTC')
    .describe('Time zone of the Marketo instance (Admin → Location): its dates name none'),
})

export type MarketoSettings = z.infer<typeof settings>
