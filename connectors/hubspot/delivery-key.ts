// By what a delivery is known when it comes again. Its one rule: the same bytes give the same key, and keys of one time stand together.
import { hashOf } from '../../src/connector.ts'

const TIME = Buffer.from('"occurredAt":')
const NUMBER = Buffer.from('"eventId":')
const MOST_DIGITS = 20

/**
 * Time and number of the first event, then the hash of the bytes. An index of hashes alone is written all over: each new row touches a
 * page of its own, and a commit took twice as long. With the time first, new keys stand beside the newest (measured 2026-11).
 * A retry holds other attempt numbers, perhaps other neighbours: then the event keys find the duplicates.
 */
export function deliveryKey(body: Buffer): string {
  return `${digitsAfter(body, TIME)} ${digitsAfter(body, NUMBER)} ${hashOf(body)}`
}

/** Not parsed: that waits until the sender has its answer. */
function digitsAfter(body: Buffer, name: Buffer): string {
  const at = body.indexOf(name)
  if (at === -1) return '-'
  const text = body.toString('latin1', at + name.length, at + name.length + MOST_DIGITS)
  return /^ ?(\d+)/.exec(text)?.[1] ?? '-'
}
