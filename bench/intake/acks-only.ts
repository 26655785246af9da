// The product's own parts without its jobs: what taking in costs by itself, apart from what is done with it later.
// Started by bench/intake.ts, in a folder with rulebook/ and mappings/ and with the environment of `serve`.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openDataKey } from '../../src/data-key.ts'
import { listen } from '../../src/http/listen.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { createServer } from '../../src/http/server.ts'
import { createTokens } from '../../src/http/tokens.ts'
import { loadConnectors } from '../../src/load-connectors.ts'
import { loadSetup } from '../../src/load-files.ts'
import { createLog } from '../../src/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import { systemClock as clock } from '../../src/time.ts'

const config = readConfig()
const log = createLog('info')
const setup = await loadSetup(
  {
    connectionsFile: join(config.rulebookDir, 'connections.yaml'),
    rulebookDir: config.rulebookDir,
    mappingsDir: config.mappingsDir,
  },
  await loadConnectors(fileURLToPath(new URL('../../connectors', import.meta.url))),
  (name) => config.resolveSecret(name),
)
const store = await openStore(
  config.databaseUrl === null
    ? { kind: 'sqlite', file: join(config.dataDir, 'pointsman.db'), ownThread: true }
    : { kind: 'postgres', url: config.databaseUrl },
)
const dataKey = openDataKey(config.dataKey, config.dataDir)
const app = createApp({ setup, store, clock, log, dataKey, watchMs: 60_000 })
await app.publish('bench')
const { pipeline } = app
const tokens = createTokens({ admin: config.tokens.admin ?? '' })
const server = await createServer({ pipeline, store, config, tokens, logger: log, clock, metrics: createMetrics() })
await listen(server, config)
process.send?.({ url: `http://127.0.0.1:${config.port}` })
process.once('SIGTERM', () => process.exit())
