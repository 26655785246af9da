// How a transform is written: `trim`, `truncate(255)`, `split(";")`, `extract("id=(\d+)")`. Its one rule: a backslash is only special before a quote.

export interface Call {
  name: string
  arguments: string[]
}

/** undefined: it cannot be read. */
export function parseCall(text: string): Call | undefined {
  const [, name, inside] = /^([a-z][a-z0-9-]*)\s*(?:\((.*)\))?$/su.exec(text.trim()) ?? []
  if (name === undefined) return undefined
  if (inside === undefined) return { name, arguments: [] }
  const found: string[] = []
  let rest = inside.trim()
  while (rest !== '') {
    const one = /^(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|([^,"'()]+))\s*(,\s*|$)/u.exec(rest)
    if (!one) return undefined
    const [all, double, single, bare, comma] = one
    found.push(double?.replaceAll('\\"', '"') ?? single?.replaceAll("\\'", "'") ?? bare?.trim() ?? '')
    rest = rest.slice(all.length)
    if (rest === '' && comma !== '') return undefined
  }
  return { name, arguments: found }
}
