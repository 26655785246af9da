// Whoever asks and does not read the answer holds memory and a socket. Its one rule: an answer that has not moved for so long is cut off;
// a connection with nothing to read may be idle as long as keep-alive allows.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const CHECK_EVERY_MS = 500

/** Looked at twice a second, by the time of this process alone: a clock that is set does no harm. @returns ends the watch */
export function cutSlowReaders(server: Server, patienceMs: number): () => void {
  const open = new Set<Socket>()
  /** Bytes that wait to be read, and since when nothing of them was. */
  const stuck = new WeakMap<Socket, { left: number; since: number }>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const timer = setInterval(() => {
    const now = performance.now()
    for (const socket of open) {
      if (socket.writableLength === 0) {
        stuck.delete(socket)
        continue
      }
      const left = unread(socket)
      const before = stuck.get(socket)
      if (before?.left !== left) stuck.set(socket, { left, since: now })
      else if (now - before.since >= patienceMs) socket.destroy()
    }
  }, CHECK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** A stream counts what it handed on only when all of it is gone: how far the system is with it, the handle under it knows. */
function unread(socket: Socket & { _handle?: { writeQueueSize?: number } | null }): number {
  // oxlint-disable-next-line no-underscore-dangle -- Node gives no other way to it (24.21)
  return socket._handle?.writeQueueSize ?? socket.writableLength
}
