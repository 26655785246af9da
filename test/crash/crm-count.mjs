// What the pretend Salesforce was made to do, counted from its own ledger.
import { readFileSync } from 'node:fs'

/** @returns calls: requests to Salesforce; unknown: a request that it did not know, or undefined */
export function crmCount(ledgerFile, people) {
  const lines = readFileSync(ledgerFile, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const created = new Map()
  const tasks = new Map()
  const owned = new Map()
  for (const { effects } of lines) {
    for (const effect of effects) {
      if (effect.object === 'Lead' && effect.kind === 'create') add(created, effect.fields.Email)
      if (effect.object === 'Task' && effect.kind === 'create') add(tasks, effect.fields.WhoId)
      if (effect.object === 'Lead' && effect.fields?.OwnerId) owned.set(effect.id, effect.fields.OwnerId)
    }
  }
  const owners = [...owned.values()]
  return {
    created: created.size,
    missing: people.filter(({ email }) => !created.has(email)).length,
    doubled: twice(created),
    tasks: tasks.size,
    taskDoubled: twice(tasks),
    // A user, not a queue.
    owned: owners.filter((owner) => owner.startsWith('005')).length,
    perOwner: Object.values(Object.groupBy(owners, (id) => id)).map((list) => list.length),
    calls: lines.filter((entry) => entry.path.startsWith('/services/data')).length,
    unknown: lines.find((entry) => entry.unknown),
  }
}

const twice = (counts) => [...counts.values()].filter((times) => times > 1).length

function add(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1)
}
