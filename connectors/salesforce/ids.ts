// Salesforce ids: 15 characters whose case matters, or 18 with a checksum of the cases. Compared only as 18.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** 15 or 18 characters → 18; anything else comes back as it is. */
export function to18(id: string): string {
  if (!/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id)) return id
  const core = id.slice(0, 15)
  const checksum = [0, 5, 10].map((from) => {
    let capitals = 0
    for (let bit = 0; bit < 5; bit += 1) if (/[A-Z]/.test(core.charAt(from + bit))) capitals |= 1 << bit
    return LETTERS.charAt(capitals)
  })
  return core + checksum.join('')
}

/** Of a field that may name no record. */
export function idOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? to18(value) : null
}

export function sameId(a: string, b: string): boolean {
  return to18(a) === to18(b)
}

export const isLead = (id: string): boolean => id.startsWith('00Q')
export const isContact = (id: string): boolean => id.startsWith('003')
export const isQueue = (id: string): boolean => id.startsWith('00G')
