// Intercom asks for the address before it sends, and a chat's visitor gives the address late.
import { expect, it } from 'vitest'
import { settings } from '../../connectors/intercom/settings.ts'
import { source } from '../../connectors/intercom/source.ts'
import { request } from './fixtures.ts'

const set = settings.parse({ clientSecret: 's' })
const now = new Date('2026-01-01T10:00:00Z')
const url = 'https://leads.example.com/webhooks/intercom'

it('answers the question by which Intercom checks the address', () => {
  expect(source.greet?.(request({ method: 'HEAD', url }, now), set)).toMatchObject({ status: 200 })
  expect(source.greet?.(request({ method: 'POST', url }, now), set)).toBeUndefined()
})

it.each([
  ['contact.lead.added_email', 'person'],
  ['contact.created', 'person'],
  ['contact.deleted', 'lifecycle'],
  ['conversation.user.created', 'lifecycle'],
])('takes %s for %s', (topic, kind) => {
  const body = Buffer.from(JSON.stringify({ id: 'notif_1', topic, data: { item: { email: 'ada@example.com' } } }))
  expect(source.read(request({ method: 'POST', url, body }, now), set)).toMatchObject([{ kind }])
})
