// The faults that strike single records. Its one rule: what a strike hit stays hit while its fault is on, so that a
// caller who splits a refused batch meets the same culprit again.
import { HubSpotError } from './hubspot-error.ts'
import type { FaultName, World } from '../world.ts'

export interface RecordFaults {
  /** @throws HubSpotError 423 when the row lock strikes */
  lock(path: string): void
  /** One of these keys is the culprit of a partial failure; undefined when it does not strike. */
  culprit(path: string, keys: readonly string[]): string | undefined
  /** Rolls whether this owner is deactivated from now on. */
  deactivates(path: string, ownerId: string): boolean
  /** Has the fault deactivated this owner? Rolls nothing. */
  isDeactivated(ownerId: string): boolean
}

export function createRecordFaults(world: World): RecordFaults {
  const struck = { 'partial-failure': new Set<string>(), 'inactive-owner': new Set<string>() }

  const hit = (name: keyof typeof struck) => {
    if (!world.faults.list().some((fault) => fault.name === name)) struck[name].clear()
    return struck[name]
  }
  const strikes = (name: FaultName, path: string) => world.faults.strikes(name, 'hubspot', path) !== undefined

  return {
    lock(path) {
      if (!strikes('row-lock', path)) return
      throw new HubSpotError(
        423,
        'LOCKED',
        'The records are locked by another operation. Wait two seconds and send the request again.',
      )
    },
    culprit(path, keys) {
      const culprits = hit('partial-failure')
      const known = keys.find((key) => culprits.has(key))
      if (known !== undefined) return known
      const last = keys.at(-1)
      if (last === undefined || !strikes('partial-failure', path)) return undefined
      culprits.add(last)
      return last
    },
    deactivates(path, ownerId) {
      const owners = hit('inactive-owner')
      if (owners.has(ownerId)) return true
      if (!strikes('inactive-owner', path)) return false
      owners.add(ownerId)
      return true
    },
    isDeactivated: (ownerId) => hit('inactive-owner').has(ownerId),
  }
}
