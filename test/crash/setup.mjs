// The set-up that is killed: both CRMs are the sandbox.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A folder to run the product in, with the shipped rulebook and connections to the sandbox. */
export function writeSetup(folder, sandboxUrl) {
  const rulebook = join(folder, 'rulebook')
  cpSync(join(root, 'rulebook'), rulebook, { recursive: true })
  writeFileSync(
    join(rulebook, 'connections.yaml'),
    `connections:
  salesforce:
    connector: salesforce
    writes: on
    settings: { loginUrl: "${sandboxUrl}", clientId: env:SF_ID, clientSecret: env:SF_SECRET }
  web-form: { connector: web-form, writesTo: salesforce }
  hubspot:
    connector: hubspot
    writesTo: salesforce
    settings: { basePath: "${sandboxUrl}", clientSecret: env:HS_SECRET, accessToken: env:HS_TOKEN }
`,
  )
  mkdirSync(join(folder, 'data'))
}
