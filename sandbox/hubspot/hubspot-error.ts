// How HubSpot says no. Its one rule: every error carries status, message, correlationId and category.
// Wording of the known ones as seen in HubSpot's error handling guide and in recorded answers (2026-11).

export type Context = Record<string, string[]>

export interface ErrorDetails {
  subCategory?: string
  context?: Context
  errors?: { message: string; code?: string; context?: Context }[]
  errorType?: string
  policyName?: 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY'
}

export class HubSpotError extends Error {
  readonly status: number
  readonly category: string
  readonly details: ErrorDetails

  constructor(status: number, category: string, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'HubSpotError'
    this.status = status
    this.category = category
    this.details = details
  }

  body(correlationId: string): Record<string, unknown> {
    return { status: 'error', message: this.message, correlationId, ...this.details, category: this.category }
  }

  /** As one of the `errors` of a 207 answer. */
  item(context: Context): Record<string, unknown> {
    const { subCategory, context: own } = this.details
    return {
      status: 'error',
      category: this.category,
      ...(subCategory === undefined ? {} : { subCategory }),
      message: this.message,
      context: { ...own, ...context },
    }
  }
}

/** A kind of object that the sandbox does not know: the ledger marks the request as unknown. */
export class UnknownTypeError extends HubSpotError {
  constructor(text: string) {
    super(400, 'VALIDATION_ERROR', `Unable to infer object type from: ${text}`)
  }
}

export function invalidInput(message: string, details?: ErrorDetails): HubSpotError {
  return new HubSpotError(400, 'VALIDATION_ERROR', message, details)
}

export function notFound(id: string): HubSpotError {
  return new HubSpotError(404, 'OBJECT_NOT_FOUND', 'resource not found', { context: { id: [id] } })
}

/** @param label the object's name in the singular: `contact` */
export function someNotFound(label: string): HubSpotError {
  return new HubSpotError(
    404,
    'OBJECT_NOT_FOUND',
    `Could not get some ${label.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
  )
}

/** @param label the object's name with a capital: `Contact` */
export function alreadyExists(label: string, existingId: string): HubSpotError {
  return new HubSpotError(409, 'CONFLICT', `${label} already exists. Existing ID: ${existingId}`, {
    context: { existingId: [existingId] },
  })
}
