// Demo mode: a pretend Salesforce and HubSpot in this process, seeded with the people and companies that rulebook/ speaks of.
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSandbox, sandboxClient } from './server.ts'
import { demoSeed } from './demo-seed.ts'

export interface Demo {
  sandboxUrl: string
  /** connections.yaml of the demo. */
  connectionsFile: string
  /** What its `env:` names stand for. */
  secrets: Record<string, string>
  /** A correctly signed request, ready for a shell. */
  curl(baseUrl: string): string
  close(): Promise<void>
}

const SAVE_EVERY_MS = 2_000

export async function startDemo(dataDir: string): Promise<Demo> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const sandbox = await createSandbox()
  const stateFile = join(dataDir, 'sandbox.json')
  // The pretend CRMs keep what they hold over a restart, as the store does.
  if (existsSync(stateFile)) sandbox.restore(JSON.parse(readFileSync(stateFile, 'utf8')))
  else sandbox.seed(demoSeed)
  let saved = sandbox.ledger.length
  const save = (): void => {
    if (sandbox.ledger.length === saved && existsSync(stateFile)) return
    saved = sandbox.ledger.length
    writeFileSync(`${stateFile}.new`, JSON.stringify(sandbox.dump()))
    renameSync(`${stateFile}.new`, stateFile)
  }
  const timer = setInterval(save, SAVE_EVERY_MS)
  const sandboxUrl = await sandbox.listen(0)
  const secrets = demoSecrets(dataDir, sandboxUrl)
  return {
    sandboxUrl,
    connectionsFile: fileURLToPath(new URL('demo-connections.yaml', import.meta.url)),
    secrets,
    curl: (baseUrl) => signedCurl(baseUrl, secrets['DEMO_WEBHOOK_SECRET'] ?? ''),
    async close() {
      clearInterval(timer)
      save()
      await sandbox.close()
    },
  }
}

/** Made once and kept: a command copied from an earlier start still works. */
function demoSecrets(dataDir: string, sandboxUrl: string): Record<string, string> {
  const file = join(dataDir, 'demo-secrets.json')
  if (!existsSync(file)) {
    const made = {
      DEMO_SALESFORCE_CLIENT_ID: sandboxClient.id,
      DEMO_SALESFORCE_CLIENT_SECRET: sandboxClient.secret,
      DEMO_HUBSPOT_TOKEN: 'pat-sandbox',
      DEMO_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
      DEMO_HUBSPOT_CLIENT_SECRET: randomBytes(18).toString('hex'),
      DEMO_MARKETO_SECRET: randomBytes(18).toString('hex'),
    }
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  }
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>), DEMO_SANDBOX_URL: sandboxUrl }
}

/** Signed by the Standard Webhooks scheme at the moment it is run, so it can be copied at any time. */
function signedCurl(baseUrl: string, secret: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64').toString('hex')
  const body = JSON.stringify({
    type: 'lead.qualified',
    data: {
      email: 'ada@northwind.example',
      firstName: 'Ada',
      lastName: 'Lovelace',
      company: 'Northwind',
      country: 'Germany',
      employees: 320,
      source: 'Pricing page',
    },
  })
  return [
    `id=msg_$RANDOM$RANDOM; ts=$(date +%s); body='${body}';`,
    `sig=$(printf '%s.%s.%s' "$id" "$ts" "$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:${key} -binary | base64);`,
    `curl -sS ${baseUrl}/webhooks/standard-webhooks -H "webhook-id: $id" -H "webhook-timestamp: $ts" -H "webhook-signature: v1,$sig" -d "$body"`,
  ].join(' ')
}

/** The same signature in code, for tests and the tour. */
export function signStandard(secret: string, id: string, timestampS: number, body: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampS}.${body}`).digest('base64')}`
}
