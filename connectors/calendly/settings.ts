// What an admin sets for a Calendly webhook subscription.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

export const settings = z.strictObject({
  signingKey: secrets(
    secret('Make one (openssl rand -hex 32) and give it as "signing_key" when the webhook subscription is created'),
  ),
})

export type CalendlySettings = z.infer<typeof settings>
