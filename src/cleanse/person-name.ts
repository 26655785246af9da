// A person's name in its parts: first, middle, last, title, suffix. Its one rule: what was typed with care stays, a name of one word is never split, and
// a name with letters of another script than Latin is left alone.
import type { LeadFields } from '../lead/lead.ts'
import { localeOf, properCase } from './name-case.ts'
import { GENERATION, nameParts, wordsOf, type PersonName } from './name-parts.ts'
import { isFirstHalf, isGeneration, isGivenParticle, isTitle, suffixAsWritten, titleAsWritten } from './name-words.ts'
import { foldWord } from './name-fold.ts'
import { isGivenName } from './nicknames.ts'
import { tidyText, type Cleaned } from './text.ts'

export interface CleanPersonName {
  /** "Ada", "Jean-Luc", "José Luis" */
  first: string | undefined
  /** Further given names and initials. */
  middle: string | undefined
  last: string | undefined
  /** "Prof. Dr.", "Frau" */
  prefix: string | undefined
  /** "Jr.", "III", "PhD" */
  suffix: string | undefined
  /** What was done; empty when the name came clean. */
  did: string[]
}

/** undefined: the field was not given, and nothing tells it. */
export interface CleanNameFields {
  firstName: Cleaned | undefined
  lastName: Cleaned | undefined
}

const MAX_LENGTH = 100
/** Each lays bare what the next takes off: "Dr. Lovelace, Ada Lovelace". A text that is not at rest by then is no name, and stays. */
const ROUNDS = 8

const ordinary = /^[A-ZÀ-Þ][a-zß-ÿ]{2,}$/
const readable = /^[\p{sc=Latin}\p{M}\s.,'’‘ʼ"“”()\-‐‑–·]*$/u
const pronounsAndOrdinals = /[([][\p{L}\s/|,]*[)\]]|\b[2-4](?:nd|rd|th)\b/giu

interface Settled {
  given: readonly string[]
  family: readonly string[]
  prefix: readonly string[]
  suffix: readonly string[]
  did: { first: string[]; last: string[] }
}

/** Reads `full` only where first and last do not say it. */
export function cleanPersonName(name: PersonName): CleanPersonName {
  const { given, family, prefix, suffix, did } = settled(name)
  const firsts = firstsOf(given, tidied(name.first).value)
  return {
    first: textOf(given.slice(0, firsts)),
    middle: textOf(given.slice(firsts)),
    last: textOf(family),
    prefix: textOf(prefix),
    suffix: suffix.length > 0 ? suffix.join(', ') : undefined,
    did: [...new Set([...did.first, ...did.last])],
  }
}

/** As a lead has them: middle names stay with the first one, Jr. and III with the last; titles and degrees go. */
export function cleanNameFields({ firstName, lastName }: Pick<LeadFields, 'firstName' | 'lastName'>): CleanNameFields {
  const { given, family, suffix, did } = settled({ first: firstName, last: lastName })
  const generations = suffix.filter(isGeneration)
  const withGenerations = (words: readonly string[]): readonly string[] => {
    const all = [...words, ...generations]
    return all.join(' ').length > MAX_LENGTH ? words : all
  }
  const first = textOf(family.length > 0 ? given : withGenerations(given))
  const last = textOf(family.length > 0 ? withGenerations(family) : family)
  return { firstName: cleaned(firstName, first, did.first), lastName: cleaned(lastName, last, did.last) }
}

function cleaned(typed: string | undefined, value: string | undefined, did: string[]): Cleaned | undefined {
  if (typed === undefined && value === undefined) return undefined
  if (typed === value) return { value, did: [] }
  const told = [...new Set(did)].filter((what) => what !== GENERATION && (what !== 'empty' || value === undefined))
  return { value, did: told.length > 0 ? told : ['suffix put after the last name'] }
}

function settled(name: PersonName): Settled {
  const [first, last, full] = [tidied(name.first), tidied(name.last), tidied(name.full)]
  const did = { first: [...first.did, ...full.did], last: last.did }
  const typed = { given: wordsOf(first.value ?? ''), family: wordsOf(last.value ?? ''), prefix: [], suffix: [], did }
  if (isOrdinary(first.value) && isOrdinary(last.value)) return typed
  const told = typed.given.length > 0 || typed.family.length > 0
  const unread = told ? typed : { ...typed, ...inOrder(full.value) }
  if (![first, last, full].every(({ value }) => isReadable(value ?? ''))) return unread
  const found = {
    prefix: new Set<string>(),
    suffix: new Set<string>(),
    did: { first: [...did.first], last: [...did.last] },
  }
  const locale = localeOf([first, last, full].map(({ value }) => value ?? '').join(' '))
  let now: PersonName = { first: first.value, last: last.value, full: full.value }
  for (let round = 0; round < ROUNDS; round += 1) {
    const parts = nameParts(now)
    const given = properCase(parts.given, 'given', locale)
    const family = properCase(parts.family, 'family', locale)
    for (const word of parts.prefix) found.prefix.add(titleAsWritten(word))
    for (const word of parts.suffix) found.suffix.add(suffixAsWritten(word))
    found.did.first.push(...parts.did.first, ...(given === parts.given ? [] : ['proper case']))
    found.did.last.push(...parts.did.last, ...(family === parts.family ? [] : ['proper case']))
    const next = { first: shortened(given), last: shortened(family) }
    if (next.first === (now.first ?? '') && next.last === (now.last ?? '')) {
      return { given, family, prefix: [...found.prefix], suffix: [...found.suffix], did: found.did }
    }
    now = next
  }
  return unread
}

/** Letters that we leave alone still have an order: 山田 太郎. */
function inOrder(full: string | undefined): Pick<Settled, 'given' | 'family'> {
  const { given, family } = nameParts({ full })
  return { given, family }
}

/** Single spaces, one apostrophe; nothing when there is neither letter nor digit nor sign. */
function tidied(text: string | undefined): Cleaned {
  if (text === undefined) return { value: undefined, did: [] }
  const { value, did } = tidyText(text, { max: MAX_LENGTH })
  if (value === undefined) return { value, did }
  if (/^[\p{P}\s]*$/u.test(value)) return { value: undefined, did: [...did, 'placeholder removed'] }
  const marked = value.replace(/(?<=\p{L})[`´](?=\p{L})/gu, "'")
  return { value: marked, did: marked === value ? did : [...did, 'apostrophe'] }
}

/** Most of what comes, and nothing to do. */
function isOrdinary(text: string | undefined): boolean {
  return text !== undefined && ordinary.test(text) && !isTitle(text, { after: false, shouting: false })
}

function isReadable(text: string): boolean {
  return readable.test(text) || readable.test(text.replace(pronounsAndOrdinals, ''))
}

/** How many of the given names are the first name. */
function firstsOf(given: readonly string[], typed: string | undefined): number {
  if (given.length < 2) return given.length
  // As typed into its own field it is one name, but for initials: "Mary Ann", "Ada M."
  if (typed !== undefined && typed.toLowerCase().endsWith(given.join(' ').toLowerCase())) {
    const initials = given.findIndex((word, at) => at > 0 && /^\p{L}\.?$/u.test(word))
    return initials > 0 ? initials : given.length
  }
  if (!isFirstHalf(foldWord(given[0] as string))) return 1
  const second = given.findIndex((word, at) => at > 0 && !isGivenParticle(foldWord(word)))
  return second > 1 || (second === 1 && isGivenName(given[1] as string)) ? second + 1 : 1
}

function shortened(words: readonly string[]): string {
  return tidyText(words.join(' '), { max: MAX_LENGTH }).value ?? ''
}

function textOf(words: readonly string[]): string | undefined {
  return words.length > 0 ? words.join(' ') : undefined
}
