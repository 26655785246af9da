// pointsman health: is the server that runs on this data folder ready?
import axios from 'axios'
import { serverUrl } from '../main.ts'
import { print, printJson } from './print.ts'
import { exitCodes } from './exit-codes.ts'

export async function health(options: { json?: boolean }): Promise<void> {
  const url = serverUrl()
  try {
    const answer = await axios.get(`${url}/readyz`, { timeout: 4_000, proxy: false, validateStatus: () => true })
    if (options.json) printJson(answer.data)
    else print(answer.status === 200 ? `${url} is ready.` : `${url} is not ready: ${JSON.stringify(answer.data)}`)
    if (answer.status !== 200) process.exitCode = exitCodes.failed
  } catch {
    print(options.json ? JSON.stringify({ ready: false }) : `${url} does not answer.`)
    process.exitCode = exitCodes.failed
  }
}
