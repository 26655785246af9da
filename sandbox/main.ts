// `node sandbox/main.ts --port 4700 [--state file.json]`: the sandbox by itself, for try-outs and for load from outside.
import { parseArgs } from 'node:util'
import { createSandbox } from './server.ts'
import { openStateFile, type StateFile } from './state-file.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '4700' }, state: { type: 'string' } } })

let file: StateFile | undefined
const sandbox = await createSandbox({
  events: {
    entry: (entry) => file?.append(entry),
    changed(what) {
      if (what === 'ledger') file?.emptyLedger()
      else file?.touch()
    },
  },
})
if (values.state !== undefined) {
  file = openStateFile(values.state, () => sandbox.dump())
  const earlier = file.load()
  if (earlier) sandbox.restore(earlier.dump, earlier.ledger)
}

const stop = async () => {
  await sandbox.close()
  file?.flush()
  process.exit(0)
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())

try {
  const address = await sandbox.listen(Number(values.port))
  console.log(
    `The pretend Salesforce and HubSpot answer at ${address} (what they were asked: ${address}/__sandbox/ledger)`,
  )
} catch (error) {
  console.error(
    `The sandbox cannot listen on port ${values.port}: ${error instanceof Error ? error.message : String(error)}`,
  )
  process.exit(1)
}
