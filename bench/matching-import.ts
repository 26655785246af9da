// A list of leads against a million accounts and a million people, as an import does it: cleaned, known by address, matched with an account. Prints one
// table. Run: node bench/matching-import.ts [accounts] [people] [leads]
// Its one rule: what decides is the product's own functions with the settings as shipped; accounts, people and leads are made from a seed by another
// process, and lie in a SQLite file as in the store, so that memory and start are those of the indexes alone.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { cleanFields } from '../src/cleanse/clean.ts'
import type { Account } from '../src/lead/account.ts'
import { AccountIndex } from '../src/matching/accounts/account-index.ts'
import { matchAccount } from '../src/matching/accounts/match.ts'
import { accountQuery } from '../src/matching/accounts/query.ts'
import { defaultAccountSettings as settings } from '../src/matching/accounts/settings.ts'
import { matchPerson, personKeys } from '../src/matching/match.ts'
import { leadKinds, makeImport, type AccountRow, type LeadKind, type LeadRow } from './matching/import-file.ts'

const [accounts = 1_000_000, people = 1_000_000, leads = 100_000] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('-'))
  .map(Number)
const making = process.argv.indexOf('--make')
if (making > 0) makeImport(process.argv[making + 1] as string, { accounts, people, leads })
else run()

function run(): void {
  const directory = mkdtempSync(join(tmpdir(), 'import-'))
  const path = join(directory, 'import.sqlite')
  const sizes = [accounts, people, leads].map(String)
  spawnSync(process.execPath, [import.meta.filename, ...sizes, `--make`, path], { stdio: 'inherit' })
  try {
    measure(path)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function measure(path: string): void {
  const database = new Database(path, { readonly: true })
  const before = process.memoryUsage().rss
  let start = performance.now()
  const index = new AccountIndex()
  for (const row of database.prepare<[], AccountRow>('select * from account').iterate()) index.take(accountOf(row))
  index.finish()
  const cold = performance.now() - start
  globalThis.gc?.()
  say('accounts, people, leads', `${accounts}, ${people}, ${leads}`)
  say('index of accounts, read from the file and built', `${(cold / 1000).toFixed(1)} s`)
  say('its arrays', `${(index.bytes / 1e6).toFixed(0)} MB`)
  say('resident beside an empty process', `${((process.memoryUsage().rss - before) / 1e6).toFixed(0)} MB`)

  const byId = database.prepare<[string], AccountRow>('select * from account where id = ?')
  const byKey = database.prepare<[string, string], { lead: string }>(
    'select lead from person_key where kind = ? and key = ?',
  )
  const counts = { right: 0, wrong: 0, unsure: 0, 'unsure, the right one first': 0, unmatched: 0, 'rightly none': 0 }
  let known = 0
  const times = new Map<LeadKind, number[]>(leadKinds.map((kind) => [kind, []]))
  start = performance.now()
  for (const row of database.prepare<[], LeadRow>('select * from lead').iterate()) {
    const since = performance.now()
    const { fields } = cleanFields({ email: row.email, company: row.company, firstName: row.first, lastName: row.last })
    const keys = new Map<string, string>()
    for (const { kind, key } of personKeys(fields)) {
      const found = byKey.get(kind, key)
      if (found) keys.set(`${kind}:${key}`, found.lead)
    }
    if (matchPerson(fields, keys).kind !== 'new') known += 1
    const ids = index.candidates(accountQuery(fields, settings), settings)
    const candidates = ids.flatMap((id) => {
      const found = byId.get(id)
      return found ? [accountOf(found)] : []
    })
    const match = matchAccount(fields, { accounts: candidates, rarity: index.rarity, find: () => undefined }, settings)
    if (match.kind === 'none') counts[row.account === null ? 'rightly none' : 'unmatched'] += 1
    else if (match.kind === 'account') counts[match.accountId === row.account ? 'right' : 'wrong'] += 1
    else counts[match.candidates[0]?.accountId === row.account ? 'unsure, the right one first' : 'unsure'] += 1
    times.get(row.kind)?.push(performance.now() - since)
  }
  const seconds = (performance.now() - start) / 1000
  say('leads', `${seconds.toFixed(1)} s, ${(leads / seconds).toFixed(0)} a second`)
  for (const [kind, each] of [['all', [...times.values()].flat()], ...times] as const) {
    const sorted = Float64Array.from(each).toSorted()
    const time = (below: number): string => (sorted[Math.floor(sorted.length * below)] ?? 0).toFixed(2)
    say(`one lead, ${kind}: p50, p95, p99`, `${time(0.5)}, ${time(0.95)}, ${time(0.99)} ms`)
  }
  say('known by their address', share(known))
  for (const [what, count] of Object.entries(counts)) say(`account: ${what}`, share(count))
  say('resident at the end', `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`)

  const newcomers = Array.from({ length: 2_000 }, (_, n) => ({
    id: `new${n}`,
    name: `Newcomer ${n} Works`,
    domain: `newcomer${n}.com`,
    country: 'DE',
  }))
  start = performance.now()
  for (const row of newcomers) index.add(accountOf(row))
  say('an account added', `${((performance.now() - start) / newcomers.length).toFixed(3)} ms`)
  database.close()
}

function share(count: number): string {
  return `${count} (${((count / leads) * 100).toFixed(2)} %)`
}

function say(what: string, value: string): void {
  console.log(`${what.padEnd(52)}${value}`)
}

function accountOf({ id, name, domain, country }: AccountRow): Account {
  const base = { id, connection: 'bench', crmId: id, name, domain, ownerId: null, tier: null }
  return { ...base, relationship: 'unknown', details: { country }, updatedAt: new Date(0) }
}
