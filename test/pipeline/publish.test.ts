// A new version of rules and mappings while it runs: one row in the store, followed by every process, refused whole when it holds a fault.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { compileRulebook } from '../../src/pipeline/rulebook.ts'
import { form, inFront } from './leads.ts'

let one: WholePointsman
let two: WholePointsman
beforeEach(async () => {
  one = await wholePointsman()
  two = await wholePointsman({ sharedStore: one.store, sandbox: one.sandbox, clock: one.clock })
  await one.settle()
})
afterEach(async () => {
  await two.close()
  await one.close()
})

type Files = Record<string, string>
interface Live {
  rulebook: string
  publishedBy: string
  files: Files
}

const live = async (): Promise<Live> => (await one.api('GET', '/api/rulebook')).data
const publish = (files: Files, role: 'editor' | 'operator' = 'editor') =>
  one.api('POST', '/api/rulebook/publish', { files }, role)

/** The files that are live, with one text replaced in one of them. */
async function edited(file: string, from: string, to: string): Promise<Files> {
  const { files } = await live()
  const text = files[file] ?? ''
  expect(text).toContain(from)
  return { ...files, [file]: text.replace(from, to) }
}

async function leadOf(email: string) {
  const [lead] = await one.store.list('leads', { where: { email } })
  const [decision] = await one.store.list('decisions', { where: { leadId: lead?.id ?? '' } })
  return { fields: lead?.fields, decision }
}

it('every process maps and decides by it from the next batch on, and the decision says by which', async () => {
  await one.send('web-form', form('before@company-1.example', { plz: '53111' }))
  await one.settle()
  const before = await live()
  const { status, data } = await publish(await edited('mappings/web-form.yaml', 'postalCode: [', 'postalCode: [plz, '))
  expect({ status, data }).toEqual({
    status: 200,
    data: { rulebook: expect.stringMatching(/^[0-9a-f]{16}$/), before: before.rulebook, published: true },
  })
  await two.send('web-form', form('after@company-2.example', { plz: '53111' }))
  await two.settle()
  const [first, second] = [await leadOf('before@company-1.example'), await leadOf('after@company-2.example')]
  expect([first.fields?.postalCode, second.fields?.postalCode]).toEqual([undefined, '53111'])
  expect([first.decision?.rulebook, second.decision?.rulebook]).toEqual([before.rulebook, (await live()).rulebook])
  const mappings = [first, second].map(
    ({ decision }) => (decision?.inputs as { mapping: { name: string; version: string } } | undefined)?.mapping,
  )
  expect(mappings.map((mapping) => mapping?.name)).toEqual(['web-form.yaml', 'web-form.yaml'])
  expect(new Set(mappings.map((mapping) => mapping?.version)).size).toBe(2)
})

it('what goes live between mapping and decision waits for the next batch', async () => {
  const files = await edited('mappings/web-form.yaml', 'postalCode: [', 'postalCode: [plz, ')
  const before = (await live()).rulebook
  let between: (() => Promise<unknown>) | undefined
  const three = await wholePointsman({
    sharedStore: one.store,
    sandbox: one.sandbox,
    clock: one.clock,
    store: (real) =>
      inFront(real, {
        // Right after the batch has read which version it is mapped by.
        find: async (table, id) => {
          const found = await real.find(table, id)
          const work = id === 'rulebook.live' ? between : undefined
          if (work) between = undefined
          await work?.()
          return found
        },
      }),
  })
  await one.send('web-form', form('amid@company-4.example', { plz: '53111' }))
  between = () => three.app.publish('test', compileRulebook(files))
  await three.settle()
  const { fields, decision } = await leadOf('amid@company-4.example')
  expect((await live()).rulebook).not.toBe(before)
  expect(fields?.postalCode).toBeUndefined()
  expect(decision?.rulebook).toBe(before)
  await three.close()
})

it('an event that its mapping refused is replayed by the mended one, without a restart', async () => {
  await one.send('web-form', form('ada@company-3.example', { employees: 'some' }))
  await one.settle()
  const [held] = await one.store.list('events', { where: { state: 'held' } })
  expect(held?.reason).toMatch(/^mappings\/web-form\.yaml:\d+:\d+ employees/)
  await publish(await edited('mappings/web-form.yaml', 'with: range-middle', 'with: [range-middle, number]'))
  await one.api('POST', `/api/events/${held?.id}/replay`)
  await one.settle()
  expect(await one.store.countBy('events', 'state')).toEqual({ routed: 1 })
})

it('a fault refuses all of it, with its place, and what was live stays', async () => {
  const before = await live()
  const faulty = await edited('mappings/web-form.yaml', 'postalCode:', 'postalcode:')
  const { status, data } = await publish({ ...faulty, 'rulebook/sla.yaml': 'policies: 3' })
  expect({ status, data }).toMatchObject({ status: 422, data: { error: { code: 'config.invalid' } } })
  const { message } = (data as { error: { message: string } }).error
  expect(message).toMatch(/mappings\/web-form\.yaml:\d+:\d+ fields\.postalcode: .*did you mean "postalCode"/)
  expect(message).toContain('rulebook/sla.yaml:1:1')
  expect(await live()).toEqual(before)
})

it('refuses a version without the mapping of a connection, and one that was live already changes nothing', async () => {
  const { files, rulebook } = await live()
  const { 'mappings/web-form.yaml': _gone, ...fewer } = files
  expect((await publish(fewer)).data).toMatchObject({
    error: { message: expect.stringContaining('connections.web-form') },
  })
  expect((await publish(files)).data).toEqual({ rulebook, before: rulebook, published: false })
  expect(await one.store.list('audit', { where: { action: 'rulebook.publish' } })).toHaveLength(1)
})

it('says who made it live', async () => {
  await publish(await edited('mappings/web-form.yaml', 'city: [', 'city: [ort, '))
  expect((await live()).publishedBy).toBe('editor-token')
  const [row] = await one.store.list('audit', { where: { action: 'rulebook.publish' } })
  expect(row).toMatchObject({ actor: 'editor-token', detail: { rulebook: (await live()).rulebook } })
  expect((await publish({}, 'operator')).status).toBe(403)
})

it('files with faults are told by the state, which stays ready, until they are mended', async () => {
  one.app.refuse([{ file: 'mappings/x.yaml', line: 3, column: 1, field: 'fields.emial', message: 'No such field.' }])
  const state = async () =>
    (await one.api('GET', '/api/status')).data as { ready: boolean; checks: { name: string; message: string }[] }
  expect(await state()).toMatchObject({ ready: true })
  const told = (await state()).checks.find(({ name }) => name === 'files')
  expect(told?.message).toContain('mappings/x.yaml:3:1 fields.emial: No such field.')
  await one.app.publish('files')
  expect((await state()).checks.map(({ name }) => name)).not.toContain('files')
})
