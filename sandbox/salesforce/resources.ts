// Which call goes to which handler: the list of everything the pretend Salesforce can do below /services/data/vXX.0.
import { unknownResource, type Call, type Handler, type Reply } from './call.ts'
import { createMany, deleteMany, updateMany, upsertMany } from './collections.ts'
import { composite } from './composite.ts'
import { describe, describeBasic, describeGlobal } from './describe.ts'
import { changedIds, query, readRow, retrieve } from './reads.ts'
import { createRow, deleteRow, updateRow, upsertRow } from './row-writes.ts'
import { errorBody, SalesforceError } from './salesforce-error.ts'

/** `*` stands for any one part of the path. First fit wins. */
const resources: readonly [method: string, path: string, handler: Handler][] = [
  ['GET', 'query', query],
  ['GET', 'query/*', query],
  ['GET', 'queryAll', query],
  ['GET', 'sobjects', describeGlobal],
  ['GET', 'sobjects/*', describeBasic],
  ['GET', 'sobjects/*/describe', describe],
  ['GET', 'sobjects/*/updated', changedIds],
  ['GET', 'sobjects/*/deleted', changedIds],
  ['POST', 'sobjects/*', createRow],
  ['GET', 'sobjects/*/*', readRow],
  ['PATCH', 'sobjects/*/*', updateRow],
  ['DELETE', 'sobjects/*/*', deleteRow],
  ['GET', 'sobjects/*/*/*', readRow],
  ['PATCH', 'sobjects/*/*/*', upsertRow],
  ['POST', 'composite', (call) => composite(call, (subrequest) => answerSubrequest(call, subrequest))],
  ['POST', 'composite/sobjects', createMany],
  ['PATCH', 'composite/sobjects', updateMany],
  ['DELETE', 'composite/sobjects', deleteMany],
  ['POST', 'composite/sobjects/*', retrieve],
  ['GET', 'composite/sobjects/*', retrieve],
  ['PATCH', 'composite/sobjects/*/*', upsertMany],
]

/** @throws SalesforceError */
export function answerCall(call: Call): Reply {
  for (const [method, path, handler] of resources) {
    if (method === call.method && fits(path.split('/'), call.path)) return handler(call)
  }
  throw unknownResource(call)
}

/** Errors become the subrequest's own answer. */
function answerSubrequest(
  outer: Call,
  subrequest: { method: string; url: string; headers: Record<string, string>; body: unknown },
): Reply {
  const { path, query: search } = splitUrl(subrequest.url)
  const { headers } = subrequest
  const writer = { ...outer.writer, autoAssign: wantsAssignment(headers) }
  try {
    return answerCall({ ...outer, ...subrequest, path, query: search, writer })
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error
    if (error.unknown) outer.writer.unknown()
    return { status: error.status, body: errorBody(error) }
  }
}

/** `Sforce-Auto-Assign`: absent means yes. */
export function wantsAssignment(headers: Readonly<Record<string, string>>): boolean {
  return headers['sforce-auto-assign']?.trim().toLowerCase() !== 'false'
}

/** Path below the version, decoded part by part, and the query. */
export function splitUrl(url: string): { version: string; path: string[]; query: URLSearchParams } {
  const [address = '', search = ''] = url.split(/\?(.*)/s)
  const [, version = '', rest = ''] = /^\/services\/data\/v([\d.]+)\/?(.*)$/.exec(address) ?? []
  const path = rest
    .split('/')
    .filter((part) => part !== '')
    .map(decode)
  return { version, path, query: new URLSearchParams(search) }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, index) => part === '*' || part === path[index])
}
