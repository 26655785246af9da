// What an admin sets for an Intercom webhook.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

export const settings = z.strictObject({
  clientSecret: secrets(secret('Intercom → Developer Hub → your app → Basic information → Client secret')),
  appId: z.string().min(1).optional().describe('Workspace id. What comes of another workspace is kept and ignored'),
  topics: z
    .array(z.string().min(1))
    .default([
      'contact.user.created',
      'contact.lead.created',
      // The visitor of a chat mostly gives the address after the lead was made.
      'contact.lead.added_email',
      'contact.created',
      'contact.lead.signed_up',
      'contact.signed_up',
      'contact.email.updated',
    ])
    .describe('Topics that tell of a person to route; others are kept and ignored'),
})

export type IntercomSettings = z.infer<typeof settings>
