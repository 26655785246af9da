// What an admin sets for lead ads: the app proves its calls, a page token reads the leads.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]']

export const settings = z.strictObject({
  appSecret: secrets(secret('Meta for Developers → your app → App settings → Basic → App secret')),
  verifyToken: secret('Make one (openssl rand -hex 24) and enter it at Webhooks → Page → Verify token'),
  accessToken: secret('Token of the page, or of a system user, with leads_retrieval; one that does not expire'),
  graphVersion: z
    .string()
    .regex(/^v\d{1,2}\.\d$/, 'Write a version such as v21.0')
    .default('v21.0'),
  baseUrl: z
    .url()
    .refine((text) => {
      const url = new URL(text)
      return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.includes(url.hostname))
    }, 'Use https, or http for an address of this machine')
    .transform((text) => text.replace(/\/+$/, ''))
    .default('https://graph.facebook.com')
    .describe('Address of the Graph API, for tests'),
})

export type MetaSettings = z.infer<typeof settings>
