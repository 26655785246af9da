// Both pretend CRMs behind one face, so that what must hold on each is said once: forms that are written to it, and what stands there.
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import type { FaultName } from '../../sandbox/world.ts'
import { wholePointsman, type WholeOptions, type WholePointsman } from '../whole-pointsman.ts'
import { TUESDAY_10_BERLIN, wholeClock } from './leads.ts'

export interface PretendFace {
  name: 'salesforce' | 'hubspot'
  /** Part of the path of the call that makes or changes people, and which such call of a new person's write that is. */
  people: { path: string; call: number }
  tasks: { path: string; call: number }
  objects: { person: string; task: string }
  /** Owner of the person as the CRM has it now; '' for none. */
  owner(pointsman: WholePointsman, email: string): string
  /** A person at work: gives the record to somebody else, or calls. All by e-mail address. */
  setOwner(pointsman: WholePointsman, email: string, owner: string): void
  call(pointsman: WholePointsman, email: string): void
  /** Code and words of a single record that is refused. */
  refusal: { code: string; words: string }
  locked: { code: string; words: string }
  /** Faults that say that the calls are used up, and how long they are then not sent. */
  exhausted: { fault: FaultName; waitMs: number }[]
}

export const faces: PretendFace[] = [
  {
    name: 'salesforce',
    // The first composite looks for the person, the second writes person and task together.
    people: { path: '/composite', call: 2 },
    tasks: { path: '/composite', call: 2 },
    objects: { person: 'Lead', task: 'Task' },
    owner: ({ sandbox }, email) => String(sandbox.salesforce.find('Lead', email)?.['OwnerId'] ?? ''),
    setOwner({ sandbox }, email, owner) {
      sandbox.salesforce.act({ as: owner, lead: email, do: 'set-owner', owner })
    },
    call({ sandbox }, email) {
      sandbox.salesforce.act({
        as: String(sandbox.salesforce.find('Lead', email)?.['OwnerId']),
        lead: email,
        do: 'complete-call',
      })
    },
    refusal: { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', words: 'refuse' },
    locked: { code: 'UNABLE_TO_LOCK_ROW', words: 'exclusive access' },
    exhausted: [
      { fault: 'rate-limit', waitMs: 5 * 60_000 },
      { fault: 'daily-limit', waitMs: 5 * 60_000 },
    ],
  },
  {
    name: 'hubspot',
    people: { path: '/contacts/batch/create', call: 1 },
    tasks: { path: '/tasks/batch/create', call: 1 },
    objects: { person: 'contacts', task: 'tasks' },
    owner: ({ sandbox }, email) => sandbox.hubspot.find('contacts', email)?.properties['hubspot_owner_id'] ?? '',
    setOwner({ sandbox }, email, owner) {
      sandbox.hubspot.act({ as: owner, contact: email, do: 'set-owner', owner })
    },
    call({ sandbox }, email) {
      const as = sandbox.hubspot.find('contacts', email)?.properties['hubspot_owner_id'] ?? ''
      sandbox.hubspot.act({ as, contact: email, do: 'log-call' })
    },
    refusal: { code: 'INVALID_OPTION', words: 'option' },
    locked: { code: 'LOCKED', words: 'locked by another operation' },
    exhausted: [
      { fault: 'rate-limit', waitMs: 10_000 },
      { fault: 'daily-limit', waitMs: 15 * 60_000 },
    ],
  },
]

/** What was made in the CRM, from its own ledger: ids of all records, one entry for each time. */
export function made(pointsman: WholePointsman, face: PretendFace, what: 'person' | 'task'): string[] {
  return pointsman.sandbox.ledger
    .entries({ system: face.name, effects: true })
    .flatMap(({ effects }) => effects)
    .filter(({ kind, object }) => kind === 'create' && object === face.objects[what])
    .map(({ id }) => id)
}

/** Forms are written to this CRM; owners and accounts have been read, and no fault is on. Give back with `end`. */
export async function pointsmanOn(face: PretendFace, options: WholeOptions = {}): Promise<WholePointsman> {
  const folder = mkdtempSync(join(tmpdir(), 'pointsman-connections-'))
  const connectionsFile = join(folder, 'connections.yaml')
  const demo = readFileSync(fileURLToPath(new URL('../../sandbox/demo-connections.yaml', import.meta.url)), 'utf8')
  writeFileSync(connectionsFile, demo.replace(/(connector: web-form\n\s+writesTo:) salesforce/, `$1 ${face.name}`))
  const pointsman = await wholePointsman({
    clock: wholeClock(options.start ?? TUESDAY_10_BERLIN),
    ...options,
    connectionsFile,
  })
  rmSync(folder, { recursive: true, force: true })
  await pointsman.settle()
  return pointsman
}

export async function end(pointsman: WholePointsman): Promise<void> {
  await pointsman.close()
  vi.useRealTimers()
}
