// The commands of docs/api.md are real: each is taken apart and sent to a server, as somebody would who copies it.
import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { documentOf, operationsOf, type Operation } from './http/open-api-document.ts'
import { oneLead } from './http/rows.ts'
import { bearer, testServer } from './http/test-server.ts'

const { app, store } = await testServer()
store.add(...oneLead)
const operations = operationsOf(await documentOf(app))
afterAll(() => app.close())

const ids: Record<string, string> = {
  ALERT: 'alert-1',
  DELIVERY: 'delivery-1',
  LEAD: 'lead-1',
  EVENT: 'event-1',
  SYNC: 'sync-1',
  REVIEW: 'review-1',
  MERGE: 'merge-1',
  OTHER: 'lead-2',
}

interface Command {
  method: Operation['method']
  url: string
  body: string | undefined
}

function commandsOf(markdown: string): Command[] {
  const blocks = [...markdown.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => (block ?? '').replaceAll('\\\n', ' '))
  const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('curl '))
  return lines.map((line) => {
    const filled = line.replace(
      /'?\$(ALERT|DELIVERY|LEAD|EVENT|SYNC|REVIEW|MERGE|OTHER)'?/g,
      (_all, name: string) => ids[name] ?? '',
    )
    return {
      method: /-X POST/.test(filled) ? 'POST' : 'GET',
      url: /"\$POINTSMAN([^"]*)"/.exec(filled)?.[1] ?? '',
      body: /-d '([^']*)'/.exec(filled)?.[1],
    }
  })
}

const commands = commandsOf(await readFile('docs/api.md', 'utf8'))

it('holds commands', () => {
  expect(commands.length).toBeGreaterThanOrEqual(14)
})

describe.each(commands)('$method $url', ({ method, url, body }) => {
  it('is an operation of the OpenAPI document', () => {
    const path = (url.split('?')[0] ?? '').replace(/(alert|delivery|lead|event|sync|review|merge)-1/, '{id}')
    expect(operations).toContainEqual(expect.objectContaining({ method, path }))
  })

  it('is answered', async () => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await app.inject({
      method,
      url,
      headers: { ...bearer('admin'), ...type },
      ...(body ? { payload: body } : {}),
    })
    expect([answer.statusCode, answer.json().error]).toEqual([200, undefined])
  })
})
