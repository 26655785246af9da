// pools.yaml → who shares leads. Its one rule: a fault is told with its line, and the rest is still read.
import type { z } from 'zod'
import type { Fault } from '../../errors.ts'
import type { FieldPath, YamlFile } from '../../yaml-file.ts'
import { checkSla } from '../words.ts'
import type { poolsFile } from './grammar.ts'

export interface Member {
  /** Lower case; the member's key in the pool's ledger. */
  email: string
  weight: number
}

export interface Pool {
  name: string
  sla: string | null
  members: Member[]
}

export function readPools(
  yaml: YamlFile<z.infer<typeof poolsFile>>,
  policies: ReadonlySet<string> | null,
  faults: Fault[],
): Map<string, Pool> {
  const pools = new Map<string, Pool>()
  for (const [name, entry] of Object.entries(yaml.value.pools)) {
    const path: FieldPath = ['pools', name]
    checkSla(yaml, [...path, 'sla'], entry.sla, policies, faults)
    const members = entry.members.map((member) =>
      typeof member === 'string'
        ? { email: member.toLowerCase(), weight: 1 }
        : { email: member.email.toLowerCase(), weight: member.weight },
    )
    for (const [index, { email }] of members.entries()) {
      if (members.findIndex((other) => other.email === email) < index) {
        faults.push(yaml.fault([...path, 'members', index], `${email} stands in this pool twice: use weight: 2.`))
      }
    }
    if (members.every(({ weight }) => weight === 0)) {
      faults.push(yaml.fault([...path, 'members'], 'Nobody here can get a lead: give a member a weight above 0.'))
    }
    pools.set(name, { name, sla: entry.sla ?? null, members })
  }
  return pools
}
