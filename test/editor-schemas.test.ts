// The JSON Schemas that editors use: as the code has them, named by every file that people edit.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { editorSchemas } from '../tools/editor-schemas.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const edited = ['rulebook', 'mappings'].flatMap((dir) =>
  readdirSync(join(root, dir))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${dir}/${name}`),
)

it('stand in schema/ as the code has them: else run npm run schemas', async () => {
  const schemas = await editorSchemas()
  expect(readdirSync(join(root, 'schema')).toSorted()).toEqual([...schemas.keys()].toSorted())
  for (const [file, text] of schemas) expect(readFileSync(join(root, 'schema', file), 'utf8'), file).toBe(text)
})

describe.each(edited)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8')
  const [, named = ''] = /^# yaml-language-server: \$schema=\.\.\/(schema\/\S+)\n/.exec(text) ?? []

  it('names its schema in its first line', () => {
    expect(existsSync(join(root, named)), named).toBe(true)
  })

  it('fits its schema', () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(root, named), 'utf8')) as never)
    expect(schema.safeParse(parse(text)).error).toBeUndefined()
  })

  it('does not fit it with a word that there is not', () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(root, named), 'utf8')) as never)
    expect(schema.safeParse({ ...(parse(text) as object), thereIsNoSuchWord: 1 }).success).toBe(false)
  })
})
