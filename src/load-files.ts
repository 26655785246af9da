// Reads what people edit from disk and checks all of it: every fault of every file at once, or a whole set-up.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { Connector } from './connector.ts'
import { ConfigError, NotFoundError, type Fault } from './errors.ts'
import { parseConnections, type Connection } from './pipeline/connections.ts'
import { keepAll, parseRetention, type Retention } from './pipeline/retention.ts'
import { unknownConnections } from './pipeline/matching-file.ts'
import { loadRulebook, tableOnDisk } from './pipeline/load-rulebook.ts'
import { optionalFileNames, rulebookFileNames, type Rulebook } from './pipeline/rulebook.ts'
import { markOf, type ReadTable } from './pipeline/rulebook-tables.ts'
import { missingMappings } from './pipeline/serving.ts'
import { nameOfTable, TerritoryTable } from './routing/territories/table.ts'
import { didYouMean, type TextFile } from './yaml-file.ts'

export interface Setup {
  connections: Map<string, Connection>
  /** Rules and mappings. */
  rulebook: Rulebook
  retention: Retention
}

export interface Places {
  connectionsFile: string
  rulebookDir: string
  mappingsDir: string
}

/** @throws ConfigError listing every fault with its file and line, or its variable */
export async function loadSetup(
  places: Places,
  connectors: ReadonlyMap<string, Connector>,
  resolveSecret: (name: string) => string | undefined,
): Promise<Setup> {
  const faults: Fault[] = []
  const connections = await collect(faults, async () =>
    parseConnections(await readText(places.connectionsFile), connectors, resolveSecret),
  )
  const rulebook = await collect(faults, () => rulebookIn(places))
  const retention = await collect(faults, () => retentionIn(places.rulebookDir))
  if (connections && rulebook) {
    const { connectionsFile, mappingsDir } = places
    faults.push(...missingMappings(rulebook, connections, display(connectionsFile), display(mappingsDir)))
    faults.push(...unknownConnections(rulebook.files, rulebook.strategies, connections))
  }
  if (faults.length > 0 || !connections || !rulebook || !retention) throw new ConfigError(faults)
  return { connections, rulebook, retention }
}

/** The files of a folder of mappings, unread by any grammar. @throws ConfigError */
export async function mappingTexts(dir: string): Promise<TextFile[]> {
  const faults: Fault[] = []
  const names = await yamlFiles(faults, dir)
  if (faults.length > 0) throw new ConfigError(faults)
  return Promise.all(names.map(readText))
}

async function rulebookIn(places: Places): Promise<Rulebook> {
  const { texts, tables } = await rulebookTexts(places)
  return loadRulebook(texts, tables)
}

async function rulebookTexts({
  rulebookDir,
  mappingsDir,
}: Places): Promise<{ texts: Record<string, string>; tables: Map<string, ReadTable> }> {
  const texts: Record<string, string> = {}
  const tables = new Map<string, ReadTable>()
  const faults: Fault[] = []
  for (const path of await yamlFiles(faults, mappingsDir)) {
    const file = await collect(faults, () => readText(path))
    if (file) texts[`mappings/${basename(path)}`] = file.text
  }
  for (const name of rulebookFileNames) {
    const file = await collect(faults, () => readText(join(rulebookDir, name)))
    // The content hash must not depend on where the folder lies.
    if (file) texts[`rulebook/${name}`] = file.text
  }
  const tests = join(rulebookDir, 'tests')
  for (const path of existsSync(tests) ? await yamlFiles(faults, tests) : []) {
    const file = await collect(faults, () => readText(path))
    if (file) texts[`rulebook/tests/${basename(path)}`] = file.text
  }
  const territories = join(rulebookDir, 'territories')
  for (const path of existsSync(territories) ? await filesIn(faults, territories, /\.csv$/) : []) {
    const table = await collect(faults, () => tableOnDisk(display(path), path))
    if (!table) continue
    texts[`rulebook/territories/${basename(path)}`] = markOf(table.hash)
    tables.set(table.hash, table)
  }
  for (const name of optionalFileNames.filter((each) => existsSync(join(rulebookDir, each)))) {
    const file = await collect(faults, () => readText(join(rulebookDir, name)))
    if (file) texts[`rulebook/${name}`] = file.text
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return { texts, tables }
}

/** One table of territories. @throws NotFoundError, ConfigError with its faults */
export async function territoryTable(rulebookDir: string, name: string): Promise<TerritoryTable> {
  const dir = join(rulebookDir, 'territories')
  const names = existsSync(dir) ? (await readdir(dir)).filter((file) => file.endsWith('.csv')).map(nameOfTable) : []
  const wanted = nameOfTable(name)
  const file = /[./\\]/u.test(name) ? name : join(dir, `${wanted}.csv`)
  if (!existsSync(file)) {
    throw new NotFoundError(`There is no table "${name}"${didYouMean(wanted, names)}.`, 'territories.unknown')
  }
  return new TerritoryTable((await tableOnDisk(display(file), file)).data)
}

/** Without the file everything is kept. */
async function retentionIn(dir: string): Promise<Retention> {
  const file = join(dir, 'retention.yaml')
  return existsSync(file) ? parseRetention(await readText(file)) : keepAll
}

const yamlFiles = (faults: Fault[], dir: string): Promise<string[]> => filesIn(faults, dir, /\.ya?ml$/)

async function filesIn(faults: Fault[], dir: string, which: RegExp): Promise<string[]> {
  const names = await collect(faults, async () => {
    try {
      return await readdir(dir)
    } catch (error) {
      throw new ConfigError(
        [{ file: display(dir), message: 'The folder cannot be read: check the path and its rights.' }],
        { cause: error },
      )
    }
  })
  return (names ?? [])
    .filter((name) => which.test(name))
    .toSorted()
    .map((name) => join(dir, name))
}

async function readText(file: string): Promise<TextFile> {
  try {
    return { path: display(file), text: await readFile(file, 'utf8') }
  } catch (error) {
    throw new ConfigError(
      [{ file: display(file), message: `${basename(file)} cannot be read: create it, or restore it from git.` }],
      { cause: error },
    )
  }
}

/** Relative to where the command was started, when that is shorter to read. */
function display(path: string): string {
  const near = relative(process.cwd(), path)
  return near === '' || near.startsWith('..') ? path : near
}

async function collect<T>(faults: Fault[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    faults.push(...error.faults)
    return undefined
  }
}
