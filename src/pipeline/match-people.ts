// Which lead an event speaks of, and whom else it could be. Its one rule: what people said of two leads outweighs every score.
import { whoOf } from '../lead/history.ts'
import type { Lead, LeadFields } from '../lead/lead.ts'
import { whyAlike, type Match, type Similar } from '../matching/match.ts'
import { whosOf } from '../matching/people/lead-person.ts'
import type { Asking, Likeness } from '../matching/people/live.ts'
import type { ChangeSet } from '../store/store.ts'
import { byAddress, similar } from './find-people.ts'
import { ask, reviewKey } from './reviews.ts'
import { pairKey, type World } from './world.ts'

/** Two that a person told apart and that are both so alike: a person must say which. */
const TIE_BITS = 1.5

export function matchLead(world: World, fields: LeadFields): Match {
  const { people } = world.rulebook
  const known = byAddress(fields, world.personKeys, (id) => world.leads.get(id), people)
  if (known) return known
  const candidates = similar(world.people, [whoOf(fields)], (id) => leadOf(world, id), people)
  const [best, next] = candidates
  if (!best) return { kind: 'new' }
  const isTold = (other: Similar | undefined): boolean =>
    other !== undefined &&
    world.answers.get(pairKey(best.leadId, other.leadId)) === false &&
    best.likeness.bits - other.likeness.bits < TIE_BITS
  if (best.likeness.band !== 'auto' || !world.leads.has(best.leadId) || isTold(next)) {
    return { kind: 'unsure', candidates }
  }
  const { leadId, likeness } = best
  return { kind: 'same', leadId, why: whyAlike(likeness), bits: likeness.bits, similar: best }
}

/** Asks a person about others that this lead could be; what was asked before stands until it is answered. */
export function personReview(world: World, lead: Lead, match: Match, newId: () => string): ChangeSet {
  if (match.kind === 'new') return {}
  const open = world.openReviews.get(reviewKey(lead.id, 'person'))?.candidates ?? []
  const found = (match.kind === 'unsure' ? match.candidates : othersLike(world, lead))
    .filter(({ leadId }) => world.answers.get(pairKey(lead.id, leadId)) === undefined)
    .filter(({ leadId }) => !isAsked(world, leadId, lead.id))
  const [best] = found
  if (!best) return {}
  const candidates = found.map(({ leadId, likeness: { bits, contributions } }) => ({
    id: leadId,
    bits,
    evidence: contributions.map(({ field, level, bits: each }) => ({ field, level, bits: each })),
  }))
  const others = open.filter(({ id }) => !candidates.some((candidate) => candidate.id === id))
  const why = `it could be the same person: ${whyAlike(best.likeness)}`
  return ask(world, lead.id, 'person', { why, candidates: [...candidates, ...others] }, newId)
}

/** Others that it could be, too, now that more is known of it. */
function othersLike(world: World, lead: Lead): Similar[] {
  return similar(world.people, whosOf(lead), (id) => leadOf(world, id), world.rulebook.people, lead.id)
}

/** The other way round. */
function isAsked(world: World, asked: string, about: string): boolean {
  const open = world.openReviews.get(reviewKey(asked, 'person'))
  return open?.candidates.some(({ id }) => id === about) ?? false
}

function leadOf(world: World, id: string): Lead | undefined {
  return world.leads.get(id) ?? world.people.read.get(id)
}

/** For ledger and timeline: nothing that the person is called. */
export function toldOfMatch(match: Match): object {
  switch (match.kind) {
    case 'new':
      return {}
    case 'same':
      return match.similar ? { person: [evidenceOf(match.similar)] } : {}
    case 'unsure':
      return { person: match.candidates.map(evidenceOf) }
  }
}

function evidenceOf({ leadId, likeness, asking }: Similar): object {
  const { band, bits, needed, signals, contributions } = likeness
  return {
    leadId,
    band,
    bits,
    needed,
    signals,
    records: asking.records,
    contributions: contributions.map(({ field, level, bits: each }) => ({ field, level, bits: each })),
  }
}

/** What a match was told by, beside what came out: asked again it gives the same. Without what the other lead is called. */
export interface Compared {
  leadId: string
  asking: Omit<Asking, 'right'>
  likeness: Omit<Likeness, 'contributions'> & { contributions: { field: string; level: string; bits: number }[] }
}

/** Private, for the timeline of the lead that the event became. */
export function comparedOf(match: Match): Compared[] {
  return similarsOf(match).map(({ leadId, asking: { right: _right, ...asking }, likeness }) => {
    const contributions = likeness.contributions.map(({ field, level, bits }) => ({ field, level, bits }))
    return { leadId, asking, likeness: { ...likeness, contributions } }
  })
}

export function similarsOf(match: Match): readonly Similar[] {
  if (match.kind === 'unsure') return match.candidates
  return match.kind === 'same' && match.similar ? [match.similar] : []
}
