// The faults that are turned on, and whether one strikes now. Its one rule: the dice are seeded, so that a run repeats.
import { z } from 'zod'
import { faultNames, type Fault, type FaultName, type Faults, type System } from './world.ts'

export const faultList = z.array(
  z.strictObject({
    name: z.enum(faultNames),
    system: z.enum(['salesforce', 'hubspot']).optional(),
    rate: z.number().min(0).max(1).default(1),
    times: z.number().int().positive().optional(),
    ms: z.number().nonnegative().optional(),
    path: z.string().optional(),
  }),
)

interface Armed {
  fault: Fault
  struck: number
  roll: () => number
}

export interface CountedFaults extends Faults {
  /** With the number of strikes so far. */
  counted(): (Fault & { struck: number })[]
}

/** @param onStrike hears of each strike, to write it into the ledger entry of the request at hand */
export function createFaults(onStrike: (name: FaultName) => void): CountedFaults {
  let armed: Armed[] = []
  return {
    set(faults) {
      armed = faults.map((fault, index) => ({ fault, struck: 0, roll: dice(index + 1) }))
    },
    list: () => armed.map(({ fault }) => fault),
    counted: () => armed.map(({ fault, struck }) => ({ ...fault, struck })),
    strikes(name, system, path) {
      const hit = armed.find((one) => aims(one, name, system, path) && one.roll() < one.fault.rate)
      if (!hit) return undefined
      hit.struck += 1
      onStrike(name)
      return hit.fault
    },
  }
}

function aims({ fault, struck }: Armed, name: FaultName, system: System, path: string): boolean {
  if (fault.name !== name || (fault.system !== undefined && fault.system !== system)) return false
  if (fault.times !== undefined && struck >= fault.times) return false
  return fault.path === undefined || path.includes(fault.path)
}

/** mulberry32: small, seeded, even enough for dice. Gives 0 up to, but not, 1. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
