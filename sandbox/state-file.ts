// The sandbox's state on disk. Its one rule: the state file is swapped whole, the ledger beside it only grows.
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { SandboxDump } from './server.ts'
import type { LedgerEntry } from './world.ts'

/** Waits this long after a change, so that a burst is one write. */
const QUIET_MS = 1_000

export interface StateFile {
  /** What an earlier run left; undefined on the first one. @throws Error when a file is there and cannot be read */
  load(): { dump: SandboxDump; ledger: LedgerEntry[] } | undefined
  append(entry: LedgerEntry): void
  emptyLedger(): void
  /** Saves soon. */
  touch(): void
  /** Saves now, if anything changed. */
  flush(): void
}

/** @param dump gives the state at the moment of writing */
export function openStateFile(path: string, dump: () => SandboxDump): StateFile {
  const ledgerPath = `${path}.ledger.jsonl`
  let timer: NodeJS.Timeout | undefined

  const save = () => {
    clearTimeout(timer)
    timer = undefined
    writeFileSync(`${path}.new`, JSON.stringify(dump()))
    renameSync(`${path}.new`, path)
  }

  return {
    load() {
      const ledger = existsSync(ledgerPath) ? readLedger(ledgerPath) : []
      if (!existsSync(path)) return undefined
      return { dump: JSON.parse(readFileSync(path, 'utf8')) as SandboxDump, ledger }
    },
    append(entry) {
      appendFileSync(ledgerPath, `${JSON.stringify(entry)}\n`)
    },
    emptyLedger() {
      rmSync(ledgerPath, { force: true })
    },
    touch() {
      timer ??= setTimeout(save, QUIET_MS)
    },
    flush() {
      if (timer !== undefined) save()
    },
  }
}

/** A kill may leave the last line half written: it is left out, and was never answered. */
function readLedger(path: string): LedgerEntry[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  const whole = lines.slice(0, -1)
  if (lines.at(-1) !== '') writeFileSync(path, whole.map((line) => `${line}\n`).join(''))
  return whole.map((line) => JSON.parse(line) as LedgerEntry)
}
