// Run as the image is built: starts and ends the server once, so that the first start of each container finds the code that V8 compiled.
// Its one rule: it leaves nothing but that. Node keeps it per user, so the user must be the one that runs the server.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The jobs load the CRM's client too. */
const JOBS_BEGIN_MS = 2_000

const folder = mkdtempSync(join(tmpdir(), 'pointsman-warm-'))
for (const name of ['rulebook', 'mappings']) cpSync(name, join(folder, name), { recursive: true })
writeFileSync(
  join(folder, 'rulebook/connections.yaml'),
  `connections:
  salesforce: { connector: salesforce, settings: { loginUrl: "http://127.0.0.1:9", clientId: env:SECRET, clientSecret: env:SECRET } }
  standard-webhooks: { connector: standard-webhooks, writesTo: salesforce, settings: { secret: env:SECRET } }
`,
)
const server = spawn(process.execPath, [resolve('bin/pointsman.mjs'), 'serve'], {
  cwd: folder,
  env: {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: 'data',
    SECRET: `whsec_${'A'.repeat(40)}`,
  },
  stdio: ['ignore', 'ignore', 'pipe'],
})
let said = ''
server.stderr.setEncoding('utf8').on('data', (text) => {
  said += text
  if (said.includes('Pointsman runs')) setTimeout(() => server.kill('SIGTERM'), JOBS_BEGIN_MS)
})
server.on('close', (code) => {
  rmSync(folder, { recursive: true, force: true })
  if (code !== 0) console.error(said)
  process.exitCode = code ?? 1
})
