// pools.yaml → who shares leads. Its one rule: a fault is told with its line, and the rest is still read.
import type { z } from 'zod'
import type { Calendar } from '../../calendar/calendar.ts'
import { readDuration } from '../../calendar/duration.ts'
import { isZone } from '../../calendar/zone.ts'
import type { Fault } from '../../errors.ts'
import { didYouMean, type FieldPath, type YamlFile } from '../../yaml-file.ts'
import { fieldsIn, UTC, type Field } from '../rules/fields.ts'
import { checkSla } from '../words.ts'
import type { Cap } from './caps.ts'
import type { CapText, Method, poolsFile } from './grammar.ts'
import { chainOf } from './overflow.ts'

export interface Member {
  /** Lower case; the member's key in the pool's ledger. */
  email: string
  weight: number
  /** Absent: those of the pool. */
  hours?: Calendar
  /** Absent: the pool's memberCaps. */
  caps?: readonly Cap[]
  /** Who takes its leads while it is away; lower case. */
  backup?: string
  /** Field → lower-case values it is good at. */
  skills?: ReadonlyMap<string, readonly string[]>
}

export interface Skill {
  name: string
  field: Field
}

export type WhenEmpty =
  | { kind: 'next-rule' | 'hold' }
  | { kind: 'overflow'; pool: string }
  | { kind: 'manager'; email: string }

export interface Pool {
  name: string
  sla: string | null
  method: Method
  hours: Calendar | null
  /** IANA; whose days caps count. */
  zone: string
  caps: readonly Cap[]
  memberCaps: readonly Cap[]
  /** Leads of the fast track count to caps. */
  countsFastTrack: boolean
  needs: readonly Skill[]
  prefers: readonly Skill[]
  /** Leads that a member may be behind the others after it could not take any. */
  catchUp: { most: number; expiresMinutes: number | null }
  whenEmpty: WhenEmpty
  members: readonly Member[]
}

/** What is not said in the file. */
export const plainPool: Omit<Pool, 'name' | 'members'> = {
  sla: null,
  method: 'round-robin',
  hours: null,
  zone: UTC,
  caps: [],
  memberCaps: [],
  countsFastTrack: true,
  needs: [],
  prefers: [],
  catchUp: { most: 0, expiresMinutes: null },
  whenEmpty: { kind: 'next-rule' },
}

export interface NamedByPools {
  /** null: not known, because their file is faulty. */
  policies: ReadonlySet<string> | null
  calendars: ReadonlyMap<string, Calendar> | null
}

type PoolText = z.infer<typeof poolsFile>['pools'][string]
type MemberText = Exclude<PoolText['members'][number], string>
type AddFault = (path: FieldPath, message: string) => void

export function readPools(
  yaml: YamlFile<z.infer<typeof poolsFile>>,
  named: NamedByPools,
  faults: Fault[],
): Map<string, Pool> {
  const pools = new Map<string, Pool>()
  for (const [name, entry] of Object.entries(yaml.value.pools)) {
    const path: FieldPath = ['pools', name]
    checkSla(yaml, [...path, 'sla'], entry.sla, named.policies, faults)
    pools.set(
      name,
      readPool(name, entry, named, (at, message) => faults.push(yaml.fault([...path, ...at], message))),
    )
  }
  for (const { name, whenEmpty } of pools.values()) {
    if (whenEmpty.kind !== 'overflow') continue
    const path = ['pools', name, 'whenEmpty', 'overflow']
    if (!pools.has(whenEmpty.pool)) {
      faults.push(yaml.fault(path, `No pool "${whenEmpty.pool}" here${didYouMean(whenEmpty.pool, pools.keys())}.`))
    } else if (chainOf(name, pools).isRound) {
      faults.push(
        yaml.fault(
          path,
          'Pools that overflow into each other have no end: let the last one hold, or go on to the next rule.',
        ),
      )
    }
  }
  return pools
}

function readPool(name: string, entry: PoolText, named: NamedByPools, add: AddFault): Pool {
  const texts = entry.members.map((text) => (typeof text === 'string' ? { email: text, weight: 1, skills: {} } : text))
  const members = texts.map((text, at) => readMember(text, ['members', at], named, add))
  for (const [index, { email }] of members.entries()) {
    if (members.findIndex((other) => other.email === email) < index) {
      add(['members', index], `${email} stands in this pool twice: use weight: 2.`)
    }
  }
  if (members.every(({ weight }) => weight === 0)) {
    add(['members'], 'Nobody here can get a lead: give a member a weight above 0.')
  }
  if (entry.zone !== undefined && !isZone(entry.zone)) add(['zone'], `No time zone "${entry.zone}".`)
  if (entry.method === 'best-fit' && entry.prefers.length === 0) {
    add(['method'], 'best-fit needs "prefers": the fields that members are good at.')
  }
  const skills = (key: 'needs' | 'prefers'): Skill[] =>
    entry[key].flatMap((field, at) => skillOf(field, [key, at], add) ?? [])
  return {
    name,
    sla: entry.sla ?? null,
    method: entry.method,
    hours: calendarOf(entry.hours, ['hours'], named, add) ?? null,
    zone: entry.zone ?? UTC,
    caps: readCaps(entry.caps, ['caps'], add),
    memberCaps: readCaps(entry.memberCaps, ['memberCaps'], add),
    countsFastTrack: !entry.uncounted.includes('fast-track'),
    needs: skills('needs'),
    prefers: skills('prefers'),
    catchUp: readCatchUp(entry.catchUp, add),
    whenEmpty: readWhenEmpty(entry.whenEmpty),
    members,
  }
}

function readMember(text: MemberText, path: FieldPath, named: NamedByPools, add: AddFault): Member {
  const { email, weight, backup, skills } = text
  const member: Member = { email: email.toLowerCase(), weight }
  const calendar = calendarOf(text.hours, [...path, 'hours'], named, add)
  if (calendar) member.hours = calendar
  if (text.caps) member.caps = readCaps(text.caps, [...path, 'caps'], add)
  if (backup?.toLowerCase() === member.email)
    add([...path, 'backup'], 'Nobody stands in for itself: name another user.')
  if (backup !== undefined) member.backup = backup.toLowerCase()
  const known = Object.entries(skills).filter(([field]) => skillOf(field, [...path, 'skills', field], add))
  if (known.length > 0) {
    member.skills = new Map(known.map(([field, values]) => [field, values.map((value) => String(value).toLowerCase())]))
  }
  return member
}

function skillOf(name: string, path: FieldPath, add: AddFault): Skill | undefined {
  const fields = fieldsIn(UTC)
  const field = fields.get(name)
  if (!field) add(path, `No field "${name}"${didYouMean(name, fields.keys())}.`)
  return field && { name, field }
}

function calendarOf(
  name: string | undefined,
  path: FieldPath,
  { calendars }: NamedByPools,
  add: AddFault,
): Calendar | undefined {
  if (name === undefined || !calendars) return undefined
  const calendar = calendars.get(name)
  if (!calendar) add(path, `No calendar "${name}" in calendars.yaml${didYouMean(name, calendars.keys())}.`)
  return calendar
}

export function readCaps(texts: readonly CapText[], path: FieldPath, add: AddFault): Cap[] {
  return texts.flatMap(({ leads = 0, per, within, open }, at): Cap[] => {
    if (open !== undefined) return [{ open }]
    if (per !== undefined) return [{ leads, per }]
    const duration = readDuration(within ?? '')
    if (!duration) add([...path, at, 'within'], `"${within}" is no duration: write 30m, 24h or 7d.`)
    return duration ? [{ leads, withinMinutes: duration.minutes, text: within ?? '' }] : []
  })
}

function readCatchUp(text: PoolText['catchUp'], add: AddFault): Pool['catchUp'] {
  if (text === 'none') return { most: 0, expiresMinutes: null }
  if (text === 'one') return { most: 1, expiresMinutes: null }
  if (text === 'full') return { most: Number.POSITIVE_INFINITY, expiresMinutes: null }
  const duration = text.expires === undefined ? undefined : readDuration(text.expires)
  if (text.expires !== undefined && !duration) {
    add(['catchUp', 'expires'], `"${text.expires}" is no duration: write 30m, 24h or 7d.`)
  }
  return { most: text.most, expiresMinutes: duration?.minutes ?? null }
}

function readWhenEmpty(text: PoolText['whenEmpty']): WhenEmpty {
  if (typeof text === 'string') return { kind: text }
  return 'overflow' in text
    ? { kind: 'overflow', pool: text.overflow }
    : { kind: 'manager', email: text.manager.toLowerCase() }
}
