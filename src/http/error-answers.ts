// One form for every error: { error: { code, message, requestId } }. What is the caller's to mend is said; what is ours is only logged.
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { InputError, MappingError, StorageError } from '../errors.ts'

interface ErrorAnswer {
  status: number
  code: string
  message: string
}

/** Fastify's codes: https://fastify.dev/docs/latest/Reference/Errors/ (5.12) */
const frameworkAnswers: Record<string, ErrorAnswer> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'request.too-large',
    message: 'The body is too large: send it in parts.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'request.media-type',
    message: 'Send the body as "Content-Type: application/json".',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    status: 400,
    code: 'request.empty',
    message: 'The body is empty: send JSON, or leave the content type away.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'request.not-json', message: 'The body is not JSON.' },
  FST_ERR_BAD_URL: { status: 400, code: 'request.address', message: 'The address holds a malformed escape sequence.' },
}

/** @returns undefined when the fault is ours */
export function answerFor(error: unknown): ErrorAnswer | undefined {
  if (error instanceof InputError) return { status: error.status, code: error.code, message: error.message }
  if (error instanceof StorageError) return { status: 503, code: error.code, message: error.message }
  if (error instanceof MappingError) return { status: 422, code: error.code, message: error.message }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation.map(({ instancePath, message }) => {
      const field = instancePath.split('/').filter(Boolean).join('.')
      return `${error.validationContext}${field ? `.${field}` : ''}: ${message}`
    })
    return { status: 400, code: 'request.invalid', message: `${faults.join('; ')}.` }
  }
  const { code, statusCode, message } = error as Partial<FastifyError>
  const known = code === undefined ? undefined : frameworkAnswers[code]
  if (known) return known
  if (statusCode === 429) return { status: 429, code: 'request.too-many', message: message ?? 'Too many requests.' }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { status: statusCode, code: 'request.refused', message: message ?? 'The request cannot be read.' }
  }
  return undefined
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = answerFor(error)
  if (answer) {
    request.log.debug({ reqId: request.id, code: answer.code, status: answer.status }, 'request refused')
  } else {
    request.log.error({ reqId: request.id, err: error }, 'request failed')
  }
  const { status, code, message } = answer ?? {
    status: 500,
    code: 'internal',
    message: 'Something went wrong on our side: the log says what, under this request id.',
  }
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ error: { code, message, requestId: request.id } })
}

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    const error = new InputError(`There is nothing at ${request.method} here: the addresses are listed under /docs.`, {
      code: 'not-found',
      status: 404,
    })
    return sendError(error, request, reply)
  })
}

/** For what never became a request: no route, no id, only a socket. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { status, reason, code, message } = clientAnswers.get(error.code) ?? unreadable
  const body = JSON.stringify({ error: { code, message, requestId: '' } })
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  }
  socket.destroy(error)
}

interface ClientAnswer extends ErrorAnswer {
  /** Written here: to import Node's list of them loads all that `node:http` can do, a fetch and a WebSocket of 14 MB among it. */
  reason: string
}

const unreadable: ClientAnswer = {
  status: 400,
  reason: 'Bad Request',
  code: 'request.unreadable',
  message: 'This is not HTTP as it can be read.',
}
const clientAnswers = new Map<string | undefined, ClientAnswer>([
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    {
      status: 408,
      reason: 'Request Timeout',
      code: 'request.slow',
      message: 'The request came too slowly: send it again.',
    },
  ],
  [
    'HPE_HEADER_OVERFLOW',
    {
      status: 431,
      reason: 'Request Header Fields Too Large',
      code: 'request.headers',
      message: 'The headers are too large.',
    },
  ],
])
