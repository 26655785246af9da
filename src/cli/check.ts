// pointsman check: environment, connections, mappings and rulebook, every fault at once. Opens no database and calls nobody.
import { checkSetup } from '../main.ts'
import { print, printJson } from './print.ts'

export async function check(options: { json?: boolean }): Promise<void> {
  const { setup, demo } = await checkSetup()
  const summary = {
    ok: true,
    demo,
    rulebook: setup.rulebook.hash,
    connections: [...setup.connections.keys()],
    mappings: setup.mappings.map((mapping) => mapping.name),
    rules: setup.rulebook.routing.rules.length,
    pools: [...setup.rulebook.routing.pools.keys()],
  }
  if (options.json) return printJson(summary)
  print([
    `OK: rulebook ${summary.rulebook} with ${summary.rules} rules and ${summary.pools.length} pools.`,
    `Mappings: ${summary.mappings.join(', ')}. Their examples give what they should.`,
    demo
      ? 'No connection is configured: serve would start in demo mode.'
      : `Connections: ${summary.connections.join(', ')}.`,
  ])
}
