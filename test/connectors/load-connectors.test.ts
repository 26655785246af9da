// A broken connector stops the start, with every fault named.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import webForm from '../../connectors/web-form/connector.ts'
import { ConfigError } from '../../src/errors.ts'
import { loadConnectors, type PrebuiltConnectors } from '../../src/load-connectors.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connectors-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function add(name: string, code?: string, file = 'connector.js'): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  if (code !== undefined) await writeFile(join(folder, name, file), code)
}

async function faultsOf(from: string | PrebuiltConnectors): Promise<string[]> {
  try {
    await loadConnectors(from)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n')
  }
}

const good = (name: string): string =>
  `export default { name: '${name}', title: 'One', settings: { safeParse() {} }, crm: { connect() {} } }`

it('gives each connector under the name of its folder, and passes over files', async () => {
  await add('one', good('one'))
  await add('two', good('two'))
  await writeFile(join(folder, 'README.md'), 'how to')
  const connectors = await loadConnectors(folder)
  expect([...connectors].map(([name, connector]) => [name, connector.name])).toEqual([
    ['one', 'one'],
    ['two', 'two'],
  ])
})

it('takes a connector as source and as a build leaves it', async () => {
  await add('source', `const title: string = 'One'\n${good('source').replace("'One'", 'title')}`, 'connector.ts')
  await add('built', good('built'), 'connector.mjs')
  await add('plain', good('plain'), 'connector.js')
  expect([...(await loadConnectors(folder)).keys()]).toEqual(['built', 'plain', 'source'])
})

it('takes connectors that are loaded already', async () => {
  const connectors = await loadConnectors(new Map([['web-form', webForm]]))
  expect(connectors.get('web-form')).toBe(webForm)
  expect(await faultsOf(new Map([['form', webForm]]))).toEqual([
    'connectors/form: Its name is "web-form": it must be "form", as its folder.',
  ])
})

it('lists the faults of all connectors at once', async () => {
  await add('one', good('other'))
  await add('two')
  await add('three', 'export const nothing = 1')
  await add('four', 'throw new Error("no such module")')
  await add('five', `export default { name: 'five', title: ' ', settings: {} }`)
  await add('Six', good('Six'))
  const faults = await faultsOf(folder)
  expect(faults).toEqual(
    [
      expect.stringMatching(/^connectors\/two: It has no connector.ts/),
      expect.stringMatching(
        /^connectors\/four: It could not be loaded: no such module. Mend it, or remove the folder.$/,
      ),
      expect.stringMatching(/^connectors\/Six: The name of the folder/),
      expect.stringMatching(/^connectors\/five: It needs a title/),
      expect.stringMatching(/^connectors\/five: Its settings must be a zod schema/),
      expect.stringMatching(/^connectors\/five: It needs a role/),
      expect.stringMatching(/^connectors\/one: Its name is "other"/),
      expect.stringMatching(/^connectors\/three: connector.ts must export/),
    ].toSorted(
      (a, b) =>
        faults.findIndex((fault) => a.asymmetricMatch(fault)) - faults.findIndex((fault) => b.asymmetricMatch(fault)),
    ),
  )
})

it('names both folders when two connectors have one name', async () => {
  await add('one', good('one'))
  await add('two', good('one'))
  expect(await faultsOf(folder)).toEqual([
    'connectors/two: Its name is "one", as that of connectors/one: it must be "two", as its folder.',
  ])
})

it.each([
  ['a package that is not installed', `import 'no-such-package'\n${good('one')}`, /no-such-package/],
  ['a file that is not there', `import './settings.js'\n${good('one')}`, /settings\.js/],
  ['code that is none', 'export default {', /[Uu]nexpected|[Pp]arse|Expected/],
  ['something thrown that is no Error', 'throw "a text"', /a text/],
])('says in one line that a connector could not be loaded because of %s', async (_what, code, reason) => {
  await add('one', code)
  const faults = await faultsOf(folder)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(/^connectors\/one: It could not be loaded: .* Mend it, or remove the folder\.$/)
  expect(faults[0]).toMatch(reason)
})

it('refuses a source that cannot be asked, or whose answer makes senders stop', async () => {
  const answer = { status: 200, body: '{}' }
  const answers = {
    success: answer,
    duplicate: { status: 410, body: '' },
    badSignature: answer,
    unreadable: { status: 200 },
  }
  const source = { verify: () => undefined, read: () => [], answers, greet: 'hello' }
  const connector = { name: 'one', title: 'One', settings: z.object({}), source }
  expect(await faultsOf(new Map([['one', connector]]))).toEqual([
    'connectors/one: Its source needs a function deliveryKey.',
    'connectors/one: Its source has a greet that is no function: make it one, or leave it away.',
    'connectors/one: Its answer "duplicate" must not be 410: senders stop for good when they hear it.',
    'connectors/one: Its source needs an answer "unreadable" with a status and a body.',
    'connectors/one: Its source needs an answer "overload" with a status and a body.',
  ])
})

it('says so when there is no such folder', async () => {
  expect(await faultsOf(join(folder, 'missing'))).toEqual([expect.stringMatching(/cannot be read: check the path/)])
})
