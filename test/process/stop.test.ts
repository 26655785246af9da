// The end, from outside: what was acknowledged is there after a restart, whoever is slow does not hold it up, and a second signal ends at once.
import { spawnSync } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { it, type TestContext } from 'vitest'
import { newFolder, type Folder, type Server } from '../cli/pointsman-process.ts'

const admin = 'admin-token-of-the-tests-0000'

function opened({ onTestFinished }: TestContext): Folder {
  const folder = newFolder({ WEBHOOKS_PER_MINUTE: '1000000', ADMIN_TOKEN: admin })
  onTestFinished(() => folder.remove())
  return folder
}

it.concurrent('drains on SIGTERM in the middle of traffic, and has every acknowledged lead after a restart', async (test) => {
  const { expect } = test
  const folder = opened(test)
  const server = await folder.serve()
  const acknowledged: string[] = []
  const senders = [1, 2, 3, 4].map((sender) => sendUntilClosed(server, sender, acknowledged))
  await expect.poll(() => acknowledged.length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(100)
  const { code, stderr } = await server.stop()
  await Promise.all(senders)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })

  const again = await folder.serve()
  await expect.poll(async () => (await state(again)).waiting, { timeout: 15_000, interval: 50 }).toBe(0)
  const emails = await leadEmails(again)
  expect(emails).toHaveLength(new Set(emails).size)
  expect(acknowledged.filter((email) => !emails.includes(email))).toEqual([])
})

it.concurrent('exits with 0 when a sender never ends its request', async (test) => {
  const { expect } = test
  const folder = opened(test)
  const server = await folder.serve()
  const slow = await beginRequest(server)
  const { code } = await server.stop()
  expect(code).toBe(0)
  slow.destroy()
})

it.concurrent('ends at once, with 1, on a second SIGTERM', async (test) => {
  const { expect } = test
  const folder = opened(test)
  const server = await folder.serve()
  const slow = await beginRequest(server)
  const ended = server.stop()
  await expect
    .poll(() =>
      fetch(`${server.url}/healthz`).then(
        () => 'open',
        () => 'closed',
      ),
    )
    .toBe('closed')
  server.child.kill('SIGTERM')
  // Drained, it would be 0: the code tells that it did not wait for the sender.
  expect((await ended).code).toBe(1)
  slow.destroy()
})

const olderNode = '/usr/bin/node'
const olderMajor = Number(/^v(\d+)/.exec(spawnSync(olderNode, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1])
it.skipIf(!(olderMajor < 24)).concurrent(
  'starts and drains under an older Node (needs one at /usr/bin/node)',
  async (test) => {
    const { expect } = test
    const folder = opened(test)
    const server = await folder.serve({ node: olderNode })
    const { pid } = JSON.parse(folder.read('data/demo/server.json')) as { pid: number }
    expect(pid).not.toBe(server.child.pid)
    const { code } = await server.stop()
    expect(code).toBe(0)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  },
)

async function sendUntilClosed(server: Server, sender: number, acknowledged: string[]): Promise<void> {
  for (let number = 1; ; number += 1) {
    const email = `person-${number}@sender-${sender}.example`
    let status: number
    try {
      const answer = await fetch(`${server.url}/webhooks/web-form`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, name: 'A Person', company: `Company ${number}` }),
      })
      status = answer.status
    } catch {
      return
    }
    // 503 says: not taken, send it again.
    if (status === 202) acknowledged.push(email)
    else if (status !== 503) throw new Error(`Answered ${status}.`)
  }
}

/** Headers and half a body: the server waits for the rest. */
function beginRequest(server: Server): Promise<Socket> {
  const { hostname, port } = new URL(server.url)
  const head = `POST /webhooks/web-form HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(head))
    // "100 Continue": the request has begun on the other side.
    socket.once('data', () => {
      socket.write('{"email":')
      socket.on('error', () => {})
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

const headers = { authorization: `Bearer ${admin}` }

async function state(server: Server): Promise<{ waiting: number }> {
  const answer = await fetch(`${server.url}/api/status`, { headers })
  const status = (await answer.json()) as { deliveries: Record<string, number>; events: Record<string, number> }
  return { waiting: (status.deliveries['received'] ?? 0) + (status.events['waiting'] ?? 0) }
}

async function leadEmails(server: Server): Promise<string[]> {
  const emails: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const answer = await fetch(`${server.url}/api/leads?limit=200${cursor && `&cursor=${cursor}`}`, { headers })
    const page = (await answer.json()) as { items: { fields: { email: string } }[]; next: string | null }
    emails.push(...page.items.map((lead) => lead.fields.email))
    cursor = page.next
  }
  return emails
}
