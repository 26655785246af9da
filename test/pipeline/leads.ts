// Leads, senders and counts for the tests of the pipeline. Its one rule: what is counted is told by the store or the sandbox,
// never by what the test itself believes.
import { SECOND_MS } from '../../src/time.ts'
import { vi } from 'vitest'
import { signWebhook, webhookEvents } from '../../sandbox/hubspot/webhooks.ts'
import type { Fault } from '../../sandbox/world.ts'
import type { Store } from '../../src/store/store.ts'
import { movedClock, type MovedClock } from '../moved-clock.ts'
import { publicUrl, secrets, type WholePointsman } from '../whole-pointsman.ts'

/** A Tuesday morning in Berlin: office hours are running. */
export const TUESDAY_10_BERLIN = '2026-11-24T09:00:00Z'

/** A clock that takes the process's own date along: circuits and rate windows of libraries read that one. Give it back: `vi.useRealTimers()`. */
export function wholeClock(start = TUESDAY_10_BERLIN): MovedClock {
  const clock = movedClock(start)
  vi.useFakeTimers({ toFake: ['Date'], now: clock.now() })
  return {
    now: () => clock.now(),
    move(ms) {
      clock.move(ms)
      vi.setSystemTime(clock.now())
    },
    set(at) {
      clock.set(at)
      vi.setSystemTime(clock.now())
    },
  }
}

export function inFront(real: Store, changed: Partial<Store>): Store {
  return { ...real, ...changed }
}

/** A form that goes to EMEA mid-market, written to Salesforce. */
export function form(
  email: string,
  fields: Record<string, unknown> = {},
): { headers: Record<string, string>; body: string } {
  const lead = { email, lastName: 'Lovelace', company: 'Initech', country: 'France', employees: 120, ...fields }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(lead) }
}

export async function sendForms(pointsman: WholePointsman, count: number, start = 0): Promise<string[]> {
  const emails = Array.from({ length: count }, (_, index) => `lead-${start + index}@company-${start + index}.example`)
  for (const email of emails) await pointsman.send('web-form', form(email))
  return emails
}

/** Adds MQLs to the pretend HubSpot. @returns their ids */
export function seedContacts(
  pointsman: WholePointsman,
  emails: readonly string[],
  more: Record<string, string> = {},
): string[] {
  const properties = {
    lastname: 'Lovelace',
    country: 'France',
    numberofemployees: '120',
    lifecyclestage: 'marketingqualifiedlead',
  }
  pointsman.sandbox.seed({
    hubspot: { contacts: emails.map((email) => ({ properties: { ...properties, ...more, email } })) },
  })
  return emails.map((email) => pointsman.sandbox.hubspot.find('contacts', email)?.id ?? '')
}

/** One signed delivery of HubSpot that tells of these contacts. */
export function sendContacts(
  pointsman: WholePointsman,
  ids: readonly string[],
  eventId = 1,
): Promise<{ status: number; body: string }> {
  const at = pointsman.clock.now()
  const body = JSON.stringify(
    ids.map((contactId) => webhookEvents.creation({ contactId, portalId: 4242, occurredAt: at, eventId })),
  )
  const url = `${publicUrl}/webhooks/hubspot`
  return pointsman.send('hubspot', {
    headers: signWebhook({ secret: secrets.DEMO_HUBSPOT_CLIENT_SECRET, url, body, at }),
    body,
  })
}

/** Settles and moves the clock, until no write and no event waits, or so many times. @returns how often the clock moved */
export async function untilRest(pointsman: WholePointsman, stepMs: number, most: number): Promise<number> {
  for (let moved = 0; moved < most; moved += 1) {
    await pointsman.settle()
    const waiting =
      (await pointsman.store.count('syncs', { state: 'waiting' })) +
      (await pointsman.store.count('events', { state: 'waiting' }))
    if (waiting === 0) return moved
    pointsman.clock.move(stepMs)
  }
  return most
}

/** Strikes the n-th call that the fault aims at, and no other. */
export function onCall(n: number, fault: Omit<Fault, 'rate'>): Fault {
  let calls = 0
  return {
    ...fault,
    get rate() {
      calls += 1
      return calls === n ? 1 : 0
    },
  }
}

export const salesforceLead = (pointsman: WholePointsman, email: string) =>
  pointsman.sandbox.salesforce.find('Lead', email)

export async function leadOf(pointsman: WholePointsman, email: string) {
  const [lead] = await pointsman.store.list('leads', { where: { email } })
  if (!lead) throw new Error(`No lead ${email} is stored.`)
  return lead
}

export async function stepsOf(pointsman: WholePointsman, leadId: string): Promise<string[]> {
  return (await pointsman.store.list('timeline', { where: { leadId } })).map(({ step }) => step)
}

let told = 0

/** A form comes in a second after the one before, and all that follows from it is done. @returns id of the lead with this address */
export async function tellForm(pointsman: WholePointsman, fields: Record<string, string>): Promise<string> {
  told += 1
  const body = JSON.stringify({ submissionId: `told ${told}`, employees: 120, country: 'France', ...fields })
  await pointsman.send('web-form', { headers: { 'content-type': 'application/json' }, body })
  pointsman.clock.move(SECOND_MS)
  await pointsman.settle()
  const [key] = await pointsman.store.list('personKeys', { where: { key: fields['email'] ?? '' } })
  return key?.leadId ?? ''
}
