// What both pretend CRMs share: the time, the ledger of every request and effect, and the faults that are turned on.
import type { FastifyInstance } from 'fastify'

export type System = 'salesforce' | 'hubspot'

/** One lasting change in a pretend CRM. */
export interface Effect {
  kind: 'create' | 'update' | 'associate' | 'list-add' | 'list-remove'
  /** `Lead`, `Task`, `contacts`, `tasks` … */
  object: string
  id: string
  /** External id or unique mark the writer gave, where there is one. */
  key?: string
  /** Fields as they were written. */
  fields?: Record<string, unknown>
}

export interface LedgerEntry {
  /** Counts from 1. */
  n: number
  at: string
  system: System
  method: string
  /** Path with query. */
  path: string
  status: number
  request: unknown
  /** Name of the fault that struck, if one did. */
  fault?: string
  /** True when the sandbox does not know this path, field or query: a test that sees one fails. */
  unknown?: true
  effects: Effect[]
}

export const faultNames = [
  'latency',
  'rate-limit',
  'server-error',
  /** The request is read, nothing is done, the socket is cut. */
  'reset-after-request',
  /** The request takes full effect, then the socket is cut without an answer. */
  'reset-before-answer',
  'html-instead-of-json',
  'partial-failure',
  'expired-token',
  'row-lock',
  'inactive-owner',
  'daily-limit',
] as const
export type FaultName = (typeof faultNames)[number]

export interface Fault {
  name: FaultName
  system?: System
  /** 0 to 1: share of requests (or records, for the record-level ones) that are struck. Seeded, so that runs repeat. */
  rate: number
  /** Stop after this many strikes. */
  times?: number
  /** For latency. */
  ms?: number
  /** Only paths that contain this text. */
  path?: string
}

export interface Faults {
  set(faults: readonly Fault[]): void
  list(): readonly Fault[]
  /** Does this fault strike now? Counts the strike. */
  strikes(name: FaultName, system: System, path: string): Fault | undefined
}

export interface World {
  now(): Date
  faults: Faults
  /** Adds effects to the ledger entry of the request that is being answered. */
  effect(request: { id: string }, effect: Effect): void
  /** Marks the ledger entry: path, field or query is not known here. */
  unknown(request: { id: string }): void
}

/** A pretend CRM: its routes, and its state as plain data for seeding, reading and saving. */
export interface PretendCrm {
  system: System
  routes(app: FastifyInstance): Promise<void>
  reset(): void
  /** Adds to the state. @throws Error with a sentence when the seed does not fit */
  seed(seed: unknown): void
  /** Everything, as JSON. */
  dump(): unknown
  /** Replaces the state by an earlier dump. */
  restore(dump: unknown): void
  /**
   * The system's own answer for a fault that the frame strikes. Without it the frame answers plain JSON.
   * `status` is the one the frame would send: 429, or 500, 502, 503.
   */
  faultAnswer?(name: 'rate-limit' | 'server-error', status: number): FaultAnswer
}

export interface FaultAnswer {
  status: number
  headers?: Record<string, string>
  /** An object is sent as JSON, a text as it is (name its type in `headers`). */
  body: unknown
}
