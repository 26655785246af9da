// What an admin sets for a HubSpot connection, for its webhooks (source) and its API (hydrate and CRM).
// Its one rule: each half asks only for what it uses, so a connection may play one role alone.
import { z } from 'zod'
import { secret, secrets } from '../../src/connector.ts'

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]']

const clientSecret = secret('Your HubSpot app → Auth → Client secret. It checks that webhooks come from HubSpot.')

/** What a contact is read with. Properties of your own are added in the settings. */
export const defaultProperties = [
  'email',
  'firstname',
  'lastname',
  'phone',
  'mobilephone',
  'jobtitle',
  'company',
  'website',
  'country',
  'state',
  'zip',
  'city',
  'industry',
  'numberofemployees',
  'numemployees',
  'lifecyclestage',
  'hs_lead_status',
  'hubspotscore',
  'hs_analytics_source',
  'hs_email_optout',
  'hubspot_owner_id',
  'message',
]

export const settings = z.strictObject({
  clientSecret: secrets(clientSecret)
    .optional()
    .describe('Needed to take webhooks in. While it is changed in HubSpot, list the new and the old one'),
  accessToken: secret('Your HubSpot app → Auth → Access token')
    .optional()
    .describe('Needed to read contacts and to write'),
  portalId: z
    .string()
    .regex(/^\d+$/, 'Write the digits of the account id (Hub ID), in quotes')
    .optional()
    .describe('The account this token belongs to. Events of other accounts are then left alone'),
  basePath: z
    .url()
    .refine((text) => {
      const url = new URL(text)
      return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.includes(url.hostname))
    }, 'Use https, or http for an address of this machine')
    .transform((text) => text.replace(/\/+$/, ''))
    .default('https://api.hubapi.com')
    .describe('Address of the API'),
  allowOldSignatures: z
    .boolean()
    .default(false)
    .describe('Accept signature v1 and v2 too, which do not protect against a request that is sent again'),
  actionExpiresAfter: z
    .string()
    .regex(/^P(?=\d|T\d)(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)$/, 'Write a duration such as PT1H or P1D')
    .default('PT1H')
    .describe('How long a workflow waits in the custom action for the owner'),
  properties: z
    .array(z.string().min(1))
    .default([])
    .describe('Contact properties to read, beside the usual ones, by internal name'),
  successManagerProperty: z
    .string()
    .min(1)
    .optional()
    .describe('Company property with the user who looks after a customer, by internal name: customer_success_manager'),
  nurture: z
    .strictObject({
      listId: z
        .string()
        .regex(/^\d+$/, 'Write the digits of the list id, in quotes')
        .optional()
        .describe('Manual list that a nurture workflow watches'),
      leadStatus: z.string().min(1).optional().describe('hs_lead_status of a lead that goes back to marketing'),
    })
    .default({}),
  defaultOwners: z
    .array(z.string().regex(/^\d+$/, 'Write the digits of the owner id, in quotes'))
    .default([])
    .describe('Owners that stand for nobody: a contact that one of them holds is given away by the rules'),
  searchPerSecond: z
    .number()
    .positive()
    .max(5)
    .default(4)
    .describe('Search calls a second; HubSpot allows 5 per account'),
})

export type HubspotSettings = z.infer<typeof settings>
