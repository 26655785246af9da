// rulebook/retention.yaml → how long what is kept. Its one rule: nothing that somebody still waits for is ever removed, and keys stay
// longer than any sender repeats.
import { z } from 'zod'
import { eventStates, type DeliveryState, type EventState } from '../lead/event.ts'
import { readYaml, type TextFile } from '../yaml-file.ts'

/** HubSpot's workflows send again for three days: https://knowledge.hubspot.com/workflows/how-do-i-use-webhooks-with-hubspot-workflows (2026-11) */
const SHORTEST_KEY_DAYS = 4

const days = z.number({ error: 'Give days as a number' }).int().min(1).max(36_500)
const keyDays = z
  .number({ error: 'Give days as a number' })
  .int()
  .min(SHORTEST_KEY_DAYS, {
    error: `Give ${SHORTEST_KEY_DAYS} days at least: senders repeat that long, and are known by these rows`,
  })
  .max(36_500)

/** received: waits to be read. */
const keptDeliveries = [
  'split',
  'duplicate',
  'unreadable',
  'quarantined',
  'conflicting',
  'erased',
] as const satisfies DeliveryState[]
/** waiting and held wait for us or for a person. */
const endedEvents = eventStates.filter((state) => state !== 'waiting' && state !== 'held')

const delivery = z.strictObject({
  body: days.optional().describe('Days until bytes, address and headers go; key and state stay'),
  row: keyDays.optional().describe('Days until all of it goes, once no event of it is left'),
})
const event = z.strictObject({
  payload: days.optional().describe('Days until what it told goes'),
  row: keyDays.optional().describe('Days until all of it goes; it is still counted'),
})

export const retentionSchema = z.strictObject({
  deliveries: z.partialRecord(z.enum(keptDeliveries), delivery).default({}),
  events: z.partialRecord(z.enum(endedEvents as [EventState, ...EventState[]]), event).default({}),
  attempts: days.optional().describe('Days until what was sent to a CRM and answered goes'),
  steps: days.optional().describe('Days until the personal values in the story of a lead go'),
  audit: days.optional().describe('Days until audit rows go'),
})

export type Retention = z.infer<typeof retentionSchema>

/** Keeps everything. */
export const keepAll: Retention = { deliveries: {}, events: {} }

/** @throws ConfigError */
export function parseRetention(file: TextFile): Retention {
  return readYaml(file, retentionSchema).value
}
