// Environment → Config. The only file that knows the names of the environment's variables; every fault is reported at once.
import { isIP } from 'node:net'
import { z } from 'zod'
import { ConfigError, type Fault } from './errors.ts'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface Config {
  host: string
  /** 0: any free port. */
  port: number
  /** Address under which senders and people reach the server; without a slash at the end. */
  publicUrl: string
  dataDir: string
  /** null: SQLite in `dataDir`. */
  databaseUrl: string | null
  rulebookDir: string
  mappingsDir: string
  logLevel: LogLevel
  /** Quieter unless one is set: whoever tries the demo reads its five lines, not the log. */
  demoLogLevel: LogLevel
  /** Tokens of the admin API by role. */
  tokens: { admin?: string; editor?: string; operator?: string; viewer?: string }
  /** Seals and hashes; null: the one kept in `dataDir`. */
  dataKey: string | null
  /** The old key is lost for good: take the new one. */
  dataKeyLost: boolean
  watchSeconds: number
  /** Edits of rulebook and mappings go live by themselves. */
  watchFiles: boolean
  /** Addresses and CIDR ranges of proxies whose X-Forwarded-* headers are believed. */
  trustedProxy: string[]
  /** Requests per minute, connection and sender address that /webhooks takes. */
  webhooksPerMinute: number
  /** What YAML's `env:NAME` stands for. Pointsman's own variables are not handed out. */
  resolveSecret(name: string): string | undefined
}

const MIN_TOKEN_LENGTH = 24
const MIN_KEY_LENGTH = 32
const DEFAULT_PORT = 4600

const token = z
  .string()
  .min(MIN_TOKEN_LENGTH, { error: `Give at least ${MIN_TOKEN_LENGTH} characters, or leave it unset` })

function wholeNumber(from: number, to: number) {
  const error = `Give a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.number({ error }).min(from, { error }).max(to, { error }))
}

// Values are never part of a message: they may be secrets.
const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(DEFAULT_PORT),
  PUBLIC_URL: z
    .string()
    .refine(isPublicUrl, {
      error: 'Give a whole http or https address without user, query or fragment: https://leads.example.com',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, { error: 'Give postgres://user:password@host:port/database, or leave it unset for SQLite' })
    .optional(),
  RULEBOOK_DIR: z.string().default('./rulebook'),
  MAPPINGS_DIR: z.string().default('./mappings'),
  LOG_LEVEL: z.enum(logLevels, { error: `Give one of ${logLevels.join(', ')}` }).optional(),
  ADMIN_TOKEN: token.optional(),
  EDITOR_TOKEN: token.optional(),
  OPERATOR_TOKEN: token.optional(),
  VIEWER_TOKEN: token.optional(),
  POINTSMAN_KEY: z
    .string()
    .min(MIN_KEY_LENGTH, { error: `Give at least ${MIN_KEY_LENGTH} characters of chance, or leave it unset` })
    .optional(),
  POINTSMAN_KEY_LOST: z.literal('yes', { error: 'Give yes, or leave it unset' }).optional(),
  WATCH_SECONDS: wholeNumber(1, 3_600).default(60),
  WATCH_FILES: z.enum(['yes', 'no'], { error: 'Give yes or no' }).default('yes'),
  TRUSTED_PROXY: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .refine((list) => list.every(isRange), {
      error: 'Give addresses or CIDR ranges, separated by commas: 10.0.0.0/8, 192.168.1.7',
    })
    .default([]),
  WEBHOOKS_PER_MINUTE: wholeNumber(1, 10_000_000).default(60_000),
})

export const variableNames = Object.keys(environment.shape)

type Environment = Record<string, string | undefined>
type Places = Pick<Config, 'rulebookDir' | 'mappingsDir' | 'resolveSecret'>

/** What is known even while other variables are faulty: with it the faults of the files are listed together with theirs. */
export function readPlaces(env: Environment = process.env): Places {
  const { RULEBOOK_DIR, MAPPINGS_DIR } = environment.shape
  const given = givenIn(env)
  return {
    rulebookDir: RULEBOOK_DIR.parse(given['RULEBOOK_DIR']),
    mappingsDir: MAPPINGS_DIR.parse(given['MAPPINGS_DIR']),
    // A mapping or connection must not be able to carry our own keys to an outside system.
    resolveSecret: (name) => (variableNames.includes(name) ? undefined : env[name] || undefined),
  }
}

/** An empty value is what compose files pass for "not set". */
function givenIn(env: Environment): Record<string, string> {
  return Object.fromEntries(variableNames.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
}

/** @throws ConfigError with every fault, each naming its variable */
export function readConfig(env: Environment = process.env): Config {
  const given = givenIn(env)
  // Read once, it does not pay to make code for it.
  const read = environment.safeParse(given, { jitless: true })
  const faults: Fault[] = (read.error?.issues ?? []).map((issue) => ({
    file: String(issue.path[0]),
    message: `${issue.message}.`,
  }))
  faults.push(...sharedTokens(given))
  if (faults.length > 0 || !read.success) throw new ConfigError(faults)
  const values = read.data
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://127.0.0.1:${values.PORT}`,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL ?? null,
    ...readPlaces(env),
    logLevel: values.LOG_LEVEL ?? 'info',
    demoLogLevel: values.LOG_LEVEL ?? 'warn',
    tokens: {
      ...(values.ADMIN_TOKEN ? { admin: values.ADMIN_TOKEN } : {}),
      ...(values.EDITOR_TOKEN ? { editor: values.EDITOR_TOKEN } : {}),
      ...(values.OPERATOR_TOKEN ? { operator: values.OPERATOR_TOKEN } : {}),
      ...(values.VIEWER_TOKEN ? { viewer: values.VIEWER_TOKEN } : {}),
    },
    dataKey: values.POINTSMAN_KEY ?? null,
    dataKeyLost: values.POINTSMAN_KEY_LOST === 'yes',
    watchSeconds: values.WATCH_SECONDS,
    watchFiles: values.WATCH_FILES === 'yes',
    trustedProxy: values.TRUSTED_PROXY,
    webhooksPerMinute: values.WEBHOOKS_PER_MINUTE,
  }
}

/** Demo mode has known secrets, so only this machine may reach it. @throws ConfigError */
export function checkDemoHost(config: Pick<Config, 'host'>): void {
  if (isLoopback(config.host)) return
  throw new ConfigError([
    {
      file: 'HOST',
      message:
        'Demo mode answers on this machine only: leave HOST unset, or configure connections in rulebook/connections.yaml.',
    },
  ])
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}

/** One token for two roles would give both the first one's rights. */
function sharedTokens(given: Record<string, unknown>): Fault[] {
  const names = ['ADMIN_TOKEN', 'EDITOR_TOKEN', 'OPERATOR_TOKEN', 'VIEWER_TOKEN'].filter((name) => given[name])
  return names.flatMap((name, index) => {
    const twin = names.slice(0, index).find((other) => given[other] === given[name])
    return twin ? [{ file: name, message: `It is the same as ${twin}: give each role a token of its own.` }] : []
  })
}

function isPublicUrl(text: string): boolean {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) return false
  return url.username === '' && url.password === '' && !/[?#]/.test(text)
}

function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1
}

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  // /0 would let anybody claim any address.
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  )
}
