// The worst that one body may hold: how long it holds up everybody, read alone and on its whole way through a server, and what becomes of it.
// Run: node bench/hostile.ts [--rounds 5]
// Its one rule: bodies are as large as the limits let them be, of 5 MB or just below a count; a cell is the slowest after a first round.
import { parseArgs } from 'node:util'
import { withoutSession } from '../connectors/salesforce/outbound-message.ts'
import { InputError } from '../src/errors.ts'
import { parseForm, parseJson } from '../src/webhook-body.ts'
import { parseMultipart } from '../src/webhook-multipart.ts'
import { parseXml } from '../src/webhook-xml.ts'
import { compilePattern } from '../src/cleanse/pattern.ts'
import { serveHostile } from './hostile/served.ts'

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } })
/** Longer, and deliveries of others wait so long that a person could notice. */
const GOAL_MS = 50

const attributes = (many: number): string => Array.from({ length: many }, (_, at) => `b${at}="1"`).join(' ')
const parts = (many: number): string => '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(many)
const cases: readonly [string, string, (body: string) => unknown][] = [
  ['JSON: 2,600,000 numbers', `[${'0,'.repeat(2_600_000)}0]`, parseJson],
  ['JSON: 5,000,000 brackets', '['.repeat(5_000_000), parseJson],
  ['JSON: 49,000 records', `[${'{"a":"some text"},'.repeat(49_000)}0]`, parseJson],
  ['JSON: 49,000 numbers of 20 digits', `[${'12345678901234567890,'.repeat(49_000)}0]`, parseJson],
  ['JSON: one text of 5 MB', `{"a":"${'x'.repeat(5_000_000)}"}`, parseJson],
  ['JSON: 4 MB that is none', `[${'"a":'.repeat(1_000_000)}`, parseJson],
  ['form: 1,600,000 fields', 'a=&'.repeat(1_600_000), parseForm],
  ['form: 9,999 fields of 500 bytes', `${'a'.repeat(250)}=${'%41'.repeat(80)}&`.repeat(9_999), parseForm],
  ['XML: 1,300,000 tags', `<a>${'<b/>'.repeat(1_300_000)}</a>`, parseXml],
  ['XML: 7,900 elements', `<a>${'<b>x</b>'.repeat(7_900)}</a>`, parseXml],
  ['XML: 4,900 attributes', `<a ${attributes(4_900)}/>`, parseXml],
  ['XML: 1 MB of text', `<a>${'x'.repeat(990_000)}</a>`, parseXml],
  ['parts: 100,000', `${parts(100_000)}--x--`, (body) => parseMultipart(Buffer.from(body), 'x')],
  [
    'Outbound Message: 450,000 open tags of a session',
    '<SessionId '.repeat(450_000),
    (body) => withoutSession(Buffer.from(body)),
  ],
  [
    'Outbound Message: 190,000 sessions without end',
    '<SessionId>abc</SessionId '.repeat(190_000),
    (body) => withoutSession(Buffer.from(body)),
  ],
  [
    'pattern: 1,000 steps, 32,000 letters',
    'a'.repeat(31_999),
    (text) => compilePattern('((a{0,30}){0,15})b').test(text),
  ],
]

console.log(`| body | MB | slowest, ms | outcome |\n| --- | --- | --- | --- |`)
let slowest = 0
for (const [name, text, read] of cases) {
  // As it comes from the wire: flat, not a rope of pieces.
  const body = Buffer.from(text).toString()
  let outcome = 'read'
  let worst = 0
  for (let round = -1; round < Number(options.rounds); round += 1) {
    const begun = performance.now()
    try {
      read(body)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      outcome = error.code
    }
    if (round >= 0) worst = Math.max(worst, performance.now() - begun)
  }
  slowest = Math.max(slowest, worst)
  console.log(`| ${name} | ${(body.length / 1e6).toFixed(1)} | ${worst.toFixed(1)} | ${outcome} |`)
}
const types: readonly [RegExp, string][] = [
  [/^JSON/, 'application/json'],
  [/^form/, 'application/x-www-form-urlencoded'],
  [/^XML/, 'text/xml'],
  [/^parts/, 'multipart/form-data; boundary=x'],
]
const MOST_BYTES = 5 * 1024 * 1024
const server = await serveHostile()
try {
  await server.send('application/json', Buffer.from('{"email":"a@b.example"}'))
  console.log(`\n| body, through a server | answered | event loop stood still, ms |\n| --- | --- | --- |`)
  for (const [name, text] of cases) {
    const type = types.find(([pattern]) => pattern.test(name))?.[1]
    if (type === undefined) continue
    const { status, stoodStillMs } = await server.send(type, Buffer.from(text).subarray(0, MOST_BYTES))
    slowest = Math.max(slowest, stoodStillMs)
    console.log(`| ${name} | ${status} | ${stoodStillMs.toFixed(0)} |`)
  }
} finally {
  await server.stop()
}
console.log(`\nSlowest: ${slowest.toFixed(1)} ms (goal: ${GOAL_MS} ms)`)
