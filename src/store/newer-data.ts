// Data of a newer version. Each migration only expands, so that a version and its successor may run side by side; what is two or more ahead
// may have dropped what this version needs.
import { ConfigError } from '../errors.ts'

/** Migrations that the data may be ahead. docs/decisions/0006-newer-data.md */
const MOST_AHEAD = 1

/**
 * @param applied times of the migrations in the data, as drizzle keeps them
 * @param known those of this version
 * @throws ConfigError
 */
export function refuseNewerData(
  where: { file: string; goBack: string },
  applied: readonly number[],
  known: readonly number[],
): void {
  const newest = Math.max(0, ...known)
  const ahead = applied.filter((time) => time > newest)
  if (ahead.length <= MOST_AHEAD) return
  const message =
    `The data was written by a newer version of Pointsman: it has ${ahead.length} migrations that this version does not know. ` +
    `Start that version again, or ${where.goBack}.`
  throw new ConfigError([{ file: where.file, message }], { code: 'store.newer' })
}
