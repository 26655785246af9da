// Taking the port and giving it back: what is in the way is said as a fault of its variable, and closing has an end.
import type { FastifyInstance } from 'fastify'
import { ConfigError, type Fault } from '../errors.ts'

interface Place {
  host: string
  port: number
}

const faults: Record<string, (place: Place) => Fault> = {
  EADDRINUSE: ({ port }) => ({
    file: 'PORT',
    message: `Port ${port} is taken by another program: stop that one, or set PORT to a free one.`,
  }),
  EACCES: ({ port }) => ({ file: 'PORT', message: `Port ${port} may not be used by this user: take one above 1023.` }),
  EADDRNOTAVAIL: notOurs,
  ENOTFOUND: notOurs,
}

function notOurs({ host }: Place): Fault {
  return { file: 'HOST', message: `${host} is no address of this machine: set HOST to one of its own.` }
}

/** @throws ConfigError naming PORT or HOST */
export async function listen(server: FastifyInstance, place: Place): Promise<void> {
  try {
    await server.listen({ host: place.host, port: place.port })
  } catch (error) {
    await server.close()
    const fault = faults[(error as NodeJS.ErrnoException).code ?? '']
    throw fault ? new ConfigError([fault(place)], { cause: error }) : error
  }
}

/** Requests under way are answered. One that is still coming in after `patienceMs` is cut off: it was not accepted, and its sender repeats it. */
export async function stopListening(server: FastifyInstance, patienceMs: number): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), patienceMs)
  await server.close()
  clearTimeout(cut)
}

/** As this machine reaches it. */
export function addressOf(host: string, port: number): string {
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${reachable}:${port}`
}
