// Cuts the power at many points of a real run, and looks whether anything acknowledged is missing. The real server runs under strace while forms are
// sent; from its traced writes and syncs the files are rebuilt as they could have been at each point. Needs strace.
//   npm run power-loss -- [--points 200] [--deliveries 120] [--seed 7] [--keep]
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import Sqlite from 'better-sqlite3'
import { randomFrom } from './chance.mjs'
import { bytesOf, callsOf, TracedFile } from './traced-files.mjs'
import { answers, freePort, until } from './waiting.mjs'

const { values: options } = parseArgs({
  options: {
    points: { type: 'string', default: '200' },
    deliveries: { type: 'string', default: '120' },
    seed: { type: 'string', default: '7' },
    keep: { type: 'boolean', default: false },
  },
})
const SENDERS = 6
const TIME_LIMIT_MS = 30 * 60_000
const CALLS = 'openat,close,pwrite64,read,recvfrom,write,writev,sendto,sendmsg,fsync,fdatasync,ftruncate,unlink,rename'

if (spawnSync('strace', ['-V']).status !== 0) {
  console.error('SKIPPED: strace is not installed here, so no power was cut')
  process.exit(process.env.CI ? 1 : 0)
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pointsman-power-'))
const trace = join(folder, 'trace')
const random = randomFrom(Number(options.seed))
setTimeout(() => end(1, `not done after ${TIME_LIMIT_MS / 60_000} minutes`), TIME_LIMIT_MS).unref()
process.on('unhandledRejection', (error) => end(1, error.stack))

const acknowledged = await recordedRun()
const total = await countCalls()
const result = { points: 0, lost: 0, broken: 0 }
await replay(pointsOf(total, Number(options.points)), {}, (point) => {
  result.points += 1
  for (const judged of [judge(point, null), judge(point, random)]) {
    if (judged.missing > 0) result.lost += 1
    if (!judged.whole) result.broken += 1
  }
})
say(`${acknowledged} deliveries acknowledged; ${total} writes and syncs of the database traced`)
say(`power cut at ${result.points} points, at each with the synced writes alone and with a part of the others:`)
say(`  acknowledged deliveries lost ${result.lost} times, database broken ${result.broken} times`)

// The replay must be able to see a loss: without the log's syncs there is one.
let seen = 0
await replay(pointsOf(total, 20), { withoutLogSyncs: true }, (point) => {
  const judged = judge(point, null)
  if (judged.missing > 0 || !judged.whole) seen += 1
})
say(`  the same with the syncs of the log left out: lost or broken at ${seen} of 20 points`)
if (result.points === 0 || result.lost > 0 || result.broken > 0 || seen === 0) end(1, 'the count does not come out')
say('1 passed, 0 failed')
end(0)

/** Sends forms to the traced server. @returns how many it acknowledged */
async function recordedRun() {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  writeSetup()
  const child = spawn(
    'strace',
    [
      '-f',
      '-qq',
      '-xx',
      '-s',
      '70000',
      '-e',
      `trace=${CALLS}`,
      '-o',
      trace,
      process.execPath,
      join(root, 'bin/pointsman.mjs'),
      'serve',
    ],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        DATA_DIR: join(folder, 'data'),
        RULEBOOK_DIR: join(folder, 'rulebook'),
        MAPPINGS_DIR: join(root, 'mappings'),
        LOG_LEVEL: 'fatal',
        UV_USE_IO_URING: '0',
        SF: 'x',
      },
      stdio: 'ignore',
    },
  )
  await until(() => answers(`${url}/healthz`), 120_000)
  let next = 0
  let taken = 0
  const count = Number(options.deliveries)
  const sender = async () => {
    while (next < count) {
      const n = next
      next += 1
      const answer = await fetch(`${url}/webhooks/web-form`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          submissionId: `power-${n}-end`,
          email: `p${n}@power.example`,
          lastName: 'L',
          message: 'x'.repeat(500),
        }),
      })
      await answer.arrayBuffer()
      if (answer.status === 202) taken += 1
      // Checkpoints, which copy the log into the file, are part of it.
      if (n % 20 === 19) await emptyLog(url)
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, () => sender()))
  const [server] = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' }).stdout.split('\n')
  process.kill(Number(server), 'SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  return taken
}

async function emptyLog(url) {
  const token = readFileSync(join(folder, 'data/admin-token'), 'utf8').trim()
  await fetch(`${url}/api/people/forget`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"email":"nobody@nowhere.example"}',
  })
}

/** Follows the trace; at the chosen points hands on what was acknowledged and the files as they stood. */
async function replay(chosen, { withoutLogSyncs = false }, onPoint) {
  const files = new Map()
  const open = new Map()
  const asked = new Map()
  const known = new Set()
  let at = 0
  for await (const { call, args, result: returned } of callsOf(trace)) {
    const fd = /^(\d+)/.exec(args)?.[1] ?? ''
    const file = open.get(fd)
    if (call === 'openat' && returned >= 0) opened(String(returned), args, open, files)
    else if (call === 'close') open.delete(fd)
    else if (file && isDataCall(call)) {
      follow(call, args, returned, file, withoutLogSyncs)
      at += 1
      if (chosen.has(at)) onPoint({ known, files })
    } else if (call === 'unlink') files.delete(basename(bytesOf(args).toString()))
    else if ((call === 'read' || call === 'recvfrom') && returned > 0) {
      for (const [id] of bytesOf(args)
        .toString('latin1')
        .matchAll(/power-\d+-end/g)) {
        asked.set(fd, [...(asked.get(fd) ?? []), id])
      }
    } else if (isAnswer(call, args, returned)) {
      for (const id of asked.get(fd) ?? []) known.add(id)
      asked.delete(fd)
    }
  }
}

async function countCalls() {
  const open = new Map()
  let count = 0
  for await (const { call, args, result: returned } of callsOf(trace)) {
    if (call === 'openat' && returned >= 0) opened(String(returned), args, open, new Map())
    else if (call === 'close') open.delete(/^(\d+)/.exec(args)?.[1] ?? '')
    else if (open.has(/^(\d+)/.exec(args)?.[1] ?? '') && isDataCall(call)) count += 1
  }
  return count
}

function pointsOf(calls, count) {
  return new Set(Array.from({ length: count }, () => 1 + Math.floor(random() * calls)))
}

function opened(fd, args, open, files) {
  const name = basename(bytesOf(args).toString())
  if (!/^pointsman\.db(-wal|-journal)?$/.test(name)) return
  const file = files.get(name) ?? Object.assign(new TracedFile(), { name })
  files.set(name, file)
  open.set(fd, file)
}

function isDataCall(call) {
  return ['pwrite64', 'fsync', 'fdatasync', 'ftruncate'].includes(call)
}

function follow(call, args, returned, file, withoutLogSyncs) {
  if (call === 'pwrite64' && returned > 0)
    file.write(Number(/, (\d+) *$/.exec(args)?.[1]), bytesOf(args).subarray(0, returned))
  else if (call === 'ftruncate') file.truncate(Number(/, (\d+) *$/.exec(args)?.[1]))
  else if (!(withoutLogSyncs && file.name.endsWith('-wal'))) file.sync()
}

function isAnswer(call, args, returned) {
  return (
    ['write', 'writev', 'sendto', 'sendmsg'].includes(call) &&
    returned > 0 &&
    args.includes('\\x48\\x54\\x54\\x50\\x2f\\x31\\x2e\\x31\\x20\\x32\\x30\\x32')
  )
}

/** Opens the files as they could have been, as the server would at its next start. */
function judge({ files, known }, chance) {
  const place = join(folder, 'cut')
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place)
  for (const [name, file] of files) writeFileSync(join(place, name), file.afterPowerCut(chance))
  let db
  try {
    db = new Sqlite(join(place, 'pointsman.db'))
    const whole = db.pragma('integrity_check', { simple: true }) === 'ok'
    const isThere = db.prepare("select count(*) from sqlite_master where name = 'deliveries'").pluck().get() === 1
    const kept = isThere ? db.prepare('select body from deliveries').pluck().all().map(String) : []
    const all = kept.join('\n')
    return { whole, missing: [...known].filter((id) => !all.includes(id)).length }
  } catch {
    return { whole: known.size === 0, missing: known.size }
  } finally {
    db?.close()
  }
}

function writeSetup() {
  const rulebook = join(folder, 'rulebook')
  cpSync(join(root, 'rulebook'), rulebook, { recursive: true })
  // No CRM answers: what is looked at is what comes in.
  writeFileSync(
    join(rulebook, 'connections.yaml'),
    `connections:
  salesforce: { connector: salesforce, settings: { loginUrl: "http://127.0.0.1:9", clientId: env:SF, clientSecret: env:SF } }
  web-form: { connector: web-form, writesTo: salesforce }
`,
  )
  mkdirSync(join(folder, 'data'))
}

function say(text) {
  console.log(text)
}

function end(code, why) {
  if (why) console.error(`failed: ${why} (files kept in ${folder})`)
  if (code === 0 && !options.keep) rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}
