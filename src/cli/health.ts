// pointsman health: is the server that runs on this data folder ready?
import axios from 'axios'
import { serverUrl } from '../main.ts'
import { exitCodes } from './exit-codes.ts'
import { print, printJson } from './print.ts'
import { findServer } from './server-file.ts'

/** Container health checks give up after 5 s. */
const TIMEOUT_MS = 4_000

interface Readiness {
  ready: boolean
  missing: string[]
}

export async function health(options: { json?: boolean }): Promise<void> {
  const url = await serverUrl(findServer)
  const now = await readiness(url)
  const { ready, missing } = now ?? { ready: false, missing: ['server'] }
  if (options.json) printJson({ url, ready, missing })
  else if (ready) print(`${url} is ready.`)
  else if (now) print(`${url} is not ready, it waits for: ${missing.join(', ')}. GET /api/status says why.`)
  else print(`No server answers at ${url}.`)
  if (!ready) process.exitCode = exitCodes.failed
}

async function readiness(url: string): Promise<Readiness | undefined> {
  try {
    const answer = await axios.get<Readiness>(`${url}/readyz`, {
      timeout: TIMEOUT_MS,
      proxy: false,
      validateStatus: (status) => status === 200 || status === 503,
    })
    return answer.data
  } catch {
    return undefined
  }
}
