// XML with namespaces → objects whose names are told apart by namespace, never by prefix: a prefix is the sender's whim.
import { XMLParser } from 'fast-xml-parser'
import { isRecord } from './webhook-body.ts'
import { checkedXml } from './webhook-xml.ts'

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'

export interface XmlNames {
  /** Elements of these are named without it; those of any other are named `{namespace}name`. */
  namespaces: readonly string[]
  /** Local names that always give a list. */
  lists: readonly string[]
}

/** Prefix → namespace. */
type Scope = Readonly<Record<string, string>>

/**
 * As `parseXml`. Of attributes only xsi:type (`@type`, its local name) and xsi:nil count.
 * @throws InputError
 */
export function parseXmlNames(text: string, names: XmlNames): unknown {
  const parser = new XMLParser({
    ignoreDeclaration: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: false,
    parseTagValue: false,
    parseAttributeValue: false,
    htmlEntities: true,
  })
  return resolved(checkedXml(text, parser), {}, names)
}

/** By the depth that is checked before, this cannot end the stack. */
function resolved(node: unknown, outer: Scope, names: XmlNames): unknown {
  if (node === '') return null
  if (!isRecord(node)) return node
  const scope = scopeOf(node, outer)
  const found = new Map<string, unknown[]>()
  for (const [name, value] of Object.entries(node)) {
    if (name === '#text') return value
    if (name.startsWith('@')) {
      const attribute = attributeOf(name, value, scope)
      if (attribute?.name === '@nil' && attribute.value === 'true') return null
      if (attribute) found.set(attribute.name, [attribute.value])
      continue
    }
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const key = keyOf(name, isRecord(child) ? scopeOf(child, scope) : scope, names)
      found.set(key, [...(found.get(key) ?? []), resolved(child, scope, names)])
    }
  }
  return Object.fromEntries(
    [...found].map(([key, values]) => [key, values.length > 1 || names.lists.includes(key) ? values : values[0]]),
  )
}

function scopeOf(node: Record<string, unknown>, outer: Scope): Scope {
  const declared = Object.entries(node).flatMap(([name, value]): [string, string][] => {
    const [, prefix = ''] = /^@xmlns(?::(.+))?$/.exec(name) ?? []
    return /^@xmlns(:|$)/.test(name) && typeof value === 'string' ? [[prefix, value]] : []
  })
  return declared.length === 0 ? outer : { ...outer, ...Object.fromEntries(declared) }
}

function parted(name: string): [prefix: string, local: string] {
  const at = name.indexOf(':')
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)]
}

function keyOf(name: string, scope: Scope, names: XmlNames): string {
  const [prefix, local] = parted(name)
  const namespace = Object.hasOwn(scope, prefix) ? (scope[prefix] ?? '') : ''
  return names.namespaces.includes(namespace) ? local : `{${namespace}}${local}`
}

function attributeOf(name: string, value: unknown, scope: Scope): { name: string; value: string } | undefined {
  const [prefix, local] = parted(name.slice(1))
  if (prefix === '' || prefix === 'xmlns' || scope[prefix] !== XSI || typeof value !== 'string') return undefined
  return { name: `@${local}`, value: local === 'type' ? parted(value)[1] : value }
}
