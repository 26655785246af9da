// Values of properties, which all come as text. Its one rule: what cannot be read is not there.

/** ISO or milliseconds. */
export function timeOf(value: string | null | undefined): Date | undefined {
  if (!value) return undefined
  const time = new Date(/^\d+$/.test(value) ? Number(value) : value)
  return Number.isNaN(time.getTime()) ? undefined : time
}

export function numberOf(value: string | null | undefined): number | undefined {
  const number = value ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}
