// What is sent while the process is killed: forms, and signed HubSpot webhooks that name contacts in batches.
import { createHmac } from 'node:crypto'

export const CONTACTS_PER_DELIVERY = 5
export const SECRET = 'hubspot-secret-of-the-crash-test'

export function peopleOf(many) {
  return Array.from({ length: many }, (_, n) => ({
    email: `lead${n}@company${n}.example`,
    company: `Company ${n}`,
    country: n % 2 === 0 ? 'Germany' : 'United States',
    employees: String(20 + (n % 700)),
  }))
}

/** The last people as HubSpot has them. */
export function contactsOf(people) {
  return people.map(({ email, company, country, employees }, n) => ({
    id: String(1_000 + n),
    properties: {
      email,
      company,
      country,
      numberofemployees: employees,
      lastname: `Number ${n}`,
      lifecyclestage: 'marketingqualifiedlead',
    },
  }))
}

export function requestOf(baseUrl, job) {
  return job.kind === 'form' ? formRequest(baseUrl, job) : hubspotRequest(baseUrl, job)
}

function formRequest(baseUrl, { person, n }) {
  const body = JSON.stringify({ submissionId: `s-${n}`, firstName: 'Lead', lastName: `Number ${n}`, ...person })
  return { url: `${baseUrl}/webhooks/web-form`, headers: { 'content-type': 'application/json' }, body }
}

/** Signed by version 3 over the public address: https://developers.hubspot.com/docs (request validation, 2026-11). */
function hubspotRequest(baseUrl, { n }) {
  const url = `${baseUrl}/webhooks/hubspot`
  const body = JSON.stringify(
    Array.from({ length: CONTACTS_PER_DELIVERY }, (_, index) => ({
      eventId: 1,
      subscriptionId: 77,
      portalId: 4242424,
      appId: 900,
      occurredAt: 1_767_225_600_000 + n,
      subscriptionType: 'contact.creation',
      attemptNumber: 0,
      objectId: 1_000 + n * CONTACTS_PER_DELIVERY + index,
      changeSource: 'IMPORT',
      changeFlag: 'NEW',
    })),
  )
  const time = String(Date.now())
  const signature = createHmac('sha256', SECRET).update(`POST${url}${body}${time}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'x-hubspot-signature-v3': signature,
    'x-hubspot-request-timestamp': time,
  }
  return { url, headers, body }
}
