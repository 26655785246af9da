// Requests as nobody should send them: bodies and headers that are broken on purpose, near to a real one and far from it.
import * as fc from 'fast-check'
import type { WebhookRequest } from '../../src/connector.ts'
import { requestOf, type Fixture } from './fixtures.ts'

/** Valid JSON that breaks what trusts it: String() of the first throws, the others look like what they are not. */
const traps: readonly unknown[] = [
  { toString: 1, valueOf: 1 },
  { constructor: 'x' },
  { length: -1 },
  [[[]]],
  1e308,
  -0,
  '',
  null,
  true,
]

const trap: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...traps), fc.jsonValue())

export function hostileBody({ request }: Fixture): fc.Arbitrary<Buffer> {
  return fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
    fc.webQueryParameters().map((text) => Buffer.from(text)),
    cutPieces(request.body),
    withTraps(request.body),
  )
}

export function hostileRequest(fixture: Fixture): fc.Arbitrary<WebhookRequest> {
  const real = Object.keys(fixture.request.headers)
  const name = fc.oneof(fc.constantFrom(...real, 'origin', 'content-type', 'constructor', '__proto__'), fc.string())
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom(...Object.values(fixture.request.headers), '', ',', '=', 't=,v1='),
  )
  return fc
    .record({
      body: hostileBody(fixture),
      headers: fc.dictionary(name, value),
      /** Headers of the real request that stay as they were. */
      kept: fc.subarray(real),
      repeated: fc.subarray(real),
      method: fc.constantFrom('POST', 'OPTIONS', 'GET', 'HEAD', ''),
      url: fc.oneof(fc.constant(fixture.request.url), fc.webUrl(), fc.string(), fc.constant('%E0%A4%A')),
    })
    .map(({ headers, kept, ...rest }) =>
      requestOf(fixture, {
        ...rest,
        headers: { ...headers, ...Object.fromEntries(kept.map((key) => [key, fixture.request.headers[key] ?? ''])) },
      }),
    )
}

/** The body with a piece left out or put in twice. */
function cutPieces(body: string): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.nat(body.length), fc.nat(body.length))
    .map(([from, to]) => Buffer.from(body.slice(0, from) + body.slice(to)))
}

/** The body with one value of its JSON changed for another; as it is when it is no JSON. */
function withTraps(body: string): fc.Arbitrary<Buffer> {
  const places = placesOf(body)
  return fc.tuple(fc.nat(Math.max(0, places - 1)), trap).map(([place, value]) => {
    let at = -1
    if (places === 0) return Buffer.from(body)
    const changed: unknown = JSON.parse(body, (_key, node: unknown) => {
      at += 1
      return at === place ? value : node
    })
    return Buffer.from(JSON.stringify(changed))
  })
}

function placesOf(body: string): number {
  let places = 0
  try {
    JSON.parse(body, (_key, node: unknown) => {
      places += 1
      return node
    })
  } catch {
    return 0
  }
  return places
}
