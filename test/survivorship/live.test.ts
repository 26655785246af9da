// rulebook/matching.yaml reaches the leads: what it says counts on the live path, whatever arrives first, and a source that is no connection
// refuses the start and the publishing.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { leadOf } from '../pipeline/leads.ts'
import { secrets, wholePointsman } from '../whole-pointsman.ts'

const root = join(import.meta.dirname, '..', '..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-matching-'))
  cpSync(join(root, 'rulebook'), folder, { recursive: true })
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const write = (text: string): void => {
  writeFileSync(join(folder, 'matching.yaml'), text)
}

const form = (email: string, fields: object) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email, last_name: 'Lovelace', country: 'France', employees: 120, ...fields }),
})

const marketo = (email: string, sentAt: string, fields: object) => ({
  headers: { 'content-type': 'application/json', 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET },
  body: JSON.stringify({ email, lastName: 'Lovelace', country: 'France', employees: 120, sentAt, ...fields }),
})

test('each field of a lead follows its strategy', async () => {
  write('survivorship:\n  company: longest\n  title: { strategy: most_trusted_source, sources: [marketo] }\n')
  const whole = await wholePointsman({ rulebookDir: folder })
  const email = 'ada@stays.example'
  await whole.send('web-form', form(email, { company: 'Acme', job_title: 'CTO', first_name: 'Ada' }))
  await whole.settle()
  // Said an hour ago, and the title by a source that is trusted more.
  const before = { company: 'Acme Holding GmbH', title: 'Head of IT', firstName: 'A.' }
  await whole.send('marketo', marketo(email, '2026-11-24T08:00:00Z', before))
  await whole.settle()
  const { fields } = await leadOf(whole, email)
  await whole.close()
  expect(fields).toMatchObject({ company: 'Acme Holding GmbH', title: 'Head of IT', firstName: 'Ada' })
})

test('a source that is no connection refuses the start, with file, line and field', async () => {
  write('survivorship:\n  title: { strategy: most_trusted_source, sources: [marketto] }\n')
  await expect(wholePointsman({ rulebookDir: folder })).rejects.toThrow(
    /matching\.yaml:2:53 survivorship\.title\.sources\[0\]: No connection "marketto" \(did you mean "marketo"\?\)/,
  )
})

test('it refuses to be published over the API, too', async () => {
  const whole = await wholePointsman({ rulebookDir: folder })
  const live = await whole.api('GET', '/api/rulebook', undefined, 'viewer')
  const { files } = live.data as { files: Record<string, string> }
  const edit = 'survivorship:\n  title: { strategy: most_trusted_source, sources: [marketto] }\n'
  const refused = await whole.api(
    'POST',
    '/api/rulebook/publish',
    { files: { ...files, 'rulebook/matching.yaml': edit } },
    'editor',
  )
  await whole.close()
  expect([refused.status, JSON.stringify(refused.data)]).toEqual([422, expect.stringContaining('No connection')])
})
