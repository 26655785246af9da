// Finds connectors/<name>/connector.ts and checks each against the contract. Its one rule: one fault stops the start,
// and every fault is listed.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Answers, Connector } from './connector.ts'
import { ConfigError, type Fault } from './errors.ts'

/** Folder name → what its connector file exports by default: for a bundle, which has no folders left. */
export type PrebuiltConnectors = ReadonlyMap<string, unknown>

/** As source, and as `npm run build` leaves it in dist/connectors. */
const MODULE_NAMES = ['connector.ts', 'connector.mjs', 'connector.js']
const NAME = /^[a-z0-9][a-z0-9-]*$/
const answerNames = [
  'success',
  'duplicate',
  'badSignature',
  'unreadable',
  'overload',
] as const satisfies (keyof Answers)[]
/** Some senders switch the webhook off for good when they hear one of these. */
const endingStatuses = new Set([404, 410])

/**
 * @param from the folder, or connectors loaded already
 * @throws ConfigError listing every fault of every connector
 */
export async function loadConnectors(from: string | PrebuiltConnectors): Promise<Map<string, Connector>> {
  const faults: Fault[] = []
  const found = typeof from === 'string' ? await importAll(from, faults) : from
  const connectors = new Map<string, Connector>()
  const folders = Map.groupBy(found.keys(), (folder) => nameOf(found.get(folder)))
  for (const [name, value] of found) {
    const own = connectorFaults(name, value, folders.get(nameOf(value)) ?? [])
    if (own.length > 0) faults.push(...own.map((message) => ({ file: `connectors/${name}`, message })))
    else connectors.set(name, value as Connector)
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return connectors
}

async function importAll(folder: string, faults: Fault[]): Promise<Map<string, unknown>> {
  const modules = new Map<string, unknown>()
  for (const name of await folderNames(folder)) {
    const file = `connectors/${name}`
    const path = await firstFile(MODULE_NAMES.map((module) => join(folder, name, module)))
    if (path === undefined) {
      faults.push({ file, message: 'It has no connector.ts: add one, or remove the folder.' })
      continue
    }
    try {
      const module = (await import(pathToFileURL(path).href)) as { default?: unknown }
      modules.set(name, module.default)
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      // What the runtime says of a syntax error may be many lines.
      const [first = ''] = said.split('\n')
      const message = `It could not be loaded: ${first.replace(/\.?$/, '.')} Mend it, or remove the folder.`
      faults.push({ file, message })
    }
  }
  return modules
}

async function folderNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .toSorted()
  } catch (error) {
    throw new ConfigError(
      [{ file: folder, message: 'The folder of connectors cannot be read: check the path and its rights.' }],
      {
        cause: error,
      },
    )
  }
}

async function firstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile()) return path
  }
  return undefined
}

function nameOf(value: unknown): unknown {
  return isObject(value) ? value.name : undefined
}

/**
 * @param named folders whose connector says this name
 * @returns sentences; empty when it keeps the contract
 */
function connectorFaults(folder: string, value: unknown, named: readonly string[]): string[] {
  if (!isObject(value))
    return ['connector.ts must export the result of defineConnector by default: export default defineConnector({ … }).']
  const faults: string[] = []
  if (!NAME.test(folder)) faults.push('The name of the folder must be lower-case letters, digits and hyphens.')
  if (value.name !== folder) {
    const other = typeof value.name === 'string' ? named.find((name) => name !== folder) : undefined
    const taken = other === undefined ? '' : `, as that of connectors/${other}`
    faults.push(`Its name is "${String(value.name)}"${taken}: it must be "${folder}", as its folder.`)
  }
  if (typeof value.title !== 'string' || value.title.trim() === '') faults.push('It needs a title for people to read.')
  if (!isObject(value.settings) || typeof value.settings.safeParse !== 'function') {
    faults.push('Its settings must be a zod schema.')
  }
  if (value.source === undefined && value.crm === undefined && value.takesLists !== true) {
    faults.push('It needs a role: source, crm or both, or takesLists.')
  }
  if (value.source !== undefined) faults.push(...sourceFaults(value.source))
  if (value.crm !== undefined && !has(value.crm, 'connect')) faults.push('Its crm needs a function connect.')
  return faults
}

function sourceFaults(source: unknown): string[] {
  const faults = ['verify', 'deliveryKey', 'read']
    .filter((name) => !has(source, name))
    .map((name) => `Its source needs a function ${name}.`)
  for (const name of [
    'greet',
    'answerHeaders',
    'hydrate',
    'overload',
    'accepted',
    'waitMs',
    'answerResult',
    'reply',
    'redact',
  ]) {
    if (isObject(source) && source[name] !== undefined && !has(source, name)) {
      faults.push(`Its source has a ${name} that is no function: make it one, or leave it away.`)
    }
  }
  const answers = isObject(source) && isObject(source.answers) ? source.answers : {}
  const gone = answers['gone'] === undefined ? [] : ['gone']
  for (const name of [...answerNames, ...gone]) {
    const answer = answers[name]
    if (!isObject(answer) || typeof answer.body !== 'string' || !isStatus(answer.status)) {
      faults.push(`Its source needs an answer "${name}" with a status and a body.`)
    } else if (endingStatuses.has(answer.status)) {
      faults.push(`Its answer "${name}" must not be ${answer.status}: senders stop for good when they hear it.`)
    }
  }
  return faults
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599
}

function has(value: unknown, name: string): boolean {
  return isObject(value) && typeof value[name] === 'function'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
