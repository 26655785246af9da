// Room on the disk of the data folder. New leads are refused before the disk is full, so that the rest can still work; and a file of
// ballast is given up when it is full all the same. Its one rule: no file but the ballast is ever deleted.
import { randomFill } from 'node:crypto'
import { existsSync, rmSync, statfsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface DiskSpace {
  /** Less room than intake needs. Looked at once a second. */
  isLow(): boolean
  /** Gives the ballast up. @returns false when there was none */
  release(): boolean
  /** Resolves when a ballast that is being made is there. */
  settled(): Promise<void>
}

export interface DiskLimits {
  /** Intake stops below it. */
  minFreeBytes: number
  ballastBytes: number
  /** Free bytes for an unprivileged user. */
  freeBytes(folder: string): number
  /** Milliseconds, only rising. */
  now(): number
}

export const diskLimits: DiskLimits = {
  minFreeBytes: 64 * 1024 * 1024,
  ballastBytes: 16 * 1024 * 1024,
  freeBytes(folder) {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  },
  now: () => performance.now(),
}

/** Always room, and no ballast. */
export const unwatchedDisk: DiskSpace = {
  isLow: () => false,
  release: () => false,
  settled: () => Promise.resolve(),
}

const LOOK_EVERY_MS = 1_000
const CHUNK = 1024 * 1024

export function diskSpaceOf(folder: string, limits: DiskLimits): DiskSpace {
  const ballast = join(folder, 'ballast')
  const { minFreeBytes, ballastBytes } = limits
  let lookedAt = -Infinity
  let low = false
  let making: Promise<void> | undefined

  function look(): void {
    lookedAt = limits.now()
    const free = limits.freeBytes(folder)
    low = free < minFreeBytes
    const hasRoom = free > minFreeBytes + 2 * ballastBytes
    if (hasRoom && !making && !existsSync(ballast)) {
      making = makeBallast(ballast, ballastBytes)
        .catch(() => undefined)
        .finally(() => {
          making = undefined
        })
    }
  }

  look()
  return {
    isLow() {
      if (limits.now() - lookedAt >= LOOK_EVERY_MS) look()
      return low
    },
    release() {
      if (!existsSync(ballast)) return false
      rmSync(ballast, { force: true })
      // There was no room: intake hears so at once.
      low = true
      lookedAt = limits.now()
      return true
    },
    settled: () => making ?? Promise.resolve(),
  }
}

const fillWithChance = promisify<Uint8Array, Uint8Array>(randomFill)

/** Bytes of chance, since a file system that compresses would keep zeros for nothing. They are made beside the first requests, not before them. */
async function makeBallast(path: string, size: number): Promise<void> {
  const part = `${path}.part`
  const file = await open(part, 'w', 0o600)
  const chunk = new Uint8Array(Math.min(CHUNK, size))
  try {
    for (let written = 0; written < size; written += CHUNK) {
      await fillWithChance(chunk)
      await file.write(chunk, 0, Math.min(CHUNK, size - written))
    }
    await file.sync()
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await file.close()
  }
  await rename(part, path)
}
