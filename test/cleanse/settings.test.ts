// rulebook/cleansing.yaml reaches the leads: what it lists is doubted on the live path, and a fault in it refuses the start.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConnectors } from '../../src/load-connectors.ts'
import { loadSetup } from '../../src/load-files.ts'
import { wholePointsman } from '../whole-pointsman.ts'

const root = join(import.meta.dirname, '..', '..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-cleansing-'))
  cpSync(join(root, 'rulebook'), folder, { recursive: true })
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const write = (text: string): void => {
  writeFileSync(join(folder, 'cleansing.yaml'), text)
}

test('a lead of a competitor comes in, is doubted, and keeps its changes with their reasons', async () => {
  write('competitors: [rival.example]\n')
  const whole = await wholePointsman({ rulebookDir: folder })
  const { data } = await whole.api('POST', '/api/simulate', {
    connection: 'web-form',
    payload: {
      email: 'ada@eu.rival.example',
      first_name: 'Ada',
      last_name: 'Lovelace',
      job_title: 'Leiterin Einkauf',
      company: 'Rival',
    },
  })
  const { suspicious } = data as { suspicious: string[] }
  await whole.close()
  expect(suspicious).toEqual(['competitor'])
  expect(JSON.stringify(data)).toContain('from the title: einkauf, leiter')
})

test('a domain that is none refuses the start, with file, line and field', async () => {
  write('ours: [not a domain]\n')
  const secret = (name: string): string =>
    name.endsWith('URL') ? 'http://127.0.0.1:1' : 'a-secret-of-the-tests-000000000'
  const places = {
    connectionsFile: join(root, 'sandbox/demo-connections.yaml'),
    rulebookDir: folder,
    mappingsDir: join(root, 'mappings'),
  }
  await expect(loadSetup(places, await loadConnectors(join(root, 'connectors')), secret)).rejects.toThrow(
    /cleansing\.yaml:1:\d+ ours\[0\]: Give a domain/,
  )
})
