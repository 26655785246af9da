// pointsman check: environment, connections, mappings and rulebook, every fault at once; then what is odd about the rules. Opens no database, and
// calls nobody unless it is told to.
import { checkSetup } from '../main.ts'
import { ConfigError, faultLine, type Fault } from '../errors.ts'
import type { Setup } from '../load-files.ts'
import { lintRulebook } from '../pipeline/lint.ts'
import { findingLine, githubLine, type Finding } from '../routing/check/finding.ts'
import { systemClock } from '../time.ts'
import { exitCodes } from './exit-codes.ts'
import { print, printJson, table } from './print.ts'

export interface CheckOptions {
  json?: boolean
  againstCrm?: boolean
  format?: 'text' | 'github'
  notes?: boolean
  strict?: boolean
}

export async function check(options: CheckOptions): Promise<void> {
  const { setup, demo } = await checkedSetup(options)
  const { connections, rulebook } = setup
  const warnings = options.againstCrm ? await againstCrm(setup) : []
  const owners = options.againstCrm ? { owners: await (await import('../doctor.ts')).ownersOfCrms(setup) } : {}
  const findings = lintRulebook(rulebook, { now: systemClock.now(), ...owners })
  const count = (level: Finding['level']): number => findings.filter((finding) => finding.level === level).length
  const isOk = count('fault') === 0 && (!options.strict || count('warning') + warnings.length === 0)
  if (!isOk) process.exitCode = exitCodes.faulty
  const summary = {
    ok: isOk,
    demo,
    rulebook: rulebook.hash,
    connections: [...connections.keys()],
    mappings: rulebook.mappings.map((mapping) => mapping.name),
    rules: rulebook.routing.rules.length,
    pools: [...rulebook.routing.pools.keys()],
    tests: rulebook.tests,
    ...(options.againstCrm ? { warnings } : {}),
    findings,
  }
  if (options.json) return printJson(summary)
  if (options.format === 'github') {
    const lines = [...warnings.map(warningOf), ...findings].map(githubLine)
    return print(lines.length > 0 ? lines : 'No fault found.')
  }
  const written = [...connections.values()].map(({ name, writesTo }) => (writesTo ? `${name} → ${writesTo}` : name))
  print([
    count('fault') === 0 ? 'No fault found.' : `${count('fault')} faults in what the files say together:`,
    ...table([
      ['environment', 'every variable is in order'],
      ['connections', demo ? 'none' : written.join(', ')],
      ['mappings', `${summary.mappings.join(', ')}; their examples come out as they say`],
      ['rulebook', `${rulebook.hash}: ${summary.rules} rules, pools ${summary.pools.join(', ')}`],
      ['tests', `${rulebook.tests} tests of rules come out as they say`],
    ]),
    ...warnings.map((warning) => `Warning: ${faultLine(warning)}`),
    ...findings.filter(({ level }) => level !== 'note' || options.notes).map(findingLine),
    ...(count('note') > 0 && !options.notes ? [`${count('note')} notes on the rules: --notes shows them.`] : []),
    demo
      ? 'No connection is configured: "npm start" runs the demo. To leave it, describe your systems in rulebook/connections.yaml.'
      : 'Ready to start. What this does not tell: whether the systems take the credentials; "pointsman doctor" asks them.',
  ])
}

/** @throws ConfigError, after it was said in the form that was asked for */
async function checkedSetup({ format }: CheckOptions): ReturnType<typeof checkSetup> {
  try {
    return await checkSetup()
  } catch (error) {
    if (format === 'github' && error instanceof ConfigError) {
      print(error.faults.map((fault) => githubLine({ ...warningOf(fault), level: 'fault', code: error.code })))
    }
    throw error
  }
}

function warningOf({ file, line, field, message }: Fault): Finding {
  const text = field === undefined ? message : `${field}: ${message}`
  return { level: 'warning', code: 'mapping.crm', file, ...(line === undefined ? {} : { line }), message: text }
}

/** What the CRMs themselves say about the fields. @returns warnings. @throws ConfigError, RemoteError */
async function againstCrm(setup: Setup): Promise<Fault[]> {
  const { examineFields } = await import('../doctor.ts')
  const findings = await examineFields(setup)
  const of = (state: 'fault' | 'warning'): Fault[] =>
    findings.flatMap((finding) => (finding.state === state ? (finding.faults ?? []) : []))
  if (of('fault').length > 0) throw new ConfigError(of('fault'))
  return of('warning')
}
