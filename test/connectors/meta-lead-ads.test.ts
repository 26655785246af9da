// Lead ads: the question whether the address is ours, and how leads are read; exact requests, and what each refusal of Meta's means.
import nock from 'nock'
import { afterEach, describe, expect, it } from 'vitest'
import { settings as schema } from '../../connectors/meta-lead-ads/settings.ts'
import { source } from '../../connectors/meta-lead-ads/source.ts'
import { createOutbound } from '../../src/outbound.ts'
import { request } from './fixtures.ts'

const settings = schema.parse({ appSecret: 's', verifyToken: 'verify-me', accessToken: 'EAAtoken' })
const clock = { now: () => new Date('2026-01-01T10:00:00Z') }
const PATH =
  /^\/v21\.0\/(\d+)\?fields=id,created_time,ad_id,ad_name,adset_name,campaign_id,campaign_name,form_id,platform,is_organic,field_data$/

describe('the question whether the address is ours', () => {
  const ask = (query: string, method = 'GET') =>
    source.greet?.(request({ method, url: `https://leads.example.com/webhooks/meta?${query}` }, clock.now()), settings)

  it('is answered with the challenge as it came, as plain text', () => {
    expect(ask('hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=1158201444')).toEqual({
      status: 200,
      body: '1158201444',
      type: 'text/plain; charset=utf-8',
      headers: { 'x-content-type-options': 'nosniff' },
    })
  })

  it.each([
    ['another token', 'hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1'],
    ['no token', 'hub.mode=subscribe&hub.challenge=1'],
    ['another mode', 'hub.mode=unsubscribe&hub.verify_token=verify-me&hub.challenge=1'],
    ['a challenge that could be a page', 'hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=<script>'],
    ['a huge challenge', `hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=${'1'.repeat(201)}`],
    ['nothing', ''],
  ])('is refused with %s', (_what, query) => {
    expect(ask(query)).toMatchObject({ status: 403 })
  })

  it('is none when a delivery is posted', () => {
    expect(ask('', 'POST')).toBeUndefined()
  })
})

describe('reading leads', () => {
  afterEach(() => {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    if (pending.length > 0) throw new Error(`Nobody called ${pending.join(', ')}.`)
  })

  const read = (...ids: string[]) => {
    const outbound = createOutbound({ name: 'meta', concurrency: 8, timeoutMs: 2_000, clock })
    return source.hydrate?.(ids, settings, outbound) ?? Promise.reject(new Error('It does not hydrate.'))
  }
  const answers = (id: string, status: number, body: unknown, headers: Record<string, string> = {}) =>
    nock('https://graph.facebook.com', { reqheaders: { authorization: 'Bearer EAAtoken' } })
      .get((uri) => PATH.exec(uri)?.[1] === id)
      .reply(status, typeof body === 'string' ? body : JSON.stringify(body), {
        'content-type': 'application/json',
        ...headers,
      })
  const error = (code: number, message: string) => ({
    error: { code, message, type: 'OAuthException', fbtrace_id: 'x' },
  })

  it('gives the answers by name, and keeps every digit of the ids', async () => {
    answers(
      '98765432109876543210',
      200,
      '{"id":98765432109876543210,"form_id":12345678901234567891,"platform":"ig","field_data":[{"name":"email","values":["ada@example.com"]},{"name":"interests","values":["a","b"]}]}',
    )
    expect((await read('98765432109876543210')).get('98765432109876543210')).toEqual({
      payload: {
        lead: expect.objectContaining({ id: '98765432109876543210', form_id: '12345678901234567891', platform: 'ig' }),
        fields: { email: 'ada@example.com', interests: ['a', 'b'] },
      },
    })
  })

  it('lets one that is refused hold up no other', async () => {
    answers('1', 400, error(100, 'Unsupported get request. Object with ID 1 does not exist'))
    answers('2', 200, { id: '2', field_data: [] })
    answers('3', 404, '')
    const records = await read('1', '2', '3')
    expect(records.get('1')).toEqual({ refused: expect.stringContaining('Object with ID 1 does not exist') })
    expect(records.get('2')).toMatchObject({ payload: { lead: { id: '2' } } })
    expect(records.get('3')).toMatchObject({ refused: expect.stringContaining('status 404') })
  })

  it('fails one that cannot be read now alone, while others can', async () => {
    answers('1', 500, {})
    answers('2', 200, { id: '2', field_data: [] })
    const records = await read('1', '2')
    expect(records.get('1')).toMatchObject({ failed: { kind: 'temporary' } })
    expect(records.get('2')).toMatchObject({ payload: { lead: { id: '2' } } })
  })

  it('keeps what was read before the limit, and asks for no more after it', async () => {
    answers('1', 200, { id: '1', field_data: [] })
    for (const id of ['2', '3', '4']) answers(id, 400, error(4, 'Application request limit reached'))
    answers('5', 200, { id: '5', field_data: [] })
    const ids = Array.from({ length: 100 }, (_, index) => String(index + 1))
    const records = await read(...ids)
    expect(records.get('1')).toMatchObject({ payload: { lead: { id: '1' } } })
    expect(records.get('100')).toMatchObject({ failed: { kind: 'exhausted', retryAfterMs: 300_000 } })
    nock.cleanAll()
  })

  it('says no token that Meta says back', async () => {
    answers('1', 400, error(190, 'Malformed access token EAAtoken'))
    await expect(read('1')).rejects.toMatchObject({
      kind: 'unauthorized',
      message: 'Meta could not read leads: Malformed access token [token]',
    })
  })

  it.each([
    ['a token that ran out', 400, error(190, 'Session has expired'), 'unauthorized'],
    ['a right that is missing', 403, error(200, 'Requires leads_retrieval'), 'unauthorized'],
    ['a limit', 400, error(4, 'Application request limit reached'), 'exhausted'],
    ['the limit of leads of a page', 400, error(80_005, 'Too many leads api calls to this Page'), 'exhausted'],
    ['a trouble of theirs', 400, error(2, 'Service temporarily unavailable'), 'temporary'],
    ['a failure', 500, error(1, 'An unknown error'), 'temporary'],
    ['no fields', 200, { id: '1' }, 'temporary'],
  ])('waits as a whole for %s', async (_what, status, body, kind) => {
    answers('1', status, body)
    await expect(read('1')).rejects.toMatchObject({ kind })
  })
})
