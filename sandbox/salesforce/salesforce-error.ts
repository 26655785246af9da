// An error as Salesforce says it: a code, a sentence, the fields it is about, and the HTTP status of a call that fails with it.

export class SalesforceError extends Error {
  readonly errorCode: string
  readonly fields: string[]
  readonly status: number
  /** The sandbox does not know what was asked for: the ledger entry is marked. */
  readonly unknown: boolean

  constructor(
    errorCode: string,
    message: string,
    options: { fields?: string[]; status?: number; unknown?: boolean } = {},
  ) {
    super(message)
    this.name = 'SalesforceError'
    this.errorCode = errorCode
    this.fields = options.fields ?? []
    this.status = options.status ?? 400
    this.unknown = options.unknown ?? false
  }
}

/** Body of a failed call. */
export function errorBody(error: SalesforceError) {
  return [
    {
      message: error.message,
      errorCode: error.errorCode,
      ...(error.fields.length > 0 ? { fields: error.fields } : {}),
    },
  ]
}

/** Error of one record in a collection: here the code's key is `statusCode`. */
export function itemErrors(error: SalesforceError) {
  return [{ statusCode: error.errorCode, message: error.message, fields: error.fields }]
}

export function noSuchColumn(name: string, object: string, where: 'entity' | 'sobject of type'): SalesforceError {
  const hint =
    where === 'entity'
      ? " If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
      : ''
  const quotes = where === 'entity' ? `'${object}'.` : object
  return new SalesforceError('INVALID_FIELD', `No such column '${name}' on ${where} ${quotes}${hint}`, {
    unknown: true,
  })
}

export function notFound(message = 'The requested resource does not exist'): SalesforceError {
  return new SalesforceError('NOT_FOUND', message, { status: 404 })
}
