// How values of the engine are kept as JSON and read back as they were. Their one rule: what cannot be read back as it was does not compile.

/** `keep` gives what JSON holds; `restore` takes it and gives what was kept. */
export interface Form<T> {
  keep(value: T): unknown
  restore(stored: unknown): T
  /** It may be missing from what is stored. */
  mayLack?: true
  /** It never stands in what is stored. */
  isUnasked?: true
  /** What is kept is the value itself. */
  isSame?: true
}

export type Forms<T> = { [K in keyof T]-?: Form<T[K]> }

/** What was kept by an earlier version lacks a part that is asked for now. */
export class NotKept extends Error {
  readonly part: string
  constructor(part: string) {
    super(`${part} was not kept.`)
    this.part = part
  }
}

/** What comes back from JSON as it went in; everything else becomes `never`. */
export type Json<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends Date | ((...given: never) => unknown) | { get(key: never): unknown }
    ? never
    : T extends object
      ? { [K in keyof T]: Json<T[K]> }
      : never

/** Texts, numbers, lists and plain objects of them: kept as they are. */
export function plain<T>(..._noDatesNorMaps: T extends Json<T> ? [] : ['This type holds what JSON does not']): Form<T> {
  return { isSame: true, keep: (value) => value, restore: (stored) => stored as T }
}

export const instant: Form<Date> = {
  keep: (value) => value.getTime(),
  restore: (stored) => new Date(stored as number),
}

export function nullable<T>(form: Form<T>): Form<T | null> {
  return {
    keep: (value) => (value === null ? null : form.keep(value)),
    restore: (stored) => (stored === null ? null : form.restore(stored)),
  }
}

/** Absent and undefined are one. */
export function optional<T>(form: Form<T>): Form<T | undefined> {
  return {
    mayLack: true,
    keep: (value) => (value === undefined ? undefined : form.keep(value)),
    restore: (stored) => (stored === undefined ? undefined : form.restore(stored)),
  }
}

/** Absent and null are one. Also of a part that is younger than decisions in the store, where they were decided without it. */
export function unlessNull<T>(form: Form<T>): Form<T | null> {
  return {
    mayLack: true,
    keep: (value) => (value === null ? undefined : form.keep(value)),
    restore: (stored) => (stored === undefined ? null : form.restore(stored)),
  }
}

/** Of a part that is younger than decisions in the store. @param before what they were decided with */
export function since<T>(form: Form<T>, before: () => T): Form<T> {
  return {
    mayLack: true,
    keep: (value) => form.keep(value),
    restore: (stored) => (stored === undefined ? before() : form.restore(stored)),
  }
}

/** Not kept, because no decision asks for it. */
export function unasked<T>(instead: T): Form<T> {
  return { mayLack: true, isUnasked: true, keep: () => undefined, restore: () => instead }
}

export function listOf<T>(form: Form<T>): Form<readonly T[]> {
  return {
    keep: (values) => values.map((value) => form.keep(value)),
    restore: (stored) => (stored as unknown[]).map((value) => form.restore(value)),
  }
}

export function mapOf<V>(form: Form<V>): Form<ReadonlyMap<string, V>> {
  return {
    keep(map) {
      const kept: Record<string, unknown> = {}
      for (const [key, value] of map) kept[key] = form.keep(value)
      return kept
    },
    restore: (stored) => new Map(Object.entries(stored as object).map(([key, value]) => [key, form.restore(value)])),
  }
}

export function object<T extends object>(forms: Forms<T>): Form<T> {
  const entries = partsOf(forms)
  return {
    keep(value) {
      const kept: Record<string, unknown> = {}
      for (const [key, form] of entries) {
        const part = form.isSame ? value[key] : form.keep(value[key])
        if (part !== undefined) kept[key] = part
      }
      return kept
    },
    restore(stored) {
      const from = stored as Record<string, unknown>
      return Object.fromEntries(entries.map(([key, form]) => [key, restored(key, form, from[key])])) as T
    },
  }
}

/** As a list in the order in which the parts stand here: a new part goes to the end. For what is kept many times. */
export function row<T extends object>(forms: Forms<T>): Form<T> {
  const entries = partsOf(forms)
  const asked = entries.filter(([, { isUnasked }]) => !isUnasked)
  const others = entries.filter(([, { isUnasked }]) => isUnasked)
  return {
    keep(value) {
      const kept = asked.map(([key, form]) => (form.isSame ? value[key] : form.keep(value[key])))
      while (kept.at(-1) === undefined && kept.length > 0) kept.pop()
      return kept
    },
    restore(stored) {
      const from = stored as unknown[]
      return Object.fromEntries([
        // JSON has null for what a list lacks.
        ...asked.map(([key, form], at) => [
          key,
          restored(key, form, form.mayLack ? (from[at] ?? undefined) : from[at]),
        ]),
        ...others.map(([key, form]) => [key, form.restore(undefined)]),
      ]) as T
    },
  }
}

type Part<T> = [keyof T & string, Form<T[keyof T & string]>]

function partsOf<T extends object>(forms: Forms<T>): Part<T>[] {
  return Object.entries(forms) as Part<T>[]
}

/** @throws NotKept */
function restored<T>(key: string, form: Form<T>, stored: unknown): T {
  if (stored === undefined && !form.mayLack) throw new NotKept(key)
  return form.restore(stored)
}
