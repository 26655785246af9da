// The error classes, on one page. Each is named after who must act; nothing decides on message text, only on class and code.

export interface ErrorOptions {
  /** Stable, dotted, lower case: `mapping.field-missing`. */
  code: string
  cause?: unknown
}

export abstract class PointsmanError extends Error {
  readonly code: string

  constructor(message: string, options: ErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = options.code
  }
}

/** One thing wrong in a file or a variable. Lines and columns count from 1. */
export interface Fault {
  /** `rulebook/rules.yaml`, or the variable's name: `PORT`. */
  file: string
  line?: number
  column?: number
  /** Dotted path inside the file: `rules[2].assign.pool`. */
  field?: string
  /** What is wrong and what to do, one sentence. */
  message: string
}

/** `rulebook/rules.yaml:4:9 rules[2].assign.pool: No pool "emae" (did you mean "emea"?)` */
export function faultLine(fault: Fault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':')
  return fault.field ? `${place} ${fault.field}: ${fault.message}` : `${place}: ${fault.message}`
}

/** The operator must act: start or reload is refused, and every fault is listed at once. */
export class ConfigError extends PointsmanError {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[], options: Partial<ErrorOptions> = {}) {
    super(faults.map(faultLine).join('\n'), { code: 'config.invalid', ...options })
    this.faults = faults
  }
}

export type StorageCode =
  | 'storage.full'
  | 'storage.low'
  | 'storage.io'
  | 'storage.damaged'
  | 'storage.busy'
  | 'storage.read-only'
  | 'storage.unreachable'

/** The operator must act on disk, file or database server. Nothing was stored; whoever sent it is asked to send it again. */
export class StorageError extends PointsmanError {
  override readonly code: StorageCode

  constructor(message: string, options: { code: StorageCode; cause?: unknown }) {
    super(message, options)
    this.code = options.code
  }
}

/** The sender or caller must act. Answered with `status`, never retried by us. */
export class InputError extends PointsmanError {
  readonly status: number

  constructor(message: string, options: ErrorOptions & { status?: number }) {
    super(message, options)
    this.status = options.status ?? 400
  }
}

export class SignatureError extends InputError {
  constructor(message: string, code = 'signature.invalid') {
    super(message, { code, status: 401 })
  }
}

export class ForbiddenError extends InputError {
  constructor(message: string, code = 'auth.forbidden') {
    super(message, { code, status: 403 })
  }
}

export class NotFoundError extends InputError {
  constructor(message: string, code = 'not-found') {
    super(message, { code, status: 404 })
  }
}

/** The thing is not in a state in which this can be done, or somebody else changed it first. */
export class ConflictError extends InputError {
  constructor(message: string, code = 'conflict') {
    super(message, { code, status: 409 })
  }
}

/** RevOps must act: the event is held, shown with file, line and field, and replayed after the fix. */
export class MappingError extends PointsmanError {
  readonly fault: Fault

  constructor(fault: Fault, code: string) {
    super(faultLine(fault), { code })
    this.fault = fault
  }
}

/**
 * How an outside system failed:
 * temporary: retried with backoff · rejected: dead, with its own words · unauthorized: connection paused, alert ·
 * exhausted: parked until the limit resets · gone: the record is deleted or merged, matched anew.
 */
export type RemoteKind = 'temporary' | 'rejected' | 'unauthorized' | 'exhausted' | 'gone'

export class RemoteError extends PointsmanError {
  readonly kind: RemoteKind
  /** When the other side named a time to wait. */
  readonly retryAfterMs: number | undefined
  /** True when the request may have taken effect (time-out or reset after it was sent): read back before writing again. */
  readonly outcomeUnknown: boolean

  constructor(
    message: string,
    options: ErrorOptions & { kind: RemoteKind; retryAfterMs?: number; outcomeUnknown?: boolean },
  ) {
    super(message, options)
    this.kind = options.kind
    this.retryAfterMs = options.retryAfterMs
    this.outcomeUnknown = options.outcomeUnknown ?? false
  }
}

/** A guarded write found that another writer was first: read again and decide again. Never reaches a person. */
export class StaleError extends PointsmanError {
  constructor(message: string, cause?: unknown) {
    super(message, { code: 'store.stale', cause })
  }
}
