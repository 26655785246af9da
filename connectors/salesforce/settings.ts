// What an admin sets for a Salesforce connection. Its one rule: the address is a My Domain, the only kind that gives sessions to servers.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)

const fieldName = z.string().regex(/^[A-Za-z]\w*$/, 'Give the API name of a field: letters, digits and underscores')

export const settings = z.strictObject({
  loginUrl: z
    .url()
    .refine((text) => {
      const url = new URL(text)
      return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
    }, 'Use https, or http for an address of this machine')
    .transform((text) => new URL(text).origin)
    .describe('My Domain of the org: https://yourcompany.my.salesforce.com'),
  clientId: secret('Setup → External Client App Manager → your app → Settings → OAuth Settings → Consumer Key'),
  clientSecret: secret('Setup → External Client App Manager → your app → Settings → OAuth Settings → Consumer Secret'),
  apiVersion: z
    .string()
    .regex(/^\d{2,3}\.0$/, 'Write it like 66.0')
    .default('66.0')
    .describe('REST API version'),
  object: z.literal('Lead').default('Lead').describe('What a new person becomes'),
  taskSubjectPrefix: z.string().max(60).optional().describe('Put before the subject of every task'),
  nurture: z
    .strictObject({
      status: z.string().min(1).default('Nurture').describe('Lead Status of a lead that goes back to marketing'),
      ownerId: z
        .string()
        .regex(/^00[G5]\w{12}(\w{3})?$/, 'Give the id of a queue or user: 15 or 18 characters')
        .optional()
        .describe('Queue that holds leads in nurture'),
      contactField: fieldName
        .optional()
        .describe('Field of Contact that is set to the same status: Contacts have none of their own'),
    })
    .default({ status: 'Nurture' }),
  defaultOwners: z
    .array(z.string().regex(/^005\w{12}(\w{3})?$/, 'Give the id of a user: 15 or 18 characters'))
    .default([])
    .describe('Users that stand for nobody, such as the one your marketing sync makes Leads with. Queues always do'),
  newStatuses: z
    .array(z.string())
    .default(['Open - Not Contacted', 'Open', 'New'])
    .describe('Lead Status values in which nobody has done anything yet'),
  acceptedStatuses: z
    .array(z.string())
    .default(['Working - Contacted'])
    .describe('Lead Status values by which an owner accepts a lead'),
  organizationId: z
    .string()
    .regex(/^00D\w{12}(\w{3})?$/, 'Give the id of the org: 15 or 18 characters, beginning with 00D')
    .optional()
    .describe('As a source: the org whose Outbound Messages are taken. Setup → Company Information'),
  path: secrets(secret('Make one (openssl rand -hex 24) and end the address of the Outbound Message with it'))
    .optional()
    .describe('As a source: Outbound Messages come to /webhooks/<connection>/<path>'),
  poll: z
    .strictObject({
      everySeconds: z.number().int().min(10).max(86_400).default(60),
      since: z.iso
        .datetime({ offset: true })
        .optional()
        .describe('First look: from then on; default: from the first start on'),
      fields: z
        .array(fieldName)
        .default([
          'Email',
          'FirstName',
          'LastName',
          'Phone',
          'Title',
          'Company',
          'Website',
          'Country',
          'State',
          'PostalCode',
          'City',
          'Industry',
          'NumberOfEmployees',
          'LeadSource',
          'Status',
          'Description',
          'OwnerId',
        ])
        .describe('Fields of Lead that are read'),
    })
    .optional()
    .describe('As a source: leads that changed are asked for'),
  tierField: fieldName.optional().describe('Field of Account with its tier: Tier__c'),
  successManagerField: fieldName
    .optional()
    .describe('Field of Account with the user who looks after a customer: Success_Manager__c'),
})

export type SalesforceSettings = z.infer<typeof settings>
