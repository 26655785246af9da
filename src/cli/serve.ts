// pointsman serve and demo: run until told to end. SIGTERM drains; a second one ends at once.
import { setFlagsFromString } from 'node:v8'
import { start } from '../main.ts'
import type { Running } from '../start.ts'
import { heading, print } from './print.ts'
import { removeServerFile, writeServerFile } from './server-file.ts'

/** Longest that draining may take. */
const DRAIN_MS = 10_000

/**
 * Nearly all that a start makes stays, so a large nursery of V8 would only be copied out of, and its 30 MB are never given back.
 * Under load a large one is worth its memory.
 */
function setNurseryGrowth(factor: 1 | 2): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`)
}

export async function serve(options: { demo: boolean }): Promise<void> {
  setNurseryGrowth(1)
  const running = await start({ forceDemo: options.demo })
  setNurseryGrowth(2)
  writeServerFile(running.dataDir, { url: running.url, pid: process.pid })
  const end = endOnSignal(running)
  // A terminal that is closed sends it too, and then it means the end.
  if (!process.stdin.isTTY) process.on('SIGHUP', () => void running.reload())
  announce(running)
  await end
}

function announce(running: Running): void {
  const { url, storePlace, demo } = running
  // Whoever reads a log file or a container's output must not find the token there.
  const onTerminal = process.stdout.isTTY
  const token =
    onTerminal && running.newToken ? running.newToken : `in ${running.tokenFile ?? 'the environment (ADMIN_TOKEN)'}`
  if (demo) {
    return print([
      `${heading('Pointsman runs in demo mode:')} ${url}/docs (what the pretend CRMs are asked: ${demo.sandboxUrl}/__sandbox/ledger)`,
      `Admin token: ${token}`,
      `Data: ${storePlace}`,
      `Send a lead: ${demo.curl(url)}`,
      'Leave demo mode: describe your systems in rulebook/connections.yaml (examples inside), put their secrets into .env, start again.',
    ])
  }
  const lines = [`${heading('Pointsman runs:')} ${url}/docs`, `Admin token: ${token}`, `Data: ${storePlace}`]
  // Standard output is the log's, one JSON record per line, where no person sits before it.
  if (onTerminal) print(lines)
  else console.error(lines.join('\n'))
}

function endOnSignal(running: Running): Promise<void> {
  return new Promise((resolve) => {
    let ending = false
    const onSignal = (): void => {
      if (ending) process.exit(1)
      ending = true
      const giveUp = setTimeout(() => process.exit(1), DRAIN_MS)
      giveUp.unref()
      void running
        .close()
        .then(() => {
          removeServerFile(running.dataDir)
          resolve()
          process.exit(0)
        })
        .catch(() => process.exit(1))
    }
    process.on('SIGTERM', onSignal)
    process.on('SIGINT', onSignal)
  })
}
