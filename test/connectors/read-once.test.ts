// A body is read once on its way in, though proof, fault and key are asked for one after the other: each reading would hold up everybody.
import { expect, it } from 'vitest'
import { settings as marketoSettings } from '../../connectors/marketo/settings.ts'
import { source as marketo } from '../../connectors/marketo/source.ts'
import { settings as webFormSettings } from '../../connectors/web-form/settings.ts'
import { source as webForm } from '../../connectors/web-form/source.ts'
import { request } from './fixtures.ts'

const at = new Date('2026-01-01T10:00:00Z')
const made = (): ReturnType<typeof request> => request({ body: Buffer.from('{"email":"a@b.example","leadId":7}') }, at)

it('by a web form', () => {
  const settings = webFormSettings.parse({})
  const one = made()
  webForm.verify(one, settings)
  const [first] = webForm.read(one, settings)
  webForm.deliveryKey(one, settings)
  expect(webForm.read(one, settings)[0]?.payload).toBe(first?.payload)
  expect(webForm.read(made(), settings)[0]?.payload).not.toBe(first?.payload)
})

it('by Marketo', () => {
  const settings = marketoSettings.parse({ secret: 'a-secret-of-the-tests-000000000000' })
  const one = made()
  const [first] = marketo.read(one, settings)
  marketo.deliveryKey(one, settings)
  expect(marketo.read(one, settings)[0]?.payload).toBe(first?.payload)
  expect(marketo.read(made(), settings)[0]?.payload).not.toBe(first?.payload)
})
