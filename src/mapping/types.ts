// A mapping after all its names and paths were checked: what apply.ts and to-crm.ts run. Made only by mapping.ts.
import type { JunkSettings } from '../cleanse/junk.ts'
import type { LeadField } from '../lead/lead.ts'
import type { Stage } from '../lead/stage.ts'
import type { Conversion } from './convert.ts'
import type { PathPart } from './path.ts'
import type { Run } from './transform.ts'

export type Scalar = string | number | boolean

/** Where a rule stands, for faults. Lines and columns count from 1. */
export interface Place {
  file: string
  line?: number
  column?: number
}

export interface Source {
  /** As written in the file. */
  text: string
  path: readonly PathPart[]
}

export interface FieldRule<Target extends string = string> {
  target: Target
  place: Place
  /** The first that holds something is taken; empty when `value` is fixed. */
  sources: readonly Source[]
  /** Texts and paths in their order, in place of `sources`; null: none. */
  template: readonly (string | Source)[] | null
  /** `name` with its brackets, as written. */
  with: readonly { name: string; run: Run }[]
  /** Trimmed lower-case text → what it stands for. */
  lookup: ReadonlyMap<string, Scalar> | null
  /** null: left as it is. */
  as: Conversion | null
  /** Asked when nothing came; null: none. */
  otherwise: FieldRule<Target> | null
  /** Already of the right kind. */
  fallback: Scalar | undefined
  value: Scalar | undefined
}

export interface LeadMapping {
  direction: 'to-lead'
  /** File name without its ending. */
  name: string
  /** Connection it serves, or connector. */
  connection: string
  path: string
  /** Content hash of the file and of those it extends. */
  version: string
  fields: readonly FieldRule<LeadField>[]
  require: readonly LeadField[]
  /** What is not a stage gives `stageDefault`. */
  stage: FieldRule | null
  stageDefault: Stage
  /** Of rulebook/cleansing.yaml: whose leads are doubted. */
  junk?: JunkSettings
}

export interface CrmMapping {
  direction: 'to-crm'
  name: string
  connection: string
  path: string
  version: string
  /** Every value is written as text. */
  asText: boolean
  fields: readonly FieldRule[]
  require: readonly string[]
}

export type Mapping = LeadMapping | CrmMapping

/** One step and what it did to a value. For people: holds what they typed. */
export interface ValueChange {
  did: string
  before: unknown
  after: unknown
}

/** What one field came from, and what each step did to it. For people. */
export interface FieldStep {
  field: string
  /** Path in the payload, or null for a default or fixed value. */
  from: string | null
  raw: unknown
  value: unknown
  /** The steps that changed something, by name. */
  did: string[]
}

/** The same with the value before and after each step. */
export interface FieldTrace extends FieldStep {
  changes: ValueChange[]
}
