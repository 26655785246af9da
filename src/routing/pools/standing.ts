// How each member of a pool stands: whether it can take this lead, and if not, why. Its one rule: the cheap questions come first, and what is not
// asked for in pools.yaml costs nothing.
import { isOpen, nextOpening } from '../../calendar/business-time.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import type { Owner } from '../../lead/account.ts'
import type { Question } from '../question.ts'
import { texts } from '../rules/condition.ts'
import { absenceAt, absenceText } from './absence.ts'
import { capReached, type Counts } from './caps.ts'
import type { Member, Pool, Skill } from './pool.ts'
import type { MemberTurns } from './turns.ts'

export interface Standing {
  member: Member
  email: string
  weight: number
  /** Who gets the lead: the member, or its backup. */
  owner: Owner | undefined
  refused: string | null
  total: number
  lastAt: Date | null
  owed: number
  /** It never had a turn here. */
  isNew: boolean
  /** Set: the member is away, and this one stands in. */
  backup?: string
}

export interface Asked {
  fastTrack: boolean
}

/** Why nobody of the pool gets this lead, or null. */
export function poolClosed(pool: Pool, question: Question, { fastTrack }: Asked): string | null {
  const pause = absenceAt(question.absences.get(poolKey(pool.name)), question.now)
  if (pause) return absenceText(pause)
  if (pool.hours && !isOpen(pool.hours, question.now)) return `is ${closedText(pool.hours, question.now)}`
  if (fastTrack || pool.caps.length === 0) return null
  const recent = question.recent.get(pool.name) ?? []
  return capReached(pool.caps, pool.zone, question.now, {
    since: (start) => recent.reduce((sum, { since, leads }) => (since === start ? sum + leads : sum), 0),
    // Of a whole pool: of those who share it.
    open: () => pool.members.reduce((sum, { email }) => sum + openOf(question.owners.byEmail(email), question), 0),
  })
}

/** Absences of members are kept by their address, those of pools by this. */
export const poolKey = (pool: string): string => `pool ${pool}`

export function standingsOf(pool: Pool, question: Question, asked: Asked): Standing[] {
  const turns = new Map<string, MemberTurns>()
  for (const turn of question.turns.get(pool.name) ?? []) turns.set(turn.member, turn)
  const asking: Asking = { pool, question, asked, needs: needsOf(pool, question), recent: recentOf(pool, question) }
  const standings = pool.members.map((member): Standing => {
    const turn = turns.get(member.email)
    const owner = question.owners.byEmail(member.email)
    return {
      member,
      email: member.email,
      weight: member.weight,
      owner,
      refused: goneReason(member, owner, question) ?? unfitReason(member, owner, asking),
      total: turn?.total ?? 0,
      lastAt: turn?.lastAt ?? null,
      owed: turn?.owed ?? 0,
      isNew: turn === undefined,
    }
  })
  if (pool.members.some(hasBackup)) putBackups(standings, asking)
  return standings
}

/** All that is the same for every member. */
interface Asking {
  pool: Pool
  question: Question
  asked: Asked
  needs: readonly Need[]
  /** `<since> <member>` → leads; empty where no cap asks for it. */
  recent: ReadonlyMap<string, number>
}

interface Need {
  skill: Skill
  /** Of the lead; none: it is not known, and nobody need be good at it. */
  values: readonly string[]
}

const none: readonly Need[] = []

function needsOf({ needs }: Pool, question: Question): readonly Need[] {
  if (needs.length === 0) return none
  return needs.map((skill) => ({ skill, values: texts(skill.field.read(question)) }))
}

const hasBackup = ({ backup }: Member): boolean => backup !== undefined

function recentOf({ name }: Pool, question: Question): ReadonlyMap<string, number> {
  return new Map((question.recent.get(name) ?? []).map(({ member, since, leads }) => [`${since} ${member}`, leads]))
}

/** Why it gets no lead whatsoever now, or null. */
function goneReason(member: Member, owner: Owner | undefined, question: Question): string | null {
  if (member.weight === 0) return 'has weight 0'
  if (!owner) return 'is no user of this CRM'
  if (!owner.active) return 'is not active in the CRM'
  const absence = absenceAt(question.absences.get(member.email), question.now)
  return absence ? absenceText(absence) : null
}

/** Why it does not get this lead, or null. @param owner who would have it: the member, or who stands in */
function unfitReason(member: Member, owner: Owner | undefined, asking: Asking): string | null {
  const { pool, question, asked, needs } = asking
  const refused = refusal(owner, question)
  if (refused !== null) return refused
  if (member.hours && !isOpen(member.hours, question.now)) return `is ${closedText(member.hours, question.now)}`
  const lacking = needs.find(({ skill, values }) => !isGoodAt(member, skill, values))
  if (lacking) return `does not work on ${lacking.skill.name} ${lacking.values.join(', ')}`
  const caps = member.caps ?? pool.memberCaps
  if (caps.length === 0 || asked.fastTrack) return null
  return capReached(caps, pool.zone, question.now, countsOf(member, owner, asking))
}

/** Why this owner cannot take the lead, or null. */
export function refusal(owner: Owner | undefined, { excluded }: Question): string | null {
  if (!owner) return 'is no user of this CRM'
  if (!owner.active) return 'is not active in the CRM'
  return excluded.get(owner.crmId) ?? null
}

/** A member that names no values of a field is good at all of them. */
export function isGoodAt({ skills }: Member, { name }: Skill, values: readonly string[]): boolean {
  const known = skills?.get(name)
  return known === undefined || values.length === 0 || values.some((value) => known.includes(value))
}

function countsOf(member: Member, owner: Owner | undefined, { question, recent }: Asking): Counts {
  return {
    since: (start) => recent.get(`${start} ${member.email}`) ?? 0,
    open: () => openOf(owner, question),
  }
}

export const openOf = (owner: Owner | undefined, { open }: Question): number =>
  owner ? (open.get(owner.crmId) ?? 0) : 0

function closedText(calendar: Calendar, now: Date): string {
  const opens = nextOpening(calendar, now).toISOString().slice(0, 16)
  return `outside its hours (calendar ${calendar.name}, open again ${opens}Z)`
}

/**
 * The turn stays the absent member's, so a backup's own share is as before, and so do its hours, skills and caps: what it would not have got, nobody
 * gets for it. A backup stands in for one at a time, the first in the file: where several name the same one, it would else get the leads of all.
 */
function putBackups(standings: readonly Standing[], asking: Asking): void {
  const { question } = asking
  const byEmail = new Map(standings.map((standing) => [standing.email, standing]))
  const standIns = new Set<string>()
  for (const standing of standings) {
    const { member, refused } = standing
    const { backup } = member
    if (backup === undefined || refused === null || standIns.has(backup) || !isGone(standing, question)) continue
    // It was to go to somebody else for a reason of this lead.
    if (standing.owner && question.excluded.has(standing.owner.crmId)) continue
    if (absenceAt(question.absences.get(backup), question.now)) continue
    // A member that is refused for something of its own is no stand-in either.
    if ((byEmail.get(backup)?.refused ?? null) !== null) continue
    const owner = question.owners.byEmail(backup)
    if (unfitReason(member, owner, asking) !== null) continue
    standIns.add(backup)
    Object.assign(standing, { refused: null, owner, backup })
  }
}

/** Away, or not active in the CRM; who is drained is to get no more on purpose. */
function isGone({ member, owner }: Standing, question: Question): boolean {
  const absences = question.absences.get(member.email)?.filter((one) => absenceAt([one], question.now)) ?? []
  if (member.weight === 0 || absences.some(({ kind }) => kind === 'drained')) return false
  return owner?.active === false || absences.some(({ kind }) => kind === 'away')
}
