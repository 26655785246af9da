// What an admin says of a sender that has no connector of its own. Its one rule: there is no connection without a proof.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

const shared = secret('The sender shows it, or takes the one you make: openssl rand -hex 24')

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,60}$/, 'Give the name of a header: letters, digits and hyphens')
  .transform((name) => name.toLowerCase())

const path = z.string().min(1).max(200).describe('Place in the body: data.email')

const header = z.strictObject({
  kind: z.literal('header'),
  header: headerName.default('authorization').describe('Header that carries the secret'),
  prefix: z.string().max(40).default('').describe('What stands before it: "Bearer "'),
  secret: secrets(shared),
})

const address = z.strictObject({
  kind: z.literal('path').describe('The address ends in the secret: /webhooks/<connection>/<secret>'),
  secret: secrets(shared),
})

const hmac = z.strictObject({
  kind: z.literal('hmac'),
  header: headerName.describe('Header that carries the signature'),
  prefix: z.string().max(40).default('').describe('What stands before it: "sha256="'),
  digest: z.enum(['hmac-sha256', 'hmac-sha1']).default('hmac-sha256'),
  encoding: z.enum(['hex', 'base64']).default('hex'),
  signs: z
    .string()
    .regex(/^(?:[^{}]|\{(?:body|time|method|uri)\})*\{body\}(?:[^{}]|\{(?:body|time|method|uri)\})*$/, {
      error: 'Write what is signed with {body}, and {time}, {method}, {uri} where the sender uses them',
    })
    .default('{body}')
    .describe('The text that is signed'),
  time: z
    .strictObject({ header: headerName, unit: z.enum(['s', 'ms']) })
    .optional()
    .describe('Header with the time that is signed; older than 5 minutes is refused'),
  secret: secrets(shared),
})

export const settings = z
  .strictObject({
    proof: z.discriminatedUnion('kind', [header, address, hmac]).describe('How the sender proves itself'),
    body: z
      .enum(['auto', 'json', 'form', 'xml', 'multipart'])
      .default('auto')
      .describe('What the body is; auto looks at its first character'),
    unfold: z.array(path).default([]).describe('Fields whose text is JSON itself: it is read and takes their place'),
    items: path.optional().describe('Place of a list in the body of which each item is an event'),
    key: z
      .array(path)
      .default([])
      .describe('Places of the id that stays the same when the sender sends again; all together'),
    at: path.optional().describe('Place of the time: ISO with a zone, or seconds or milliseconds since 1970'),
    kind: z
      .strictObject({ from: path, person: z.array(z.string()).min(1) })
      .optional()
      .describe('Place of the type, and the types that tell of a person; others are kept and ignored'),
  })
  .refine(({ proof }) => proof.kind !== 'hmac' || !proof.signs.includes('{time}') || proof.time !== undefined, {
    path: ['proof', 'time'],
    error: 'The signed text holds {time}: say in which header it is',
  })

export type GenericSettings = z.infer<typeof settings>
