// The environment: what is read from it, what is refused, and that the papers about it are complete.
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { checkDemoHost, readConfig, readPlaces, variableNames } from '../src/config.ts'
import { ConfigError, type Fault } from '../src/errors.ts'

function faultsOf(env: Record<string, string>): readonly Fault[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

it('needs nothing to be set', () => {
  expect(readConfig({ HOST: '', PORT: '' })).toMatchObject({
    host: '127.0.0.1',
    port: 4600,
    publicUrl: 'http://127.0.0.1:4600',
    dataDir: './data',
    databaseUrl: null,
    rulebookDir: './rulebook',
    mappingsDir: './mappings',
    logLevel: 'info',
    tokens: {},
    dataKey: null,
    dataKeyLost: false,
    watchSeconds: 60,
    watchFiles: true,
    trustedProxy: [],
    webhooksPerMinute: 60000,
  })
})

it('reads every variable', () => {
  const token = (role: string) => `${role}-0123456789-0123456789`
  expect(
    readConfig({
      HOST: '0.0.0.0',
      PORT: '8080',
      PUBLIC_URL: 'https://leads.example.com/in/',
      DATA_DIR: '/data',
      DATABASE_URL: 'postgres://u:p@db/pointsman',
      RULEBOOK_DIR: '/r',
      MAPPINGS_DIR: '/m',
      LOG_LEVEL: 'warn',
      ADMIN_TOKEN: token('admin'),
      EDITOR_TOKEN: token('editor'),
      OPERATOR_TOKEN: token('operator'),
      VIEWER_TOKEN: token('viewer'),
      POINTSMAN_KEY: 'k'.repeat(32),
      POINTSMAN_KEY_LOST: 'yes',
      WATCH_SECONDS: '5',
      WATCH_FILES: 'no',
      TRUSTED_PROXY: '10.0.0.0/8, ::1',
      WEBHOOKS_PER_MINUTE: '100000',
    }),
  ).toMatchObject({
    host: '0.0.0.0',
    port: 8080,
    publicUrl: 'https://leads.example.com/in',
    dataDir: '/data',
    databaseUrl: 'postgres://u:p@db/pointsman',
    rulebookDir: '/r',
    mappingsDir: '/m',
    logLevel: 'warn',
    tokens: { admin: token('admin'), editor: token('editor'), operator: token('operator'), viewer: token('viewer') },
    dataKey: 'k'.repeat(32),
    dataKeyLost: true,
    watchSeconds: 5,
    watchFiles: false,
    trustedProxy: ['10.0.0.0/8', '::1'],
    webhooksPerMinute: 100_000,
  })
})

it('follows PORT in the default of PUBLIC_URL', () => {
  expect(readConfig({ PORT: '8080' }).publicUrl).toBe('http://127.0.0.1:8080')
})

it('logs less in the demo, unless a level is set', () => {
  expect(readConfig({})).toMatchObject({ logLevel: 'info', demoLogLevel: 'warn' })
  expect(readConfig({ LOG_LEVEL: 'debug' })).toMatchObject({ logLevel: 'debug', demoLogLevel: 'debug' })
})

it('knows where the files are while other variables are faulty', () => {
  expect(readPlaces({ PORT: 'x', RULEBOOK_DIR: '/r' })).toMatchObject({ rulebookDir: '/r', mappingsDir: './mappings' })
})

it('reports every fault at once, each under its variable and without its value', () => {
  const env = {
    PORT: '70000',
    PUBLIC_URL: 'canary.example.com',
    DATABASE_URL: 'mysql://root:canary@db/x',
    LOG_LEVEL: 'canary',
    ADMIN_TOKEN: 'canary',
    POINTSMAN_KEY: 'canary',
    POINTSMAN_KEY_LOST: 'canary',
    WATCH_SECONDS: '0',
    WATCH_FILES: 'often',
    TRUSTED_PROXY: '10.0.0.0/8, canary',
    WEBHOOKS_PER_MINUTE: '1.5',
  }
  const faults = faultsOf(env)
  expect(faults.map((fault) => fault.file).toSorted()).toEqual(Object.keys(env).toSorted())
  expect(JSON.stringify(faults)).not.toContain('canary')
})

it.each([
  ['PORT', '0x10'],
  ['PORT', '-1'],
  ['PUBLIC_URL', 'ftp://example.com'],
  ['PUBLIC_URL', 'https://u:p@example.com'],
  ['PUBLIC_URL', 'https://example.com/?a=1'],
  ['DATABASE_URL', 'postgres://db'],
  ['TRUSTED_PROXY', '0.0.0.0/0'],
  ['TRUSTED_PROXY', '10.0.0.0/33'],
  ['TRUSTED_PROXY', 'true'],
  ['VIEWER_TOKEN', 'a'.repeat(23)],
])('refuses %s=%s', (name, value) => {
  expect(faultsOf({ [name]: value }).map((fault) => fault.file)).toEqual([name])
})

it('refuses one token for two roles', () => {
  const token = 'a'.repeat(24)
  expect(faultsOf({ ADMIN_TOKEN: token, VIEWER_TOKEN: token })).toMatchObject([{ file: 'VIEWER_TOKEN' }])
})

it('hands out the secrets that YAML names, and none of its own', () => {
  const config = readConfig({ HUBSPOT_CLIENT_SECRET: 's', EMPTY: '', ADMIN_TOKEN: 'k'.repeat(32) })
  expect(config.resolveSecret('HUBSPOT_CLIENT_SECRET')).toBe('s')
  expect(config.resolveSecret('EMPTY')).toBeUndefined()
  expect(config.resolveSecret('ADMIN_TOKEN')).toBeUndefined()
})

it.each(['127.0.0.1', '127.3.2.1', '::1', 'localhost'])('lets demo mode answer on %s', (host) => {
  expect(() => checkDemoHost({ host })).not.toThrow()
})

it.each(['0.0.0.0', '::', '192.168.1.5', '127.evil.example', 'example.com'])('keeps demo mode off %s', (host) => {
  expect(() => checkDemoHost({ host })).toThrow(/^HOST: Demo mode/)
})

describe('the papers', () => {
  it('.env.example lists every variable with a comment, and no other', async () => {
    const text = await readFile('.env.example', 'utf8')
    const entries = [...text.matchAll(/^# ([^\n]{20,})\n# ([A-Z_]+)=/gm)]
    const named = [...text.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(entries.map(([, , name]) => name)).toEqual(named)
    expect(named).toEqual(variableNames)
  })

  it('.env.example shows the defaults', async () => {
    const text = await readFile('.env.example', 'utf8')
    const shown = Object.fromEntries([...text.matchAll(/^# ([A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [name, value]))
    delete shown['DATABASE_URL']
    expect(JSON.stringify(readConfig(shown))).toBe(JSON.stringify(readConfig({})))
  })

  it('docs/operate.md has a row for every variable, and no other', async () => {
    const text = await readFile('docs/operate.md', 'utf8')
    const named = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)
    expect(named).toEqual(variableNames)
  })
})
