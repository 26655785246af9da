// How commands find the running server: a small file in the data folder, written when it listens and removed when it ends.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ServerFile {
  url: string
  pid: number
}

const ANSWER_MS = 5_000

const path = (dataDir: string): string => join(dataDir, 'server.json')

export function writeServerFile(dataDir: string, server: ServerFile): void {
  writeFileSync(path(dataDir), JSON.stringify(server), { mode: 0o600 })
}

export function removeServerFile(dataDir: string): void {
  rmSync(path(dataDir), { force: true })
}

/**
 * The server that runs on this data folder, or undefined. A file left by a killed process does not count, also when its process id
 * belongs to somebody else now (in a container it is 1 each time): nobody answers at its address.
 */
export async function findServer(dataDir: string): Promise<ServerFile | undefined> {
  const server = readServerFile(dataDir)
  if (server === undefined) return undefined
  // The server itself writes the file, and needs no client to do so.
  const { default: axios } = await import('axios')
  try {
    await axios.get(`${server.url}/healthz`, { timeout: ANSWER_MS, proxy: false, validateStatus: () => true })
    return server
  } catch (error) {
    // A server that is slow to answer is there all the same.
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? undefined : server
  }
}

function readServerFile(dataDir: string): ServerFile | undefined {
  try {
    const server = JSON.parse(readFileSync(path(dataDir), 'utf8')) as ServerFile
    return isAlive(server.pid) ? server : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
