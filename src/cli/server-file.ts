// How commands find the running server: a small file in the data folder, written when it listens and removed when it ends.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ServerFile {
  url: string
  pid: number
}

const path = (dataDir: string): string => join(dataDir, 'server.json')

export function writeServerFile(dataDir: string, server: ServerFile): void {
  writeFileSync(path(dataDir), JSON.stringify(server), { mode: 0o600 })
}

export function removeServerFile(dataDir: string): void {
  rmSync(path(dataDir), { force: true })
}

/** The server that runs on this data folder, or undefined. A file left by a killed process does not count. */
export function findServer(dataDir: string): ServerFile | undefined {
  try {
    const server = JSON.parse(readFileSync(path(dataDir), 'utf8')) as ServerFile
    process.kill(server.pid, 0)
    return server
  } catch {
    return undefined
  }
}
