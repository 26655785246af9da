// Bodies that are coming in, or wait for their answer, lie in memory before anything is known of their senders. Its one rule: what was
// received counts, not what was announced; whose piece is one too many lets go of all of its own, so that small bodies still fit.
import type { FastifyInstance } from 'fastify'

export interface BodyLimits {
  /** Bytes of all senders together. */
  all: number
  /** Of one address. */
  ofAddress: number
}

export const bodyLimits: BodyLimits = { all: 256 * 1024 * 1024, ofAddress: 64 * 1024 * 1024 }

/** A body that is announced as no longer is not counted: as many as there may be connections (10,000) hold 80 MB. Node cuts what is longer. */
const UNCOUNTED_BYTES = 8 * 1024

/** For a sender that must come back later: 503, or 429 where it alone sends too much. */
export class BusyError extends Error {
  readonly status: number
  constructor(status = 503) {
    super('The sender must come back later.')
    this.status = status
  }
}

/** For the routes of this instance. A body beyond the limits ends in its error handler, as a BusyError. */
export function boundBodies(app: FastifyInstance, limits: BodyLimits): void {
  let all = 0
  const byAddress = new Map<string, number>()

  /** @returns whether it still fits */
  function count(address: string, bytes: number): boolean {
    all += bytes
    const ofAddress = (byAddress.get(address) ?? 0) + bytes
    if (ofAddress > 0) byAddress.set(address, ofAddress)
    else byAddress.delete(address)
    return all <= limits.all && ofAddress <= limits.ofAddress
  }

  app.addHook('preParsing', (request, reply, payload, done) => {
    if (Number(request.headers['content-length']) <= UNCOUNTED_BYTES) return done(null, payload)
    const { ip } = request
    let held = 0
    let isOver = false
    const letGo = (): void => {
      if (isOver) return
      isOver = true
      count(ip, -held)
    }
    // The parser listens too by the time that the first piece flows, since both begin in this turn.
    payload.on('data', (piece: Buffer) => {
      if (isOver) return
      held += piece.length
      if (count(ip, piece.length)) return
      letGo()
      // The parser drops what it has; what still comes is read and dropped.
      payload.emit('error', new BusyError())
    })
    reply.raw.once('finish', letGo).once('close', letGo)
    done(null, payload)
  })
}
