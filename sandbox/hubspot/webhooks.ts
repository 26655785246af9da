// The events HubSpot pushes for an app, and their signature. Its one rule: ids are numbers here, while the API has texts.
// Fields and signature v3 as HubSpot's webhooks and request validation guides describe them (2026-11).
import { createHmac } from 'node:crypto'

interface Common {
  contactId: string
  portalId: number
  occurredAt: Date
  /** Not promised to be unique by HubSpot. */
  eventId?: number
  subscriptionId?: number
  appId?: number
  /** `CRM`, `IMPORT`, `API`, `INTEGRATION`, `CRM_UI`, `FORM` … */
  changeSource?: string
  /** From 0; raised by one with each try to deliver. */
  attemptNumber?: number
}

export interface WebhookEvent {
  eventId: number
  subscriptionId: number
  portalId: number
  appId: number
  /** Milliseconds since 1970. */
  occurredAt: number
  subscriptionType: string
  attemptNumber: number
  objectId: number
  changeSource: string
  changeFlag?: string
  propertyName?: string
  propertyValue?: string
}

/** Send them as one JSON list, up to 100 together. */
export const webhookEvents = {
  creation: (given: Common): WebhookEvent => ({
    ...event(given, 'contact.creation', 77),
    changeFlag: 'NEW',
  }),
  /** @param given.propertyValue always a text */
  propertyChange: (given: Common & { propertyName: string; propertyValue: string }): WebhookEvent => ({
    ...event(given, 'contact.propertyChange', 78),
    propertyName: given.propertyName,
    propertyValue: given.propertyValue,
  }),
}

function event(given: Common, subscriptionType: string, subscriptionId: number): WebhookEvent {
  return {
    eventId: given.eventId ?? 1,
    subscriptionId: given.subscriptionId ?? subscriptionId,
    portalId: given.portalId,
    appId: given.appId ?? 900,
    occurredAt: given.occurredAt.getTime(),
    subscriptionType,
    attemptNumber: given.attemptNumber ?? 0,
    objectId: Number(given.contactId),
    changeSource: given.changeSource ?? 'CRM_UI',
  }
}

/** Only these are decoded before signing; `%20`, `%2B` and the like stay as they are. */
const decoded: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
}

/**
 * Headers of a signed delivery.
 * @param request.url the full public address that is called, with its query in the original order
 * @param request.body the exact text that is sent
 */
export function signWebhook(request: {
  secret: string
  url: string
  body: string
  at: Date
  method?: string
}): Record<'content-type' | 'x-hubspot-signature-v3' | 'x-hubspot-request-timestamp', string> {
  const timestamp = String(request.at.getTime())
  const url = request.url.replace(/%[0-9A-F]{2}/gi, (code) => decoded[code.toUpperCase()] ?? code)
  const signature = createHmac('sha256', request.secret)
    .update(`${request.method ?? 'POST'}${url}${request.body}${timestamp}`, 'utf8')
    .digest('base64')
  return {
    'content-type': 'application/json',
    'x-hubspot-signature-v3': signature,
    'x-hubspot-request-timestamp': timestamp,
  }
}
