// Words that rules.yaml and pools.yaml share, and what is checked of them.
import { z } from 'zod'
import type { Fault } from '../errors.ts'
import { didYouMean, type FieldPath, type YamlFile } from '../yaml-file.ts'

export const named = (what: string) => z.string({ error: `Expected ${what}` }).min(1, { error: `Expected ${what}` })

export const sla = named('the name of a policy in sla.yaml')
  .optional()
  .describe('The promise that starts with the assignment')

/** A promise that is named must stand in sla.yaml. @param policies null: not known, because that file is faulty */
export function checkSla(
  yaml: YamlFile<unknown>,
  path: FieldPath,
  name: string | undefined,
  policies: ReadonlySet<string> | null,
  faults: Fault[],
): void {
  if (name === undefined || !policies || policies.has(name)) return
  faults.push(yaml.fault(path, `No policy "${name}" in sla.yaml${didYouMean(name, policies)}.`))
}
