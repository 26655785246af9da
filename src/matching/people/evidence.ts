// What the comparison of two people found, before anybody asks for it in words. Its one rule: it is filled anew for each pair and costs no memory of its own.
import { fields, type Weight } from './levels.ts'

/** A reason never to join without a person, however much else agrees. */
export type Conflict = 'given' | 'company' | 'generation' | 'birthDate' | 'nationalId'

export class Evidence {
  readonly levels: (string | undefined)[] = fields.map(() => undefined)
  readonly bits = new Float64Array(fields.length)
  readonly conflicts: Conflict[] = []
  /** Neither is a person: the name of the company is the name. */
  companies = false
  /** See Comparison. */
  named = false

  clear(): void {
    this.levels.fill(undefined)
    this.bits.fill(0)
    this.conflicts.length = 0
    this.companies = false
    this.named = false
  }

  /**
   * @param field as in `at`
   * @param surprise of the value, in bits; see Weight
   */
  set(field: number, level: string, weight: Weight, surprise = 0): void {
    this.levels[field] = level
    this.bits[field] = bitsOf(weight, surprise)
  }

  level(field: number): string | undefined {
    return this.levels[field]
  }

  of(field: number): number {
    return this.bits[field] as number
  }

  /** Seen, but told already by another field. */
  silence(field: number): void {
    this.bits[field] = 0
  }

  add(field: number, bits: number): void {
    this.bits[field] = tenths((this.bits[field] as number) + bits)
  }

  /** Bits against it. */
  against(): number {
    let sum = 0
    for (const bits of this.bits) if (bits < 0) sum += bits
    return sum
  }

  /** In the order of the fields, so that the contributions add up to the very same number. */
  score(): number {
    let sum = 0
    for (const bits of this.bits) sum += bits
    return sum
  }
}

export function bitsOf(weight: Weight, surprise: number): number {
  if (weight.surprise === undefined) return weight.bits
  const [least, most] = weight.surprise
  return tenths(Math.min(most, Math.max(least, surprise + weight.bits)))
}

const tenths = (bits: number): number => Math.round(bits * 10) / 10
