// A CRM in the sandbox as the tests of connectors hold it, and the writes they ask of it.
import { expect } from 'vitest'
import { RemoteError } from '../../src/errors.ts'
import type { Crm, CrmOutcome, CrmWrite } from '../../src/connector.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import type { System } from '../../sandbox/world.ts'

export interface Bench {
  system: System
  sandbox: Sandbox
  /** Where the sandbox listens. */
  address: string
  crm: Crm
  /** Name of the sandbox's object for a person, and for a task. */
  objects: { person: 'Lead' | 'contacts'; task: 'Task' | 'tasks' }
  owners: { ann: string; bob: string; inactive: string }
  /** Fields of a new person, and one that the system refuses. */
  fields(email: string): Record<string, string>
  refusedField: Record<string, string>
  person(email: string): { id: string; ownerId: string; tasks: number } | undefined
  /** Makes a person who was there before us. */
  seedPerson(email: string, owner: string): void
  /** A person in the CRM gives the record to this owner. */
  handOver(email: string, owner: string): void
  /** A person in the CRM calls. */
  callPerson(email: string, as: string): void
  deletePerson(email: string): Promise<void>
  /** Is with marketing again, as the settings say. */
  inNurture(email: string): boolean
  now(): Date
  pass(ms: number): void
  close(): Promise<void>
}

let serial = 0

export function base(leadId: string, email: string | null, personId: string | null = null, attempt = 0) {
  serial += 1
  return { id: `sync-${serial}`, leadId, effectKey: `effect-${leadId}-${serial}`, personId, email, attempt }
}

/** Save, owner, task: what a decision writes. */
export function threeWrites(bench: Bench, leadId: string, email: string, ownerId = bench.owners.ann): CrmWrite[] {
  return [
    { ...base(leadId, email), action: 'save-person', fields: bench.fields(email) },
    { ...base(leadId, email), action: 'set-owner', ownerId, expects: null },
    {
      ...base(leadId, email),
      action: 'create-task',
      ownerId,
      subject: 'New lead: Ada <Lovelace>',
      body: 'Why you:\n- "first" & <best>',
      dueAt: new Date('2026-05-02T09:00:00Z'),
    },
  ]
}

export const again = (writes: readonly CrmWrite[]): CrmWrite[] =>
  writes.map((write) => ({ ...write, attempt: write.attempt + 1 }))

export const kinds = (outcomes: readonly CrmOutcome[]): string[] => outcomes.map((outcome) => outcome.kind)

export async function failure(promise: Promise<unknown>): Promise<RemoteError> {
  const error = await promise.then(
    (value) => value,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RemoteError)
  return error as RemoteError
}
