// `@{lead.id}`, `@{found.records[0].Id}`, `@{made[0].id}` in a subrequest → what the named answer holds there.

export class MissingReference extends Error {}

/** Fills every text inside the value. A text that is one reference alone keeps the type it points at. @throws MissingReference */
export function fillIn(value: unknown, bodies: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return fillText(value, bodies)
  if (Array.isArray(value)) return value.map((item) => fillIn(item, bodies))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, bodies)]))
}

function fillText(text: string, bodies: ReadonlyMap<string, unknown>): unknown {
  const alone = /^@\{([^}]+)\}$/.exec(text)?.[1]
  if (alone !== undefined) return follow(alone, bodies)
  return text.replaceAll(/@\{([^}]+)\}/g, (_, reference: string) => String(follow(reference, bodies)))
}

function follow(reference: string, bodies: ReadonlyMap<string, unknown>): unknown {
  const [name = '', ...steps] = reference.split(/[.[\]]+/).filter((part) => part !== '')
  let value = bodies.get(name)
  for (const step of steps) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined
  }
  if (value === undefined) {
    throw new MissingReference(`Invalid reference specified. No value for ${reference} found in ${name}.`)
  }
  return value
}
