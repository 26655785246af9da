// XML of a webhook → plain objects of texts. Its one rule: nothing is guessed: a text stays a text, and no entity of the sender's is expanded.
import { XMLParser } from 'fast-xml-parser'
import { InputError } from './errors.ts'
import { checkShape, standsMoreOften, tooMany } from './webhook-body.ts'

/** A document type may define entities that grow without end or read files; no sender needs one. */
const DECLARES = /<!(?:DOCTYPE|ENTITY)/i

/** A hundred records of Salesforce with all their fields are a third of it. */
const MAX_LENGTH = 1_000_000
/** Tags, entities, attributes: each costs far more than its letters. */
const MOST = [
  ['<', 16_000],
  ['&', 20_000],
  ['=', 5_000],
] as const

/**
 * Namespaces and their prefixes are left away, attributes are named `@name`. An element that comes once is a value, one that comes twice a list;
 * those named in `lists` are always lists. An empty element, or one with xsi:nil, is null.
 * @throws InputError when it is no well-formed XML, declares a document type, or is nested too deep
 */
export function parseXml(text: string, lists: readonly string[] = []): unknown {
  return withoutNil(checkedXml(text, parserFor(lists)))
}

/** @throws InputError */
export function checkedXml(text: string, parser: XMLParser): unknown {
  if (DECLARES.test(text)) {
    throw new InputError('The XML declares a document type, which is not allowed: send it without <!DOCTYPE>.', {
      code: 'body.doctype',
    })
  }
  if (text.length > MAX_LENGTH) throw tooMany('1 MB of XML')
  for (const [sign, most] of MOST)
    if (standsMoreOften(text, sign, most)) throw tooMany(`${most.toLocaleString('en')} "${sign}"`)
  let value: unknown
  try {
    value = parser.parse(text, true)
  } catch (error) {
    throw new InputError('The body is not well-formed XML: check its tags in the template it is made from.', {
      code: 'body.not-xml',
      cause: error,
    })
  }
  checkShape(value)
  return value
}

function parserFor(lists: readonly string[]): XMLParser {
  return new XMLParser({
    ignoreDeclaration: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    // The defaults turn the postal code 02134 into 2134, and take the plus from a phone number.
    parseTagValue: false,
    parseAttributeValue: false,
    htmlEntities: true,
    isArray: (name) => lists.includes(name),
  })
}

/** By the depth that checkShape allows, this cannot end the stack. */
function withoutNil(node: unknown): unknown {
  if (node === '') return null
  if (Array.isArray(node)) return node.map(withoutNil)
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node)
  if (entries.some(([name, value]) => name === '@nil' && value === 'true')) return null
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutNil(value)]))
}
