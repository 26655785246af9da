// The same bodies on their whole way through a server as it is run: received, stored, split, mapped or kept for a person. What counts is how long
// its event loop stood still meanwhile, as its own /metrics say.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLIENT_SECRET } from '../intake/signed-request.ts'
import { newFolder, startServer } from '../intake/servers.ts'

const connections = `connections:
  salesforce:
    connector: salesforce
    settings: { loginUrl: "http://127.0.0.1:9", clientId: env:BENCH_SECRET, clientSecret: env:BENCH_SECRET }
  web-form: { connector: web-form, writesTo: salesforce }
  any:
    connector: generic
    writesTo: salesforce
    settings: { proof: { kind: path, secret: env:BENCH_SECRET } }
`
const token = 'admin-token-of-the-bench-0000'
const PATIENCE_MS = 20_000

export interface Served {
  /** Longest that the event loop stood still, from the first byte until nothing of it waits any more. */
  stoodStillMs: number
  status: number
}

export interface HostileServer {
  send(contentType: string, body: Buffer): Promise<Served>
  stop(): Promise<void>
}

export async function serveHostile(): Promise<HostileServer> {
  const folder = newFolder()
  writeFileSync(join(folder, 'rulebook/connections.yaml'), connections)
  const mapping = readFileSync(join(folder, 'mappings/web-form.yaml'), 'utf8')
  writeFileSync(join(folder, 'mappings/any.yaml'), mapping.replace('connection: web-form', 'connection: any'))
  const { port, stop } = await startServer({ kind: 'serve', folder })
  const url = `http://127.0.0.1:${port}`
  const headers = { authorization: `Bearer ${token}` }

  /** Since it was last asked. https://github.com/siimon/prom-client (eventLoopLag, 2026-11) */
  async function longestStandstill(): Promise<number> {
    const page = await (await fetch(`${url}/metrics`, { headers })).text()
    return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(page)?.[1]) * 1_000
  }

  async function settled(): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
      const answer = await fetch(`${url}/api/status`, { headers })
      const { deliveries } = (await answer.json()) as { deliveries: Record<string, number> }
      if ((deliveries['received'] ?? 0) === 0) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  return {
    async send(contentType, body) {
      await longestStandstill()
      const path = contentType.includes('xml') ? `any/${CLIENT_SECRET}` : 'web-form'
      const { status } = await fetch(`${url}/webhooks/${path}`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: new Uint8Array(body),
      })
      await settled()
      return { stoodStillMs: await longestStandstill(), status }
    },
    stop,
  }
}
