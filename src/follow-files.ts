// Takes edits of rulebook and mappings over while the server runs. Its one rule: a faulty edit changes nothing but what the state says about it.
import { watch, type FSWatcher } from 'node:fs'
import { ConfigError, faultLine, type Fault } from './errors.ts'
import type { Log } from './log.ts'
import type { Rulebook } from './pipeline/rulebook.ts'

export interface FollowOptions {
  /** Folders that are watched; empty: only `again` looks. */
  folders: readonly string[]
  log: Log
  /** @throws ConfigError */
  load(): Promise<{ rulebook: Rulebook }>
  publish(rulebook: Rulebook): Promise<boolean>
  refuse(faults: readonly Fault[]): void
}

export interface Following {
  /** Reads the files again now. */
  again(): Promise<void>
  stop(): void
}

/** Editors write in several steps, and `git pull` several files. */
const CALM_MS = 300

export function followFiles({ folders, log, load, publish, refuse }: FollowOptions): Following {
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()
  const watchers: FSWatcher[] = [...new Set(folders)].flatMap((folder) => {
    try {
      const watcher = watch(folder, () => soon())
      watcher.on('error', (error) => unwatched(folder, error))
      return [watcher.unref()]
    } catch (error) {
      unwatched(folder, error)
      return []
    }
  })

  /** Some file systems cannot be watched, and the machine may have no watches left. */
  function unwatched(folder: string, error: unknown): void {
    log.warn(
      { folder, err: error },
      'a folder cannot be watched: edits go live by SIGHUP or pointsman rulebook publish',
    )
  }

  function soon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void again(), CALM_MS)
    timer.unref()
  }

  function again(): Promise<void> {
    turn = turn.then(read)
    return turn
  }

  async function read(): Promise<void> {
    try {
      await publish((await load()).rulebook)
    } catch (error) {
      if (error instanceof ConfigError) {
        refuse(error.faults)
        const faults = error.faults.map(faultLine)
        return log.error({ faults }, 'rulebook and mappings were edited, but hold faults: what was live stays')
      }
      log.error({ err: error }, 'rulebook and mappings could not be taken over: what was live stays')
    }
  }

  return {
    again,
    stop() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
