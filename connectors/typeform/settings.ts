// What an admin sets for a Typeform webhook.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

export const settings = z.strictObject({
  secret: secrets(
    secret('Make one (openssl rand -hex 24) and enter it in Typeform: Connect → Webhooks → Edit → Secret'),
  ),
  partial: z
    .enum(['ignore', 'take'])
    .default('ignore')
    .describe('A response that was begun and not sent: ignore keeps it and routes nobody, take makes it a lead'),
})

export type TypeformSettings = z.infer<typeof settings>
