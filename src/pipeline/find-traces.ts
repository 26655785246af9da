// Where a person's address may stand beside the rows that belong to a lead: bodies that nobody could read, events that found no lead.
// All of it is looked through, page by page.
import type { Store } from '../store/store.ts'

/** Small, since one body may hold megabytes. */
const PAGE = 50

/** The forms an address takes in bodies: plain, in addresses, in JSON, in forms, as UTF-16, in base64. Lower case. */
export function formsOf(email: string): Buffer[] {
  const [local = '', domain = ''] = email.split('@')
  const texts = [
    email,
    encodeURIComponent(email),
    `${local}%40${domain}`,
    `${local}\\u0040${domain}`,
    `${local}&#64;${domain}`,
    `${local}&#x40;${domain}`,
  ]
  const inBase64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(email)])
      .toString('base64')
      .replace(/=+$/, '')
    // The first and last signs depend on what stands beside it.
    return text.slice(shift === 0 ? 0 : shift + 1, -2)
  })
  return [...new Set(texts.map((text) => text.toLowerCase()))]
    .flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
    .concat(inBase64.map((text) => Buffer.from(text)))
}

export function holdsAny(bytes: Buffer, forms: readonly Buffer[]): boolean {
  if (bytes.length === 0) return false
  const lower = Buffer.from(bytes)
  for (let index = 0; index < lower.length; index += 1) {
    const byte = lower[index] ?? 0
    if (byte >= 0x41 && byte <= 0x5a) lower[index] = byte + 32
  }
  return forms.some((form) => lower.includes(form) || bytes.includes(form))
}

/** Ids of deliveries whose bytes, address or fault hold one of the forms. */
export async function deliveriesWith(store: Store, forms: readonly Buffer[]): Promise<{ id: string; state: string }[]> {
  const found: { id: string; state: string }[] = []
  for (let after = ''; ;) {
    const page = await store.list('deliveries', { where: { id: { gt: after }, state: { not: 'erased' } }, limit: PAGE })
    for (const row of page) {
      const texts = Buffer.from(`${row.url} ${row.fault ?? ''} ${row.deliveryKey} ${JSON.stringify(row.headers)}`)
      if (holdsAny(row.body, forms) || holdsAny(texts, forms)) found.push({ id: row.id, state: row.state })
    }
    if (page.length < PAGE) return found
    after = page.at(-1)?.id ?? after
    await breathe()
  }
}

/** Ids of events without a lead that hold one of the forms. */
export async function eventsWith(store: Store, forms: readonly Buffer[]): Promise<string[]> {
  const found: string[] = []
  for (let after = ''; ;) {
    const page = await store.list('events', {
      where: { id: { gt: after }, leadId: null, state: { not: 'erased' } },
      limit: PAGE,
    })
    for (const { id, payload, hydrated, eventKey, reason } of page) {
      if (holdsAny(Buffer.from(JSON.stringify([payload, hydrated, eventKey, reason])), forms)) found.push(id)
    }
    if (page.length < PAGE) return found
    after = page.at(-1)?.id ?? after
    await breathe()
  }
}

/** Requests are answered between two pages. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
