// Waiting for other processes, bounded in time.
import { createServer } from 'node:net'

/** @throws Error when it does not hold in time */
export async function until(holds, limitMs = 30_000) {
  const limit = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error('waited too long')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

export async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false
  }
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
