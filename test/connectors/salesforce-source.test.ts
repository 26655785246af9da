// Outbound Messages: names count by namespace, one Ack for all, no living session is kept.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settings as schema } from '../../connectors/salesforce/settings.ts'
import { pagesOf } from '../../connectors/salesforce/poll.ts'
import { source } from '../../connectors/salesforce/source.ts'
import { InputError } from '../../src/connector.ts'
import { connectorsFolder, request, type Fixture } from './fixtures.ts'

const fixture = JSON.parse(
  readFileSync(join(connectorsFolder, 'salesforce/fixtures/a-changed-lead.json'), 'utf8'),
) as Fixture
const settings = schema.parse(fixture.settings)
const receivedAt = new Date('2026-01-01T10:00:05Z')
const message = (change: (text: string) => string = (text) => text, token = '0f9b') =>
  request({ body: Buffer.from(change(fixture.request.body)), token }, receivedAt)

function code(work: () => unknown): string {
  try {
    work()
    return 'taken'
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.code
  }
}
const verify = (change?: (text: string) => string, token?: string) =>
  code(() => source.verify(message(change, token), settings))

describe('an Outbound Message', () => {
  it('is acknowledged word for word as the WSDL says', () => {
    expect(source.answers.success).toEqual({
      status: 200,
      type: 'text/xml; charset=utf-8',
      body: '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>',
    })
    expect(source.answers.overload.body).toContain('<Ack>false</Ack>')
    expect(source.answers.duplicate).toEqual(source.answers.success)
  })

  it('is taken from its own org only, whatever the length of the id, and at its secret address only', () => {
    expect(verify()).toBe('taken')
    expect(verify((text) => text.replace('00D000000000001EAA', '00D000000000001'))).toBe('taken')
    expect(verify((text) => text.replace('00D000000000001EAA', '00D000000000002AAA'))).toBe('salesforce.organization')
    expect(verify((text) => text.replace(/<OrganizationId>.*<\/OrganizationId>/, ''))).toBe('taken')
    expect(
      code(() =>
        source.read(
          message((text) => text.replace(/<OrganizationId>.*<\/OrganizationId>/, '')),
          settings,
        ),
      ),
    ).toBe('salesforce.no-message')
    expect(verify(undefined, 'guess')).toBe('signature.path')
    expect(code(() => source.verify(message(), { ...settings, organizationId: undefined }))).toBe(
      'salesforce.organization',
    )
  })

  it('is read by namespace: other prefixes say the same, other namespaces say nothing', () => {
    const [event] = source.read(
      message((text) => text.replaceAll('sf:', 'x9:').replaceAll('xmlns:sf', 'xmlns:x9')),
      settings,
    )
    expect(event).toMatchObject({
      kind: 'person',
      payload: { record: { Email: 'ann@example.com', PostalCode: '02134' } },
    })
    const [foreign] = source.read(
      message((text) => text.replace('urn:sobject.enterprise', 'urn:evil')),
      settings,
    )
    expect(foreign).toMatchObject({ kind: 'lifecycle', payload: { record: {} } })
    const outside = (text: string) => text.replace('http://soap.sforce.com/2005/09/outbound', 'http://evil.example/')
    expect(code(() => source.read(message(outside), settings))).toBe('salesforce.no-message')
  })

  it('may hold a hundred notifications, each an event of its own', () => {
    const [, one = ''] = /(<Notification>[^]*<\/Notification>)/.exec(fixture.request.body) ?? []
    const many = Array.from({ length: 100 }, (_, index) =>
      one.replace('04l000000000001AAA', `04l0000000${String(index).padStart(5, '0')}AAA`),
    )
    const events = source.read(
      message((text) => text.replace(one, many.join(''))),
      settings,
    )
    expect(new Set(events.map(({ key }) => key)).size).toBe(100)
  })

  it('declares no document type', () => {
    const bomb = (text: string) => text.replace('<soapenv:Envelope', '<!DOCTYPE a [<!ENTITY b "c">]><soapenv:Envelope')
    expect(code(() => source.read(message(bomb), settings))).toBe('body.doctype')
  })

  it('loses its session, and no other byte, before it is kept', () => {
    const withSession = (text: string) =>
      text.replace('<SessionId xsi:nil="true"/>', '<SessionId>00D!AQ.living-token</SessionId>')
    const kept = source.redact?.(message(withSession)).toString() ?? ''
    expect(kept).not.toContain('living-token')
    expect(kept).toBe(withSession(fixture.request.body).replace('00D!AQ.living-token', ''))
    for (const hidden of [
      '<x:SessionId xmlns:x="y"> living-token </x:SessionId>',
      '<SessionId><![CDATA[living-token]]></SessionId>',
      '<SessionId>living-token',
    ]) {
      const cut = source.redact?.(message((text) => text.replace('<SessionId xsi:nil="true"/>', hidden)))
      expect(cut?.includes('living-token')).toBe(false)
    }
    expect(source.redact?.(message()).equals(Buffer.from(fixture.request.body))).toBe(true)
  })

  it('is the same delivery in whatever order its notifications stand', () => {
    const key = (change?: (text: string) => string) => source.deliveryKey(message(change), settings)
    expect(key((text) => text.replace('ann@example.com', 'changed@example.com'))).toBe(key())
    expect(key((text) => text.replace('04l000000000001AAA', '04l000000000077AAA'))).not.toBe(key())
  })
})

describe('a page of a poll', () => {
  const page = (body: string) =>
    source.read({ ...request({ body: Buffer.from(body) }, receivedAt), method: 'POLL' }, settings)

  it('can be read however many fields were asked for, with every lead in its order', () => {
    for (const [fields, letters] of [
      [3, 10],
      [120, 10],
      [780, 1],
      [30, 32_000],
    ] as const) {
      const records = Array.from({ length: letters > 1_000 ? 20 : 500 }, (_, index) => ({
        Id: `00Q${String(index).padStart(12, '0')}`,
        SystemModstamp: '2026-01-01T00:00:00Z',
        Owner: { Name: 'x' },
        ...Object.fromEntries(
          Array.from({ length: fields }).map((_none, at) => [`Field_${at}__c`, 'x'.repeat(letters)]),
        ),
      }))
      const bodies = pagesOf(records).map(({ body }) => body)
      expect(bodies.flatMap((body) => page(body)).map(({ payload }) => (payload as { record: object }).record)).toEqual(
        records,
      )
      expect(Math.max(...bodies.map((body) => body.length))).toBeLessThan(1_200_000)
    }
    expect(pagesOf([])).toEqual([])
  })
})
