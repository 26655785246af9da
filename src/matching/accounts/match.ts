// Which account does a lead belong to? Its one rule: an account is given only where the evidence says so by itself; else a person is asked.
import type { Account } from '../../lead/account.ts'
import type { LeadFields } from '../../lead/lead.ts'
import { evidenceFor, namesOf, type Contribution, type Evidence, type KnownElsewhere, type Rarity } from './evidence.ts'
import { bandOf, evidenceClass, type Band, type EvidenceClass } from './evidence-class.ts'
import { betterInGroup, routedTo, type AccountByCrmId } from './hierarchy.ts'
import { accountQuery, type AccountQuery } from './query.ts'
import { aliasTargets, type AccountSettings } from './settings.ts'
import { inOrder, whatDecided, type Contender } from './tie-break.ts'

export interface AccountCandidate {
  accountId: string
  name: string
  class: EvidenceClass
  band: Band
  /** Sum of the contributions. */
  bits: number
  contributions: readonly Contribution[]
}

export type AccountMatch =
  | { kind: 'none'; why: string; candidates: readonly AccountCandidate[] }
  | { kind: 'account'; accountId: string; why: string; bits: number; candidates: readonly AccountCandidate[] }
  /** A person must choose; the lead goes on without an account meanwhile. */
  | { kind: 'unsure'; why: string; candidates: readonly AccountCandidate[] }

/** What matching may look at beside the lead. */
export interface AccountWorld {
  /** Accounts that share anything with the lead; others do no harm. */
  accounts: readonly Account[]
  /** Connection of the lead's CRM: of equal evidence its accounts go before those of lists. */
  home?: string
  rarity: Rarity
  find: AccountByCrmId
  /** Account of the contact who has the lead's address, or null. */
  contactAccountId?: string | null
  /** domain → account that nearly all contacts with this domain belong to */
  contactDomains?: ReadonlyMap<string, string>
  /** What people said in reviews. */
  said?: readonly { accountId: string; isIt: boolean }[]
}

const SHOWN = 10

export function matchAccount(fields: LeadFields, world: AccountWorld, settings: AccountSettings): AccountMatch {
  const query = accountQuery(fields, settings)
  const confirmed = world.said?.find(({ isIt }) => isIt)
  const known = world.accounts.find(({ id }) => id === confirmed?.accountId)
  if (known) {
    return { kind: 'account', accountId: known.id, why: `${known.name}, as a review said`, bits: 0, candidates: [] }
  }
  if (query.without !== '' && !world.contactAccountId) return { kind: 'none', why: query.without, candidates: [] }
  const evidence = evidenceOf(query, world, settings)
  const contenders = inOrder(contendersOf(evidence, query, world), settings, world.find)
  const shown = contenders.map((contender) => candidate(contender, settings))
  const candidates = shown.slice(0, SHOWN)
  const [first, second] = contenders
  const [best] = shown
  if (!first || !best || best.band === 'none') {
    return { kind: 'none', why: nobody(query), candidates }
  }
  if (best.band === 'review') return { kind: 'unsure', why: `${reason(first)}: a person decides`, candidates }
  const inGroup = betterInGroup(first.evidence, evidence, world.find)
  if (inGroup) {
    const { id, name } = inGroup.account
    const why = `${reason(first)}; of its group ${name}: ${inGroup.contributions
      .filter(({ bits }) => bits > 0)
      .map(inWords)
      .join(', ')}`
    return { kind: 'account', accountId: id, why, bits: inGroup.bits, candidates }
  }
  const doubt = doubtAbout(first, contenders, query, settings)
  if (doubt !== null) return { kind: 'unsure', why: doubt, candidates }
  const rival = second && shown[1]?.band === 'auto' ? second : undefined
  const { by, tied } = whatDecided(first, rival, settings, world.find)
  const owners = new Set([first, rival].map((each) => each?.evidence.account.ownerId))
  if (rival && tied && owners.size > 1 && settings.onTie === 'review') {
    const both = `${best.name} and ${rival.evidence.account.name}`
    return { kind: 'unsure', why: `${both} are equally likely, and belong to different owners`, candidates }
  }
  const { account, why } = routedTo(first.evidence.account, world.find, settings.routeTo)
  const chosen = by === null ? '' : `; before ${rival?.evidence.account.name} by ${by.replaceAll('-', ' ')}`
  return {
    kind: 'account',
    accountId: account.id,
    why: `${reason(first)}${chosen}${why === null ? '' : `; ${why}`}`,
    bits: best.bits,
    candidates,
  }
}

function evidenceOf(query: AccountQuery, world: AccountWorld, settings: AccountSettings): Evidence[] {
  const refused = new Set(world.said?.filter(({ isIt }) => !isIt).map(({ accountId }) => accountId))
  const targets = aliasTargets(settings)
  const aliasCores = new Set([query.key.core, ...query.domains].flatMap((key) => [...(targets.get(key) ?? [])]))
  const known: KnownElsewhere = {
    contactAccountId: world.contactAccountId ?? null,
    contactDomains: world.contactDomains ?? new Map(),
    aliasCores,
  }
  return world.accounts
    .filter((account) => !refused.has(account.id) && !isExcluded(account, settings))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((account) => evidenceFor(query, account, world.rarity, known))
}

function contendersOf(evidence: readonly Evidence[], query: AccountQuery, world: AccountWorld): Contender[] {
  const owning = evidence.filter(({ domain }) => domain === 'owned').length
  return evidence.flatMap((each) => {
    const letter = evidenceClass(each, query.key, world.rarity, owning > 1)
    const atHome = world.home === undefined || each.account.connection === world.home
    return letter === null ? [] : [{ evidence: each, letter, atHome }]
  })
}

function isExcluded(account: Account, { exclude }: AccountSettings): boolean {
  if (exclude.relationships.includes(account.relationship)) return true
  return namesOf(account).some((name) => exclude.names.some((pattern) => pattern.test(name)))
}

function candidate({ evidence, letter }: Contender, settings: AccountSettings): AccountCandidate {
  const { account, bits, contributions } = evidence
  return {
    accountId: account.id,
    name: account.name,
    class: letter,
    band: bandOf(letter, evidence, settings),
    bits,
    contributions,
  }
}

/** The domain says one, and the name that was typed says another. */
function doubtAbout(
  first: Contender,
  contenders: readonly Contender[],
  query: AccountQuery,
  settings: AccountSettings,
): string | null {
  const { evidence } = first
  if (evidence.externalId === 'same' || (evidence.domain !== 'owned' && evidence.domain !== 'by-contacts')) return null
  const domain = query.domains[0] ?? ''
  if (evidence.name !== 'different' || evidence.similarity >= 0.3 || settings.domainAgainstName === 'auto') return null
  const named = contenders.find(({ evidence: other }) => other.name === 'same' && other.domain !== 'owned')
  if (!named) return null
  return `the domain ${domain} says ${evidence.account.name}, the name says ${named.evidence.account.name}`
}

function nobody(query: AccountQuery): string {
  const by = [
    query.domains.length > 0 ? `the domain ${query.domains.join(' or ')}` : '',
    query.key.core === '' ? '' : `a name like "${query.company}"`,
  ].filter((part) => part !== '')
  return `no account with ${by.join(' or ')}`
}

/** What speaks for it, in words. */
function reason({ evidence, letter }: Contender): string {
  const said = evidence.contributions.filter(({ bits }) => bits > 0).map(inWords)
  return `${evidence.account.name} (${letter}): ${said.join(', ')}`
}

function inWords({ field, level, left, right }: Contribution): string {
  if (field === 'contact') return 'a contact has this address'
  if (field === 'id') return `the ${level}`
  if (field === 'domain') {
    if (level === 'owned') return `the domain ${left}`
    return level === 'same stem' ? `a domain that begins like it, ${left}` : `its contacts have the domain ${left}`
  }
  if (field === 'name') return level === 'same' ? 'the same name' : `a name that is ${level} ("${left}", "${right}")`
  return `the same ${field}`
}
