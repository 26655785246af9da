// Text, lists and times as SOQL literals. Every value in a query passes here: the client's own escaping leaves backslashes open.
import { RemoteError } from '../../src/connector.ts'

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/

/** @throws RemoteError rejected for control characters: no id or address holds one */
export function soqlString(text: string): string {
  if (CONTROL.test(text)) {
    throw new RemoteError('A value for a Salesforce query holds a control character: clean it at its source.', {
      code: 'salesforce.control-character',
      kind: 'rejected',
    })
  }
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

export function soqlTime(at: Date): string {
  return at.toISOString()
}

/** A URL and its headers may hold 16,384 bytes; half of it leaves room for the rest of a query. */
const MAX_LIST_CHARACTERS = 10_000

/** `('a','b')` as often as needed so that each stays short enough for a URL. */
export function soqlLists(values: readonly string[]): string[] {
  const lists: string[] = []
  let open: string[] = []
  let length = 0
  for (const value of values) {
    const literal = soqlString(value)
    const size = encodeURIComponent(`${literal},`).length
    if (open.length > 0 && length + size > MAX_LIST_CHARACTERS) {
      lists.push(`(${open.join(',')})`)
      open = []
      length = 0
    }
    open.push(literal)
    length += size
  }
  if (open.length > 0) lists.push(`(${open.join(',')})`)
  return lists
}
