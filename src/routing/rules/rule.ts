// rules.yaml → compiled rules. Its one rule: a fault is told with its line, and the rest is still read.
import type { z } from 'zod'
import { readDuration } from '../../calendar/duration.ts'
import type { Fault } from '../../errors.ts'
import { didYouMean, type FieldPath, type YamlFile } from '../../yaml-file.ts'
import type { Cap } from '../pools/caps.ts'
import { readCaps, type Pool } from '../pools/pool.ts'
import type { TerritoryTable } from '../territories/table.ts'
import { checkSla } from '../words.ts'
import { compileWhen, type NamedThings } from './compile-when.ts'
import type { Condition } from './condition.ts'
import type { rulesFile, RuleText, StickyText } from './grammar.ts'
import { isOwnerWord, OWNERS, ownerWords } from './owner-words.ts'

export type Action = AssignAction | SplitAction | { kind: 'nurture' | 'ignore' | 'hold'; reason: string }

export interface SplitAction {
  kind: 'split'
  by: 'lead.id' | 'lead.domain'
  /** The percentages sum to 100. */
  shares: readonly { name: string; percent: number; action: AssignAction }[]
}

export type AssignAction =
  | { kind: 'pool'; pool: string; fastTrack: boolean }
  /** `owner`: one of `ownerWords`, or an e-mail address. */
  | { kind: 'owner'; owner: string; elsePool: string | null; fastTrack: boolean }
  /** `queue`: name or id in the CRM. */
  | { kind: 'queue'; queue: string; elsePool: string | null; fastTrack: boolean }
  /** The row of this table says who gets it. */
  | { kind: 'territory'; table: string; elsePool: string | null; fastTrack: boolean }

export interface Sticky {
  owner: 'previous' | 'account'
  inPool: boolean
  notOlderThan: { minutes: number; text: string } | null
}

export interface Rule {
  name: string
  /** `rulebook/rules.yaml:12` */
  place: string
  when: Condition
  action: Action
  sla: string | null
  /** Of a rule that assigns a pool: who gets it before the pool is asked. */
  sticky?: Sticky
  caps: readonly Cap[]
  /** IANA; whose days its caps count. */
  zone: string
}

/** Rule by rule, so that whoever drives it can let others work between two. */
export function* readingRules(
  yaml: YamlFile<z.infer<typeof rulesFile>>,
  pools: ReadonlyMap<string, Pool> | null,
  policies: ReadonlySet<string> | null,
  named: NamedThings & { tables: ReadonlyMap<string, TerritoryTable> | null },
  faults: Fault[],
): Generator<undefined, Rule[]> {
  const checkPool = (path: FieldPath, name: string): void => {
    if (pools && !pools.has(name)) {
      faults.push(yaml.fault(path, `No pool "${name}" in pools.yaml${didYouMean(name, pools.keys())}.`))
    }
  }
  const checkAssign = (path: FieldPath, action: AssignAction): void => {
    if (action.kind === 'pool') checkPool([...path, 'pool'], action.pool)
    if (action.kind === 'territory') {
      if (named.tables && !named.tables.has(action.table)) {
        const hint = didYouMean(action.table, named.tables.keys())
        const message = `No table rulebook/territories/${action.table}.csv${hint}.`
        faults.push(yaml.fault([...path, 'territory'], message))
      }
      if (action.elsePool !== null) checkPool([...path, 'else'], action.elsePool)
    }
    if (action.kind === 'owner' || action.kind === 'queue') {
      if (action.elsePool !== null) checkPool([...path, 'else'], action.elsePool)
    }
    if (action.kind === 'owner' && !isOwnerWord(action.owner)) {
      const hint = didYouMean(action.owner, ownerWords)
      faults.push(yaml.fault([...path, 'owner'], `"${action.owner}" is no owner: write ${OWNERS}${hint}.`))
    }
  }
  const { rules, otherwise } = yaml.value
  checkPool(['otherwise', 'pool'], otherwise.pool)
  checkSla(yaml, ['otherwise', 'sla'], otherwise.sla, policies, faults)
  const names = new Set<string>()
  const read: Rule[] = []
  for (const [index, entry] of rules.entries()) {
    const path: FieldPath = ['rules', index]
    if (names.has(entry.name)) {
      faults.push(yaml.fault([...path, 'name'], `Two rules are called "${entry.name}": give each its own name.`))
    }
    names.add(entry.name)
    checkSla(yaml, [...path, 'sla'], entry.sla, policies, faults)
    if (entry.sla !== undefined && !entry.assign && !entry.split) {
      faults.push(yaml.fault([...path, 'sla'], 'A promise needs an owner: sla belongs to a rule that assigns.'))
    }
    const action = readAction(entry)
    if (action.kind === 'split') {
      for (const [at, share] of action.shares.entries())
        checkAssign([...path, 'split', 'shares', at, 'assign'], share.action)
    } else if ('fastTrack' in action) checkAssign([...path, 'assign'], action)
    const { file, line } = yaml.fault(path, '')
    read.push({
      name: entry.name,
      place: line === undefined ? file : `${file}:${line}`,
      when: whenOf(entry, named, (at, message) => faults.push(yaml.fault([...path, ...at], message))),
      action,
      sla: entry.sla ?? null,
      ...(action.kind === 'pool' ? stickyOf(entry.sticky ?? yaml.value.sticky) : {}),
      caps: readCaps(entry.caps, ['caps'], (at, message) => faults.push(yaml.fault([...path, ...at], message))),
      zone: named.zone,
    })
    yield
  }
  return read
}

function whenOf(
  { when, if: expression }: RuleText,
  named: NamedThings,
  add: (at: FieldPath, message: string) => void,
): Condition {
  const parts = [
    ...(when ? [compileWhen(when, named, (at, message) => add(['when', ...at], message))] : []),
    ...(expression === undefined ? [] : [compileWhen({ if: expression }, named, add)]),
  ]
  const [only] = parts
  return only && parts.length === 1 ? only : { is: 'all', parts }
}

function stickyOf(given: StickyText | false | undefined): { sticky?: Sticky } {
  if (!given) return {}
  const { owner, inPool, notOlderThan } = given
  const duration = notOlderThan === undefined ? undefined : readDuration(notOlderThan)
  const age = notOlderThan !== undefined && duration ? { minutes: duration.minutes, text: notOlderThan } : null
  return { sticky: { owner, inPool, notOlderThan: age } }
}

function readAction(entry: RuleText): Action {
  if (entry.nurture) return { kind: 'nurture', reason: entry.nurture.reason }
  if (entry.ignore) return { kind: 'ignore', reason: entry.ignore.reason }
  if (entry.hold) return { kind: 'hold', reason: entry.hold.reason }
  if (entry.split) {
    const { by, shares } = entry.split
    return {
      kind: 'split',
      by,
      shares: shares.map(({ name, percent, assign }) => ({ name, percent, action: readAssign(assign) })),
    }
  }
  return readAssign(entry.assign ?? {})
}

function readAssign(given: Partial<NonNullable<RuleText['assign']>>): AssignAction {
  const { pool, owner, queue, territory, else: otherwise, fastTrack = false } = given
  const elsePool = otherwise?.replace(/^pool /, '').trim() ?? null
  if (territory !== undefined) return { kind: 'territory', table: territory, elsePool, fastTrack }
  if (queue !== undefined) return { kind: 'queue', queue, elsePool, fastTrack }
  if (owner === undefined) return { kind: 'pool', pool: pool ?? '', fastTrack }
  return { kind: 'owner', owner, elsePool, fastTrack }
}
