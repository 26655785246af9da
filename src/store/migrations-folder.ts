// Finds the migrations that lie beside the code: at the root of the source tree, or above the bundle in dist/.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../errors.ts'

/** @throws ConfigError when no folder above this file holds them */
export function migrationsFolder(
  dialect: 'sqlite' | 'postgres',
  from = dirname(fileURLToPath(import.meta.url)),
): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'migrations', dialect)
    if (existsSync(join(candidate, 'meta', '_journal.json'))) return candidate
    if (dirname(folder) === folder) {
      const message = `Not found in ${from} or above it: copy the folder of the release beside the program.`
      throw new ConfigError([{ file: `migrations/${dialect}`, message }], { code: 'store.migrations-missing' })
    }
  }
}
