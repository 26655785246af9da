// Several accounts could be meant: which goes first, and by what. Its one rule: the same accounts give the same order, however they come in.
import type { Account } from '../../lead/account.ts'
import type { Evidence } from './evidence.ts'
import { evidenceClasses, type EvidenceClass } from './evidence-class.ts'
import { lineOf, type AccountByCrmId } from './hierarchy.ts'
import type { AccountSettings, TieBreak } from './settings.ts'

export interface Contender {
  evidence: Evidence
  letter: EvidenceClass
  /** It is of the lead's CRM, and of no list. */
  atHome: boolean
}

/** These only make the answer the same every time: they are no reason. */
const noReason: ReadonlySet<TieBreak> = new Set(['oldest', 'lowest-id'])

export interface Verdict {
  first: Contender
  /** What told the first from the second; null: there was no second. */
  by: TieBreak | null
  /** Nothing but age and id told them apart. */
  tied: boolean
}

export function inOrder(
  contenders: readonly Contender[],
  settings: AccountSettings,
  find: AccountByCrmId,
): Contender[] {
  return contenders.toSorted((a, b) => {
    for (const rule of rulesOf(settings)) {
      const difference = compare(rule, a, b, settings, find)
      if (difference !== 0) return difference
    }
    return 0
  })
}

export function whatDecided(
  first: Contender,
  second: Contender | undefined,
  settings: AccountSettings,
  find: AccountByCrmId,
): Pick<Verdict, 'by' | 'tied'> {
  if (second === undefined) return { by: null, tied: false }
  const by = rulesOf(settings).find((rule) => compare(rule, first, second, settings, find) !== 0) ?? null
  return { by, tied: by === null || noReason.has(by) }
}

/** The id always comes last, also where the file leaves it out. */
function rulesOf(settings: AccountSettings): readonly TieBreak[] {
  return settings.tieBreak.includes('lowest-id') ? settings.tieBreak : [...settings.tieBreak, 'lowest-id']
}

/** Negative: a goes first. */
function compare(rule: TieBreak, a: Contender, b: Contender, settings: AccountSettings, find: AccountByCrmId): number {
  const [left, right] = [a.evidence.account, b.evidence.account]
  switch (rule) {
    case 'evidence':
      return (
        evidenceClasses.indexOf(a.letter) - evidenceClasses.indexOf(b.letter) ||
        idRank(a.evidence) - idRank(b.evidence) ||
        Number(isContact(b.evidence)) - Number(isContact(a.evidence)) ||
        nameRank(a.evidence) - nameRank(b.evidence) ||
        Number(b.atHome) - Number(a.atHome)
      )
    case 'relationship':
      return standing(left, settings) - standing(right, settings)
    case 'country':
      return placeRank(a.evidence) - placeRank(b.evidence)
    case 'hierarchy':
      return hierarchyRank(left, right, find)
    case 'owner-active':
      return Number(hasOwner(right)) - Number(hasOwner(left))
    case 'pipeline':
      return (right.details?.openPipeline ?? 0) - (left.details?.openPipeline ?? 0)
    case 'contacts':
      return (right.details?.contacts ?? 0) - (left.details?.contacts ?? 0)
    case 'last-activity':
      return text(right.details?.lastActivityAt, left.details?.lastActivityAt)
    case 'oldest':
      return text(left.details?.createdAt ?? '9', right.details?.createdAt ?? '9')
    case 'lowest-id':
      return text(left.id, right.id)
  }
}

const isContact = ({ contributions }: Evidence): boolean => contributions.some(({ field }) => field === 'contact')

const idRank = ({ externalId }: Evidence): number => ['same', 'unknown', 'different'].indexOf(externalId)

/** The name that was typed says which of a group's accounts is meant. */
function nameRank({ name, similarity }: Evidence): number {
  return name === 'override' || name === 'same' ? 0 : name === 'same-but-weak' ? 1 : similarity >= 0.8 ? 2 : 3
}

function placeRank({ abroad, contributions }: Evidence): number {
  if (abroad) return 3
  const near = contributions.some(({ field, bits }) => (field === 'city' || field === 'postal code') && bits > 0)
  return near ? 0 : contributions.some(({ field }) => field === 'country') ? 1 : 2
}

function standing(account: Account, settings: AccountSettings): number {
  const order = settings.relationshipOrder
  const at = order.indexOf(account.relationship)
  const rank = at === -1 ? order.length : at
  const afterCustomers = order.indexOf('customer') + 0.5
  return (account.details?.openPipeline ?? 0) > 0 ? Math.min(rank, afterCustomers) : rank
}

/** Of one line the upper one speaks for the group; accounts of two lines are not compared by it. */
function hierarchyRank(left: Account, right: Account, find: AccountByCrmId): number {
  if (lineOf(left, find).some(({ id }) => id === right.id)) return 1
  if (lineOf(right, find).some(({ id }) => id === left.id)) return -1
  return 0
}

const hasOwner = (account: Account): boolean => account.ownerId !== null && account.details?.ownerActive !== false

function text(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
