// pointsman check: environment, connections, mappings and rulebook, every fault at once. Opens no database and calls nobody.
import { checkSetup } from '../main.ts'
import { print, printJson, table } from './print.ts'

export async function check(options: { json?: boolean }): Promise<void> {
  const { setup, demo } = await checkSetup()
  const { connections, rulebook } = setup
  const summary = {
    ok: true,
    demo,
    rulebook: rulebook.hash,
    connections: [...connections.keys()],
    mappings: rulebook.mappings.map((mapping) => mapping.name),
    rules: rulebook.routing.rules.length,
    pools: [...rulebook.routing.pools.keys()],
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
    ]),
    demo
      ? 'No connection is configured: "npm start" runs the demo. To leave it, describe your systems in rulebook/connections.yaml.'
      : 'Ready to start. What this does not tell: whether the systems take the credentials; GET /api/status does, once it runs.',
  ])
}
