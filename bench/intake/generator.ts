// Sends signed requests over raw keep-alive sockets, in a process of its own, and times the answers. No pipelining.
// Its one rule: with a rate, time runs from the moment a request was due, not from when a connection was free for it.
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { signedRequest } from './signed-request.ts'

export interface Load {
  port: number
  connections: number
  seconds: number
  /** Requests to have ready: bodies are made and signed before the time runs. The run ends early when they are used up. */
  prepared: number
  /** Of the first request; no two loads on one server may share numbers. */
  firstNumber: number
  /** Requests due per second whatever the answers do; null: each connection sends when its last answer is there. */
  perSecond: number | null
}

export interface Result {
  /** Answered with 2xx. */
  acks: number
  /** Other answers and broken connections, by status or error code. */
  refused: Record<string, number>
  seconds: number
  /** Of the acks, in milliseconds. */
  p50: number
  p99: number
  max: number
}

const DRAIN_MS = 10_000

async function run(load: Load, requests: readonly Buffer[]): Promise<Result> {
  const took = new Float64Array(requests.length)
  const refused: Record<string, number> = {}
  let acks = 0
  let sent = 0
  let underWay = 0
  let ended = false
  let endedAt = 0
  const due: number[] = []
  const free: Connection[] = []
  let settle = (): void => {}
  const settled = new Promise<void>((resolve) => (settle = resolve))

  interface Connection {
    socket: Socket
    dueAt: number
    rest: Buffer | null
  }

  function refuse(why: string): void {
    refused[why] = (refused[why] ?? 0) + 1
  }

  function send(connection: Connection, dueAt: number): void {
    const request = requests[sent]
    if (!request) return end()
    sent += 1
    underWay += 1
    connection.dueAt = dueAt
    connection.socket.write(request)
  }

  function end(): void {
    if (!ended) endedAt = performance.now()
    ended = true
    if (underWay === 0) settle()
  }

  function answered(connection: Connection, status: number): void {
    const now = performance.now()
    underWay -= 1
    if (status >= 200 && status < 300) took[acks++] = now - connection.dueAt
    else refuse(String(status))
    if (ended) {
      if (underWay === 0) settle()
    } else if (load.perSecond === null) send(connection, now)
    else if (due.length > nextDue) send(connection, due[nextDue++] as number)
    else free.push(connection)
  }
  let nextDue = 0

  function read(connection: Connection, bytes: Buffer): void {
    const data = connection.rest ? Buffer.concat([connection.rest, bytes]) : bytes
    const headEnd = data.indexOf('\r\n\r\n')
    const text = headEnd < 0 ? '' : data.toString('latin1', 0, headEnd)
    const at = text.toLowerCase().indexOf('content-length: ')
    const length = at < 0 ? 0 : Number.parseInt(text.slice(at + 16, at + 24), 10)
    if (headEnd < 0 || data.length < headEnd + 4 + length) {
      connection.rest = Buffer.from(data)
      return
    }
    connection.rest = null
    answered(connection, Number(text.slice(9, 12)))
  }

  function open(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const buffer = Buffer.allocUnsafe(16_384)
      const socket = connect({
        host: '127.0.0.1',
        port: load.port,
        noDelay: true,
        onread: {
          buffer,
          callback: (size) => {
            read(connection, buffer.subarray(0, size))
            return true
          },
        },
      })
      const connection: Connection = { socket, dueAt: 0, rest: null }
      socket.once('connect', () => resolve(connection))
      socket.once('error', (error: NodeJS.ErrnoException) => {
        refuse(error.code ?? 'broken')
        underWay -= 1
        reject(error)
      })
    })
  }

  const connections = await Promise.all(Array.from({ length: load.connections }, open))
  const begun = performance.now()
  const stop = setTimeout(end, load.seconds * 1_000)
  let ticker: NodeJS.Timeout | undefined
  if (load.perSecond === null) for (const connection of connections) send(connection, performance.now())
  else {
    const gap = 1_000 / load.perSecond
    free.push(...connections)
    ticker = setInterval(() => {
      if (ended) return
      for (let at = begun + due.length * gap; at <= performance.now(); at += gap) due.push(at)
      while (nextDue < due.length && free.length > 0) send(free.pop() as Connection, due[nextDue++] as number)
    }, 1)
  }
  const patience = setTimeout(
    () => {
      end()
      settle()
    },
    load.seconds * 1_000 + DRAIN_MS,
  )
  await settled
  clearTimeout(stop)
  clearTimeout(patience)
  clearInterval(ticker)
  // Broken on purpose; what it still hears is of no interest.
  for (const { socket } of connections) socket.destroy()
  if (underWay > 0) refused['no answer'] = underWay
  if (due.length > nextDue) refused['never sent'] = due.length - nextDue
  const sorted = took.subarray(0, acks).toSorted()
  const part = (share: number): number => sorted[Math.max(0, Math.ceil(acks * share) - 1)] ?? Number.NaN
  return { acks, refused, seconds: (endedAt - begun) / 1_000, p50: part(0.5), p99: part(0.99), max: part(1) }
}

let ready: { load: Load; requests: Buffer[] } | undefined
process.on('message', (message: { prepare: Load } | { go: true }) => {
  if ('prepare' in message) {
    const load = message.prepare
    const now = Date.now()
    const requests = Array.from({ length: load.prepared }, (_, index) => signedRequest(load.firstNumber + index, now))
    ready = { load, requests }
    process.send?.({ ready: true })
  } else if (ready) {
    const { load, requests } = ready
    ready = undefined
    void run(load, requests).then((result) => process.send?.({ result }))
  }
})
