// rulebook/matching.yaml → how people and companies are told apart and put together. Its one rule: each key has its grammar in the room that
// it speaks of; here they only meet.
import { z } from 'zod'
import { ConfigError, type Fault } from '../errors.ts'
import { accountSettingsSchema, defaultAccountSettings, type AccountSettings } from '../matching/accounts/settings.ts'
import { peopleSettingsSchema, type PeopleSettings } from '../matching/people/settings.ts'
import { readSurvivorship, survivorshipSchema, unknownSources } from '../survivorship/grammar.ts'
import type { Strategies } from '../survivorship/strategy.ts'
import { readYaml, type FieldPath, type TextFile, type YamlFile } from '../yaml-file.ts'

/** May be missing: then the defaults count. */
export const MATCHING_FILE = 'matching.yaml'

export const matchingSchema = z.strictObject({
  accounts: accountSettingsSchema
    .default(defaultAccountSettings)
    .describe('Which account a lead belongs to, and when a person is asked'),
  people: peopleSettingsSchema
    .prefault({})
    .describe('Who is the same person without a common address, and when a person is asked'),
  survivorship: survivorshipSchema
    .nullish()
    .describe('Which value of a field stays when the events of one lead disagree, or two leads become one'),
})

export interface MatchingSettings {
  accounts: AccountSettings
  people: PeopleSettings
  strategies: Strategies
}

/** @throws ConfigError */
export function parseMatching(file: TextFile): MatchingSettings {
  const yaml = readYaml(file, matchingSchema)
  const { strategies, faults } = readSurvivorship(yaml.value.survivorship ?? {}, under(yaml, 'survivorship'))
  if (faults.length > 0) throw new ConfigError(faults)
  return { strategies, accounts: yaml.value.accounts, people: yaml.value.people }
}

/** What can only be checked beside the connections. Of a file that parses. */
export function unknownConnections(
  files: Readonly<Record<string, string>>,
  strategies: Strategies,
  connections: ReadonlyMap<string, unknown>,
): Fault[] {
  const file = matchingFile(files)
  if (!file) return []
  const yaml = readYaml(file, matchingSchema)
  return unknownSources(strategies, new Set(connections.keys()), under(yaml, 'survivorship'))
}

export function matchingFile(files: Readonly<Record<string, string>>): TextFile | undefined {
  const path = Object.keys(files).find(
    (name) => /^(?:.*\/)?matching\.yaml$/u.test(name) && !/(?:mappings|tests)\/[^/]+$/u.test(name),
  )
  return path === undefined ? undefined : { path, text: files[path] ?? '' }
}

function under(yaml: YamlFile<unknown>, key: string): (path: FieldPath, message: string) => Fault {
  return (path, message) => yaml.fault([key, ...path], message)
}
