// The key by which two addresses are one mailbox. Its one rule: two keys are equal only where the provider itself says that the mail arrives in one place.
import { getDomain } from 'tldts'
import { cleanEmail, isEmail } from './email.ts'

/** What a provider ignores in the part before the @. */
interface Habit {
  dots: boolean
  /** Starts a tag that is not part of the mailbox. */
  tag: '+' | '-' | null
  /** The one name that all its domains are counted as. */
  domain?: string
}

/** Sources: the providers' help pages on aliases and plus addressing (Google, Microsoft, Apple, Yahoo, Proton, Fastmail), 2026-11. */
const habits: readonly [names: string, habit: Habit][] = [
  ['gmail.com googlemail.com', { dots: true, tag: '+', domain: 'gmail.com' }],
  ['icloud.com me.com mac.com', { dots: false, tag: '+' }],
  ['fastmail.com fastmail.fm proton.me protonmail.com pm.me', { dots: false, tag: '+' }],
]
const byDomain: ReadonlyMap<string, Habit> = new Map(
  habits.flatMap(([names, habit]) => names.split(' ').map((name): [string, Habit] => [name, habit])),
)
/** hotmail.fr, live.co.uk, outlook.de … : one rule for all countries. */
const byFamily: ReadonlyMap<string, Habit> = new Map([
  ...['outlook', 'hotmail', 'live', 'msn'].map((name): [string, Habit] => [name, { dots: false, tag: '+' }]),
  ...['yahoo', 'ymail', 'rocketmail'].map((name): [string, Habit] => [name, { dots: false, tag: '-' }]),
])

export interface EmailKeyOptions {
  /** Take `+tag` off at domains whose habits are not known, too. Off: some senders use it to tell people apart. */
  stripPlus?: boolean
}

/** undefined when it is no address. The domain is in ASCII; the key of a key is itself. */
export function emailKey(email: string, options: EmailKeyOptions = {}): string | undefined {
  const clean = isPlain(email) ? email : (cleanEmail(email).value ?? '')
  if (!isEmail(clean)) return undefined
  const at = clean.lastIndexOf('@')
  const domain = clean.slice(at + 1)
  const habit = habitOf(domain)
  if (habit === undefined) return options.stripPlus ? joined(before(clean.slice(0, at), '+'), domain) : clean
  const local = habit.tag === null ? clean.slice(0, at) : before(clean.slice(0, at), habit.tag)
  return joined(habit.dots ? local.replaceAll('.', '') : local, habit.domain ?? domain)
}

function habitOf(domain: string): Habit | undefined {
  const known = byDomain.get(domain)
  if (known !== undefined) return known
  const dot = domain.indexOf('.')
  const habit = byFamily.get(domain.slice(0, dot))
  // live.example.com is a host of some company: the family's name must be the registered one.
  return habit !== undefined && getDomain(domain) === domain ? habit : undefined
}

/** Already in our form, as far as a look can tell: spares the whole cleansing of addresses that come from the store. */
function isPlain(email: string): boolean {
  return /^[a-z0-9._+-]+@[a-z0-9.-]+$/.test(email)
}

function before(local: string, tag: string): string {
  const at = local.indexOf(tag)
  return at < 0 ? local : local.slice(0, at)
}

/** Nothing but a tag is no mailbox. */
function joined(local: string, domain: string): string | undefined {
  const mailbox = local.replace(/\.+$/, '')
  return mailbox === '' ? undefined : `${mailbox}@${domain}`
}
