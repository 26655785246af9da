// pointsman check: environment, connections, mappings and rulebook, every fault at once. Opens no database, and calls nobody unless it is told to.
import { checkSetup } from '../main.ts'
import { ConfigError, faultLine, type Fault } from '../errors.ts'
import type { Setup } from '../load-files.ts'
import { print, printJson, table } from './print.ts'

export async function check(options: { json?: boolean; againstCrm?: boolean }): Promise<void> {
  const { setup, demo } = await checkSetup()
  const { connections, rulebook } = setup
  const warnings = options.againstCrm ? await againstCrm(setup) : []
  const summary = {
    ok: true,
    demo,
    rulebook: rulebook.hash,
    connections: [...connections.keys()],
    mappings: rulebook.mappings.map((mapping) => mapping.name),
    rules: rulebook.routing.rules.length,
    pools: [...rulebook.routing.pools.keys()],
    tests: rulebook.tests,
    ...(options.againstCrm ? { warnings } : {}),
  }
  if (options.json) return printJson(summary)
  const written = [...connections.values()].map(({ name, writesTo }) => (writesTo ? `${name} → ${writesTo}` : name))
  print([
    'No fault found.',
    ...table([
      ['environment', 'every variable is in order'],
      ['connections', demo ? 'none' : written.join(', ')],
      ['mappings', `${summary.mappings.join(', ')}; their examples come out as they say`],
      ['rulebook', `${rulebook.hash}: ${summary.rules} rules, pools ${summary.pools.join(', ')}`],
      ['tests', `${rulebook.tests} tests of rules come out as they say`],
    ]),
    ...warnings.map((warning) => `Warning: ${faultLine(warning)}`),
    demo
      ? 'No connection is configured: "npm start" runs the demo. To leave it, describe your systems in rulebook/connections.yaml.'
      : 'Ready to start. What this does not tell: whether the systems take the credentials; "pointsman doctor" asks them.',
  ])
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
