// What a process wrote and what of it had reached the disk, rebuilt from its traced system calls (strace -f -qq -xx).
// Method: only bytes before a sync of their file are sure; of those after it any part may be there, torn at sectors of 512 bytes.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const SECTOR = 512

/** The trace as calls, in the order they ended: { call, args, result, ended } */
export async function* callsOf(traceFile) {
  const open = new Map()
  for await (const line of createInterface({ input: createReadStream(traceFile, 'latin1') })) {
    const [, pid, rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (pid === undefined) continue
    let text = rest
    if (text.endsWith('<unfinished ...>')) {
      open.set(pid, text.slice(0, -'<unfinished ...>'.length))
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)
    if (resumed) {
      text = `${open.get(pid) ?? ''}${resumed[1]}`
      open.delete(pid)
    }
    const [, call, args, result] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(text) ?? []
    if (call !== undefined) yield { call, args, result: Number(result) }
  }
}

/** Text of a traced argument: "\x61\x62" */
export function bytesOf(argument) {
  const [, hex = ''] = /"((?:\\x[0-9a-f]{2})*)"/.exec(argument) ?? []
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex')
}

/** A file of the data folder: what is sure, and what waits for a sync. */
export class TracedFile {
  sure = Buffer.alloc(0)
  waiting = []

  write(at, bytes) {
    this.waiting.push({ at, bytes })
  }
  truncate(length) {
    this.waiting.push({ length })
  }
  sync() {
    for (const step of this.waiting) this.sure = applied(this.sure, step)
    this.waiting = []
  }

  /** After a power cut: the sure part, and of the rest what chance lets through. */
  afterPowerCut(random) {
    if (random === null) return this.sure
    let content = this.sure
    for (const step of this.waiting) {
      if (random() < 0.5) continue
      content = applied(content, step.bytes && random() < 0.5 ? torn(step, random) : step)
    }
    return content
  }
}

function applied(content, { at, bytes, length }) {
  if (length !== undefined) {
    return length <= content.length
      ? content.subarray(0, length)
      : Buffer.concat([content, Buffer.alloc(length - content.length)])
  }
  const end = at + bytes.length
  // A copy, since a snapshot of the old content may be in use.
  const next = Buffer.alloc(Math.max(content.length, end))
  content.copy(next)
  bytes.copy(next, at)
  return next
}

/** Some of its sectors only. */
function torn({ at, bytes }, random) {
  const from = Math.floor((random() * bytes.length) / SECTOR) * SECTOR
  return { at: at + from, bytes: bytes.subarray(from, from + SECTOR * (1 + Math.floor(random() * 8))) }
}
