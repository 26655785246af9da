// --matching: other settings of matching than those that are shipped. Its one rule: the file is read as the server reads it.
import { readFileSync } from 'node:fs'
import { InputError } from '../errors.ts'
import { MATCHING_FILE, parseMatching, type MatchingSettings } from '../pipeline/matching-file.ts'

/** @param path undefined: as shipped. @throws ConfigError, InputError */
export function matchingSettings(path: string | undefined): MatchingSettings {
  if (path === undefined) return parseMatching({ path: MATCHING_FILE, text: '' })
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new InputError(`${path} cannot be read: check the path.`, { code: 'matching.no-file', cause: error })
  }
  return parseMatching({ path, text })
}
