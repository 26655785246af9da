// Record ids: 15 case-sensitive characters, or those and a 3-character checksum of their case. Inside we hold 18, always.
// Source of the checksum: "Salesforce ID" in the SOAP API developer guide, field type ID.

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const checks = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** 18 characters of a 15- or 18-character id; undefined when it is none, or its checksum does not fit. */
export function toId18(text: string): string | undefined {
  if (!/^[0-9A-Za-z]{15}(?:[0-9A-Z]{3})?$/.test(text)) return undefined
  const id = text.slice(0, 15) + checksum(text)
  return text.length === 15 || text === id ? id : undefined
}

/** The n-th id of an object: `00Q5g0000000001` and its checksum. Ids of one object may differ by case alone, as real ones do. */
export function makeId(prefix: string, n: number): string {
  let digits = ''
  for (let rest = n; rest > 0; rest = Math.floor(rest / alphabet.length)) {
    digits = (alphabet[rest % alphabet.length] ?? '0') + digits
  }
  const id = `${prefix}5g0${digits.padStart(9, '0')}`
  return id + checksum(id)
}

function checksum(id: string): string {
  let sum = ''
  for (let start = 0; start < 15; start += 5) {
    let bits = 0
    for (let at = 0; at < 5; at += 1) if (/[A-Z]/.test(id[start + at] ?? '')) bits |= 1 << at
    sum += checks[bits] ?? ''
  }
  return sum
}
